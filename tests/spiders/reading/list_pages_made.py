"""Made-up list pages of very different build, with decoys round the list, each with its truth: for property tests."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape
from random import Random
from urllib.parse import urljoin

from tests.spiders.reading.list_rows_made import MAKERS, WHOLE_TITLES, Item, Style
from tests.spiders.reading import list_rows_made as rows_made

SUBJECTS = [
    "养老服务机构",
    "社会救助",
    "婚姻登记",
    "慈善组织",
    "殡葬服务",
    "儿童福利",
    "社区治理",
    "残疾人两项补贴",
    "行政区划",
    "社会组织",
]
DOINGS = [
    "管理办法",
    "实施细则",
    "专项行动方案",
    "年度检查结果",
    "评估指标",
    "工作要点",
    "资金使用情况",
    "采购项目中标公告",
    "公开招聘公告",
    "先进名单",
]
FORMS = [
    "关于印发《{s}{d}》的通知", "{s}{d}", "市民政局召开{s}工作推进会 部署{d}", "关于{y}年{s}{d}的公示", "《{s}{d}》政策解读", "一图读懂|{s}{d}",
    "关于开展{y}年{m}月{s}{d}工作的通知", "{y}年第{n}季度{s}统计数据", "关于{y}年4月5日清明期间{s}安排的公告", "{s}{d}（{y}年版）",
    "关于公布{s}{d}的决定（沪民规〔{y}〕{n}号）", "第{n}批{s}名单公布", "{s}：{d}“三步走”", "2024年12月全市{s}{d}",
]  # fmt: skip
FORMATS = [
    "%Y-%m-%d", "%Y-%m-%d", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年{m}月{d}日", "%Y年%m月%d日", "[%Y-%m-%d]", "(%Y-%m-%d)", "（%Y-%m-%d）",
    "%y-%m-%d", "%m-%d", "[%m-%d]", "%Y-%m-%d 10:30", "%Y-{m}-{d}", "<i>%Y-%m-%d</i>", "&nbsp;%Y-%m-%d&nbsp;", "wide", "%m月%d日", "%Y-%m-%d 09:15:26",
]  # fmt: skip
NAMES = ["通知公告", "政策文件", "工作动态", "政策解读", "人事信息", "财政资金", "公示公告", "最新公开"]


@dataclass(frozen=True)
class Made:
    """A page and what a reader would say that it holds."""

    html: str
    url: str
    today: date
    items: tuple[Item, ...]
    next_page: str | None
    name: str


def title_of(rng: Random) -> str:
    return rng.choice(FORMS).format(
        s=rng.choice(SUBJECTS),
        d=rng.choice(DOINGS),
        y=rng.choice([2022, 2023, 2024]),
        m=rng.randint(1, 12),
        n=rng.randint(1, 4),
    )


def written(form: str, day: date) -> str:
    if form == "wide":
        return day.isoformat().translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return day.strftime(form).replace("{m}", str(day.month)).replace("{d}", str(day.day))


def addresses(rng: Random) -> tuple[str, str]:
    """The column's address, and a form of its articles' addresses (day, number)."""
    host = rng.choice(["https://mzj.example.gov.cn", "http://www.city.example.gov.cn", "http://10.0.0.1:8080"])
    column = rng.choice(["tzgg", "zwgk/gsgg", "c100123", "html/news", "xxgk/zfxxgkml/zcwj"])
    return rng.choice(
        [
            (f"{host}/{column}/", f"{host}/{column}/{{day:%Y%m%d}}/{{hex}}.html"),
            (f"{host}/{column}/index.html", f"{host}/{column}/{{day:%Y%m}}/t{{day:%Y%m%d}}_{{n}}.html"),
            (
                f"{host}/col/col{{c}}/index.html",
                f"{host}/art/{{day.year}}/{{day.month}}/{{day.day}}/art_{{c}}_{{n}}.html",
            ),
            (f"{host}/{column}/common_list.shtml", f"{host}/{column}/{{day:%Y%m}}/{{hex}}.shtml"),
            (f"{host}/{column}/list.shtml", f"{host}/{column}/content/post_{{n}}.html"),
            (f"{host}/view/iList.jsp?cat_id=1{{c}}", f"{host}/info/view.jsp?cat_id=1{{c}}&info_id={{n}}"),
            (f"{host}/{column}/index.jhtml", f"{host}/{column}/{{n}}.jhtml"),
            (f"{host}/{column}/", f"{host}/{column}/content_{{n}}.htm"),
        ]
    )


def make_items(rng: Random, url: str, form: str, today: date) -> tuple[list[Item], str]:
    count = rng.choice([1, 2, 3, 5, 8, 10, 15, 15, 20, 20, 25])
    style = rng.choice(FORMATS)
    column = str(rng.randint(1000, 9999))
    url, form = url.replace("{c}", column), form.replace("{c}", column)
    day = today - timedelta(days=rng.choice([0, 1, 5, 30, 100]))
    way = rng.choice(["absolute", "root", "relative", "protocol"])
    cut, titled, offsite, pdf = rng.random() < 0.4, rng.random() < 0.7, rng.random() < 0.15, rng.random() < 0.1
    items: list[Item] = []
    used: set[str] = set()
    yearless = "%Y" not in style and "%y" not in style and style != "wide"
    for _ in range(count):
        while (title := title_of(rng)) in used:
            title += rng.choice("一二三四五六七八九十")
        used.add(title)
        address = form.format(day=day, n=rng.randint(10_000, 9_999_999), hex="%032x" % rng.getrandbits(128))
        if offsite and rng.random() < 0.2:
            address = f"https://mp.weixin.qq.com/s/{rng.getrandbits(60):x}AbCdEfG"
        elif pdf and rng.random() < 0.3:
            address = address.rpartition("/")[0] + f"/P0{rng.getrandbits(50)}.pdf"
        shown = title[:14] + rng.choice(["...", "…", ".."]) if cut and titled and len(title) > 16 else title
        items.append(
            Item(title, address, day, _href(address, url, way), written(style, day), shown, title if titled else "",
                 number=f"沪民规〔2024〕{len(items) + 1}号", summary=_summary(rng))
        )  # fmt: skip
        day -= timedelta(days=rng.choice([0, 0, 1, 1, 2, 3, 7, 20]))
    if len(items) >= 6 and not yearless and rng.random() < 0.3:
        items = _troubled(rng, items, style)
    return items, url


def _troubled(rng: Random, items: list[Item], style: str) -> list[Item]:
    """A pinned old one on top, or a day mistyped into the future."""
    if rng.random() < 0.5:
        return [items[-1], *items[:-1]]
    far = date(2049, 3, 1) if "%y" in style else date(2052, 3, 1)
    place = rng.randrange(len(items))
    return [replace(i, day=far, when=written(style, far)) if n == place else i for n, i in enumerate(items)]


def _href(address: str, url: str, way: str) -> str:
    host = "/".join(url.split("/")[:3])
    if not address.startswith(host) or way == "absolute":
        return escape(address)
    if way == "protocol":
        return escape(address.partition(":")[2])
    folder = url.rpartition("/")[0] + "/"
    if way == "relative" and address.startswith(folder):
        return escape("./" + address.removeprefix(folder))
    return escape(address.removeprefix(host))


def _summary(rng: Random) -> str:
    return rng.choice(
        [
            "为贯彻落实上级部署，进一步做好相关工作，现将有关事项通知如下，请认真执行。",
            "2023年5月6日，市民政局召开专题会议，研究部署下一阶段重点任务，各区负责同志参加。",
            "近日，本市全面启动相关工作，预计年底前完成。",
        ]
    )


def navigation(rng: Random, s: Style) -> str:
    names = ["首页", "机构概况", "新闻中心", "政务公开", "办事服务", "互动交流", "专题专栏"]
    links = [f'<li><a href="/{chr(97 + i) * 3}/">{name}</a></li>' for i, name in enumerate(names)]
    today = rng.choice(["", "<div>今天是2025年3月25日 星期二</div>", "<span id=date></span>"])
    return f"<div{s.mark('header')}>{today}<ul{s.mark('nav')}>{''.join(links)}</ul></div>"


def breadcrumb(s: Style, name: str, url: str) -> str:
    return f'<div{s.mark("crumb")}>当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="{url}">{name}</a></div>'


def sidebar(rng: Random, s: Style, today: date) -> str:
    """Other columns' newest items with today's date, most-read items, or the columns beside this one."""
    kind = rng.randrange(4)
    if kind == 3:
        names = ["机构职能", "领导之窗", "通知公告", "政策法规", "规划计划", "财政信息"]
        return (
            f"<div{s.mark('left')}><h2>政务公开</h2><ul>"
            + "".join(f'<li><a href="/zwgk/{i}/">{n}</a></li>' for i, n in enumerate(names))
            + "</ul></div>"
        )
    heading = rng.choice([["最新发布", "最新动态"], ["热点文章", "点击排行"], ["推荐阅读", "热点新闻"]][kind])
    rows = []
    for i in range(rng.randint(3, 10)):
        when = f"<span>{today.isoformat()}</span>" if kind == 0 else ""
        rows.append(
            f'<li><a href="/gzdt/{today:%Y%m}/t{today:%Y%m%d}_{rng.randint(1000, 99999)}.html">{title_of(rng)}{i}</a>{when}</li>'
        )
    return f"<div{s.mark('side')}><h3>{heading}</h3><ul>{''.join(rows)}</ul></div>"


def twin(rng: Random, s: Style, url: str, today: date) -> str:
    """A block of another column, written in the same way as the list itself, dated today."""
    host = "/".join(url.split("/")[:3])
    heading = rng.choice(["最新发布", "工作动态", "热点推荐", "政民互动", "相关信息", "图片新闻"])
    items = []
    for i in range(rng.randint(3, 8)):
        title = f"{title_of(rng)}{i}"
        address = f"{host}/zwyw/{today:%Y%m}/t{today:%Y%m%d}_{rng.randint(1000, 99999)}.html"
        items.append(Item(title, address, today, address, today.isoformat(), title))
    return f"<div{s.mark('other')}><h3>{heading}</h3>{rows_made.plain_li(s, items)}</div>"


def footer(rng: Random, s: Style) -> str:
    friends = "".join(
        f'<a href="http://www.site{i}.gov.cn/">{n}民政网</a> ' for i, n in enumerate(["中国", "北京", "江苏", "浙江"])
    )
    return (
        f"<div{s.mark('links')}>友情链接：{friends}</div><div{s.mark('footer')}>主办：市民政局 电话：021-12345678 沪ICP备05001234号"
        f' <a href="https://beian.miit.gov.cn/">ICP备案</a><a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=31010102002345">公安备案</a>'
        f" 更新日期：2025-03-25</div>"
    )


def pager(rng: Random, url: str) -> tuple[str, str | None]:
    """Markup of paging, and where the next page is; the page at hand is the first of `total`."""
    total = rng.choice([1, 2, 3, 9, 40])
    folder, _, name = url.partition("?")[0].rpartition("/")
    stem, _, extension = (name or "index.html").rpartition(".")
    second = f"{folder}/{stem}_2.{extension}"
    has = total > 1
    kind = rng.randrange(11)
    query = "&" if "?" in url else "?"
    if kind == 0:
        return "", None
    if kind == 1:
        return (
            f'<script>createPageHTML({total}, 0, "{stem}", "{extension}");</script>',
            f"{folder}/{stem}_1.{extension}" if has else None,
        )
    if kind == 2:
        return (
            f"<script>createPageHTML('page_div',{total}, 1,'{stem}','{extension}',{total * 15});</script><div id=page_div></div>",
            second if has else None,
        )
    if kind == 3:
        link = f'<a href="{stem}_2.{extension}">下一页</a>' if has else "<span>下一页</span>"
        return (
            f'<div class=page>共{total * 15}条 第1/{total}页 <span>首页</span> <span>上一页</span> {link} <a href="{stem}_{total}.{extension}">尾页</a></div>',
            second if has else None,
        )
    if kind == 4:
        numbers = "".join(f'<a href="{stem}_{i}.{extension}">{i}</a>' for i in range(2, min(total, 6) + 1))
        return f"<div><span class=current>1</span>{numbers}</div>", second if has else None
    if kind == 5:
        link = (
            f"""<a onclick="queryArticleByCondition(this,'/x/y-2.shtml')" tagname="/x/y-2.shtml">下一页</a>"""
            if has
            else '<a tagname="[NEXTPAGE]" title="下一页">下一页</a>'
        )
        return f"<div><b>共{total}页</b><a tagname='[HOMEPAGE]'>首页</a><font>1</font>{link}</div>", urljoin(
            url, "/x/y-2.shtml"
        ) if has else None
    if kind == 6:
        link = (
            f'<a href="{query if query == "?" else url.rpartition("/")[2] + query}pageNum=2">&gt;</a>'
            if has
            else "<span>&gt;</span>"
        )
        last = f'<a href="{url.rpartition("/")[2]}{query}pageNum={total}">{total}</a>' if has else ""
        return f"<div>&lt; <em>1</em> {last} {link}</div>", f"{url}{query}pageNum=2" if has else None
    if kind == 7:
        script = f"function toPage(n){{ location.href = '{stem}_' + n + '.{extension}'; }}"
        link = "<a href='javascript:toPage(2)'>下一页</a>" if has else "<a class='disabled'>下一页</a>"
        return f"<script>{script}</script><div>{link}</div>", second if has else None
    if kind == 8:
        options = "".join(f'<option value="{stem}_{i}.{extension}">第{i}页</option>' for i in range(2, total + 1))
        return (
            f'<select onchange="location=this.value"><option value="{name or "index.html"}" selected>第1页</option>{options}</select>',
            second if has else None,
        )
    if kind == 9:
        link = f'<a class="next" href="{stem}_2.{extension}"><img src="/n.gif" alt="下一页"></a>' if has else ""
        return f"<div class=pg>{link}</div>", second if has else None
    link = (
        f'<li class=next><a href="/{url.split("/", 3)[3]}{query}page=2">下页&raquo;</a></li>'
        if has
        else '<li class="next disabled"><a href="#">下页&raquo;</a></li>'
    )
    return f"<ul><li class=active><a href='#'>1</a></li>{link}</ul>", f"{url}{query}page=2" if has else None


def make_page(seed: int, hard: bool = False) -> Made:
    """One page out of very many, the same for the same seed; hard ones have undated rows or a second list."""
    rng = Random(seed)
    style = Style(rng)
    today = date(2025, 3, 25)
    url, form = addresses(rng)
    items, url = make_items(rng, url, form, today)
    maker = rng.choice(MAKERS)
    if maker in WHOLE_TITLES:
        items = [replace(i, shown=i.title, attribute="") for i in items]
    if maker is rows_made.in_titles:
        items = [replace(i, when=(i.day or today).isoformat(), in_title=True) for i in items]
    if maker is rows_made.with_related:
        items = [replace(i, related=_interpretations(rng, url)) for i in items]
    if maker is not rows_made.policy_table:
        items = [replace(i, number=None) for i in items]
    if hard and rng.random() < 0.25 and maker in UNDATED:
        items = [replace(i, when="", day=_stated(i.url)) for i in items]
    name = rng.choice(NAMES)
    body = maker(style, items)
    markup, following = pager(rng, url)
    comment = rng.choice(
        [
            "",
            "",
            '<!--<ul><li><a href="/old/t20200101_1.html">注释掉的旧文章标题不应出现</a><span>2020-01-01</span></li></ul>-->',
        ]
    )
    main = f"<div{style.mark('main')}>{breadcrumb(style, name, url)}{rng.choice(['', f'<h2>{name}</h2>'])}{body}{comment}{markup}</div>"
    aside = sidebar(rng, style, today) if rng.random() < 0.7 else ""
    if hard and rng.random() < 0.6:
        aside += twin(rng, style, url, today)
    middle = aside + main if rng.random() < 0.5 else main + aside
    if rng.random() < 0.15:
        middle = f"<table><tr><td>{aside}</td><td>{main}</td></tr></table>"
    head = (
        f'<title>{name}_市民政局</title><meta name="ColumnName" content="{name}">'
        if rng.random() < 0.7
        else "<title>市民政局</title>"
    )
    html = f"<!DOCTYPE html><html><head>{head}</head><body>{navigation(rng, style)}{middle}{footer(rng, style)}</body></html>"
    return Made(html, url, today, tuple(items), following, maker.__name__)


UNDATED = (rows_made.plain_li, rows_made.table_rows, rows_made.div_rows, rows_made.cards, rows_made.by_fives)


def _stated(url: str) -> date | None:
    """The day in an address of the forms made here."""
    if match := re.search(r"/t(\d{4})(\d\d)(\d\d)_|/(\d{4})(\d\d)(\d\d)/|/art/(\d+)/(\d+)/(\d+)/", url):
        year, month, day = (int(g) for g in match.groups() if g)
        return date(year, month, day)
    return None


def _interpretations(rng: Random, url: str) -> tuple[tuple[str, str, str], ...]:
    found = []
    for _ in range(rng.choice([0, 0, 1, 2])):
        href = f"/zcjd/202403/t20240301_{rng.randint(1000, 9999999)}.html"
        found.append((f"《{rng.choice(SUBJECTS)}{rng.choice(DOINGS)}》解读", urljoin(url, href), href))
    return tuple(found)
