"""What a round knows of its pages beyond their bodies: columns, kinds, redirects, and articles that a script draws."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from inspection.contents import PageContent, StatedBy, pack, to_facts
from inspection.plan_file import parse_plan
from inspection.records import Article, ColumnReading, ColumnState, DateFrom
from schedulers.contents import Contents, contents_of

BASE = "https://mz.example.gov.cn"
PLAN = parse_plan(
    f"site: {{name: 甲市民政局, home: '{BASE}/'}}\ncolumns: [{{name: 通知公告, url: /tzgg/, kind: 其他}}]"
)
DRAWN = Article(
    "通知公告", "关于清明祭扫的通告", f"{BASE}/tzgg/1.html", date(2025, 3, 20), DateFrom.LABEL, "甲民发〔2025〕1号",
    text="现将清明祭扫有关事项通告如下。" * 9, read_in_full=True,
)  # fmt: skip


def known(
    pages: dict[str, PageContent], articles: tuple[Article, ...] = (), aliases: tuple[tuple[str, str], ...] = ()
) -> Contents:
    reading = ColumnReading("通知公告", f"{BASE}/tzgg/", ColumnState.READ, articles=articles)
    store: Any = SimpleNamespace(
        sound_page_facts=lambda *_: [(url, "0" * 64, to_facts(page)) for url, page in pages.items()],
        aliases=lambda _: iter(aliases),
    )
    seen: Any = SimpleNamespace(round_id="1", readings={"通知公告": reading}, browsed=SimpleNamespace(kind="full"))
    return cast(Contents, contents_of(PLAN, store, seen))


def test_an_article_that_a_script_draws_says_what_its_column_read_of_it() -> None:
    page = known({DRAWN.url: PageContent(foot_from=("script",), kind="other")}, (DRAWN,))[DRAWN.url]

    assert (page.kind, page.text, page.number, page.columns) == (
        "article",
        DRAWN.text,
        "甲民发〔2025〕1号",
        ("通知公告",),
    )
    assert [(day.by, day.day) for day in page.days] == [(StatedBy.SHOWN, date(2025, 3, 20))]


def test_a_page_with_a_text_of_its_own_is_believed_before_the_reading() -> None:
    own = PageContent(title="甲", packed=pack("本页自己的正文。" * 20))

    assert known({DRAWN.url: own}, (DRAWN,))[DRAWN.url].title == "甲"


def test_a_home_page_behind_a_redirect_is_the_home_page_and_is_counted_once() -> None:
    contents = known({f"{BASE}/portal/index.html": PageContent()}, (), ((f"{BASE}/", f"{BASE}/portal/index.html"),))

    assert contents[f"{BASE}/"].kind == "home"
    assert list(contents) == [f"{BASE}/portal/index.html"]


def test_an_article_behind_a_redirect_is_its_columns_article() -> None:
    moved = f"{BASE}/tz/1.html"
    contents = known({moved: PageContent(title="甲")}, (DRAWN,), ((DRAWN.url, moved),))

    assert (contents[moved].kind, contents[moved].columns) == ("article", ("通知公告",))


def test_a_part_of_a_column_is_no_list_of_its_own() -> None:
    assert known({f"{BASE}/data/1.html": PageContent(kind="part")})[f"{BASE}/data/1.html"].kind == "part"


def test_pages_off_the_sites_hosts_are_left_out() -> None:
    assert f"{BASE}.cn/1.html" not in known({f"{BASE}.cn/1.html": PageContent()})
