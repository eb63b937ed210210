"""A first plan from a home page: columns found in its navigation, whatever the menu is made of."""

from __future__ import annotations

import html as markup
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.plan import Plan
from inspection.plan_file import load_plan
from spiders.first_plan import propose_plan

HOME = "https://mzj.example.gov.cn/"
REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real" / "gov_home" / "yichun_home_2023.html"

COLUMNS = [
    ("政务动态", "/zwdt/"),
    ("通知公告", "/tzgg/index.html"),
    ("政策法规", "/zcfg/list.shtml"),
    ("解读回应", "/jdhy/"),
    ("办事指南", "/col/col1234/index.html"),
    ("机构职能", "/jgzn/index.htm"),
    ("养老服务", "/yl/yanglao/"),
    ("社会救助", "/sub.jsp?channelid=15"),
]
NOT_COLUMNS = [
    ("首页", "/"),
    ("首页", "index.html"),
    ("联系我们", "/lxwm/"),
    ("English", "/en/"),
    ("登录", "/login"),
    ("网站地图", "/map/"),
    ("无障碍浏览", "/wza/"),
    ("更多>>", "/tzgg/index.html"),
    ("省民政厅", "https://mzt.example.gov.cn/"),
    ("搜索", "javascript:void(0)"),
    ("微信公众号", "/wx/"),
]
ARTICLES = [
    ("关于做好清明祭扫工作的通知", "/tzgg/202503/t20250318_12345.html"),
    ("我局召开年度工作会议", "/art/2025/3/18/art_12_34567.html"),
    ("某某同志任职公示", "/c1234/202503/0123456789abcdef0123456789abcdef.shtml"),
    ("会议通知", "/content/post_4455667.html"),
    ("申请表", "/files/sqb.docx"),
]


def plan_of(body: str, head: str = "", url: str = HOME) -> Plan:
    return load_plan(propose_plan(f"<html><head>{head}</head><body>{body}</body></html>", url))


def links(pairs: list[tuple[str, str]], item: str = "<li><a href='{url}'>{name}</a></li>") -> str:
    return "".join(item.format(name=name, url=markup.escape(url)) for name, url in pairs)


MENUS = {
    "nav": "<nav><ul>{items}</ul></nav>",
    "class": "<div class='home-mainNav'><ul>{items}</ul></div>",
    "nameless": "<div class='box3'><ul>{items}</ul></div>",
    "role": "<div role='navigation'>{items}</div>",
}
ITEMS = {
    "text": "<li><a href='{url}'>{name}</a></li>",
    "spaced": "<li><a href='{url}'><span> {name}\n</span></a></li>",
    "picture": "<li><a href='{url}'><img src='/a.png' alt='{name}'></a></li>",
    "titled": "<li><a href='{url}' title='{name}'><img src='/a.png'></a></li>",
    "opened": "<li><a href='javascript:;' onclick=\"window.open('{url}')\">{name}</a></li>",
}


@pytest.mark.parametrize("menu", MENUS.values(), ids=MENUS.keys())
@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS.keys())
def test_columns_are_found_in_a_menu(menu: str, item: str) -> None:
    plan = plan_of(menu.format(items=links(COLUMNS, item)))

    assert [c.name for c in plan.columns] == [name for name, _ in COLUMNS]


def test_a_menu_of_table_cells_without_any_name_is_read() -> None:
    rows = links(COLUMNS, "<td width=80><a href='{url}'><font>{name}</font></a></td>")

    assert len(plan_of(f"<table><tr>{rows}</tr></table>").columns) == len(COLUMNS)


def test_addresses_resolve_to_the_columns_own() -> None:
    plan = plan_of(
        f"<nav>{links([('通知公告', 'tzgg/'), ('政策文件', './zcwj/'), ('工作动态', HOME + 'gzdt/')])}</nav>"
    )

    assert [plan.column_url(c) for c in plan.columns] == [f"{HOME}{path}/" for path in ("tzgg", "zcwj", "gzdt")]


def test_a_base_moves_relative_addresses() -> None:
    plan = plan_of(f"<nav>{links([('通知公告', 'tzgg/')])}</nav>", "<base href='/mz/'>")

    assert plan.column_url(plan.columns[0]) == f"{HOME}mz/tzgg/"


@given(st.permutations(COLUMNS), st.permutations(NOT_COLUMNS), st.permutations(ARTICLES), st.sampled_from(list(MENUS)))
@settings(max_examples=40, deadline=None)
def test_neither_services_nor_articles_are_taken_for_columns(
    columns: list[tuple[str, str]], others: list[tuple[str, str]], articles: list[tuple[str, str]], menu: str
) -> None:
    mixed = [pair for at in range(len(columns)) for pair in (columns[at], *others[at : at + 1])]
    news = f"<div class='news'><h2>要闻</h2><ul>{links(articles)}</ul></div>"
    friends = "<div class='footer'><ul>" + links([("隐私声明", "/ysc/"), ("网上调查", "/wsdc/")]) + "</ul></div>"

    plan = plan_of(MENUS[menu].format(items=links(mixed)) + news + friends)

    assert {c.name for c in plan.columns} == {name for name, _ in COLUMNS}


def test_a_block_of_news_leads_to_its_column_by_its_more_link() -> None:
    head, more = "<h2><a href='/xsqdt/'>县市区动态</a></h2>", "<a href='/xsqdt/'>更多</a>"
    news = f"<div class='box'>{head}<ul>{links(ARTICLES)}</ul>{more}</div>"

    assert [c.name for c in plan_of(news).columns] == ["县市区动态"]


def test_a_heading_without_a_link_names_the_column_that_its_more_link_leads_to() -> None:
    news = f"<div class='box'><h3>通知公告</h3><ul>{links(ARTICLES)}</ul><a href='/tzgg/'>更多&gt;&gt;</a></div>"

    assert [(c.name, c.url) for c in plan_of(news).columns] == [("通知公告", "/tzgg/")]


def test_a_base_on_another_host_does_not_hide_the_sites_own_columns() -> None:
    plan = plan_of(f"<nav>{links([('通知公告', HOME + 'tzgg/')])}</nav>", "<base href='https://cdn.example/'>")

    assert [c.name for c in plan.columns] == ["通知公告"]


def test_the_same_address_is_proposed_once() -> None:
    menu = MENUS["nav"].format(items=links(COLUMNS))
    again = MENUS["class"].format(items=links([("公告", "/tzgg/"), ("政务动态", "/zwdt/index.html")]))

    assert len(plan_of(menu + again).columns) == len(COLUMNS)


def test_two_columns_of_one_name_get_different_names() -> None:
    plan = plan_of(f"<nav>{links([('通知公告', '/a/'), ('通知公告', '/b/')])}</nav>")

    assert [c.name for c in plan.columns] == ["通知公告", "通知公告2"]


def test_a_channel_with_columns_below_it_is_proposed_as_a_comment() -> None:
    below = links([("政策文件", "/zwgk/zcwj/"), ("政策解读", "/zwgk/zcjd/"), ("人事信息", "/zwgk/rsxx/")])
    text = propose_plan(f"<nav><ul><li><a href='/zwgk/'>政务公开</a><ul>{below}</ul></li></ul></nav>", HOME)

    assert [c.name for c in load_plan(text).columns] == ["政策文件", "政策解读", "人事信息"]
    assert "# - {name: 政务公开, url: /zwgk/" in text


def test_kinds_are_guessed_and_interpretation_is_filled_in() -> None:
    plan = plan_of(f"<nav>{links(COLUMNS)}</nav>")

    kinds = {c.name: c.kind for c in plan.columns}
    assert (kinds["政务动态"], kinds["通知公告"], kinds["办事指南"]) == ("动态要闻", "通知公告", "静态")
    assert plan.interpretation is not None
    assert (plan.interpretation.policies, plan.interpretation.interpretations) == (("政策法规",), ("解读回应",))


def test_without_both_kinds_no_interpretation_is_proposed() -> None:
    assert plan_of(f"<nav>{links([('通知公告', '/a/'), ('政策文件', '/b/')])}</nav>").interpretation is None


def test_a_page_without_a_menu_gives_a_plan_to_fill_in() -> None:
    text = propose_plan("<script>draw()</script>", HOME)

    assert load_plan(text).columns == ()
    assert "没有认出栏目" in text


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="不是网址"):
        propose_plan("", "ftp://a/")


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=16), st.text(max_size=20)), max_size=12), st.text(max_size=30))
def test_whatever_a_page_holds_the_proposal_loads(pairs: list[tuple[str, str]], title: str) -> None:
    items = "".join(f'<a href="{markup.escape(u)}">{markup.escape(n)}通知公告</a>' for n, u in pairs)

    load_plan(propose_plan(f"<title>{markup.escape(title)}市民政局</title><nav>{items}</nav>", HOME))


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="the real pages are not beside this checkout")
def test_a_real_portal_yields_its_columns() -> None:
    plan = load_plan(propose_plan(REAL.read_text(encoding="utf-8"), "https://www.yichun.gov.cn/"))

    paths = {c.url for c in plan.columns}
    expected = ["zwyw/list", "zwdt/list", "zfgg/list", "zfwj/xxgk_lists", "zcjdfa/list", "jxszc/list", "xsqdt/list"]
    assert plan.site.id_code == "3609000002"
    assert plan.site.name == "中国宜春"
    assert {f"/ycsrmzf/{path}.shtml" for path in expected} <= paths
    assert not [path for path in paths if "202310" in path or "index" in path]
