"""Made-up list pages of very different build, with decoys round the list, each with its truth: for property tests."""

# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape
from random import Random
from urllib.parse import urljoin

from tests.spiders.reading import list_rows_made as rows_made
from tests.spiders.reading import list_rows_rich_made as rich_made
from tests.spiders.reading.list_chrome_made import (
    DOINGS,
    SUBJECTS,
    breadcrumb,
    footer,
    navigation,
    pager,
    sidebar,
    title_of,
    twin,
)
from tests.spiders.reading.list_rows_made import Item, Style
from tests.spiders.reading.list_rows_rich_made import MAKERS, WHOLE_TITLES

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
        address = form.format(day=day, n=rng.randint(10_000, 9_999_999), hex=f"{rng.getrandbits(128):032x}")
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
    if maker is rich_made.in_titles:
        items = [replace(i, when=(i.day or today).isoformat(), in_title=True) for i in items]
    if maker is rich_made.with_related:
        items = [replace(i, related=_interpretations(rng, url)) for i in items]
    if maker is not rich_made.policy_table:
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


UNDATED = (rows_made.plain_li, rows_made.table_rows, rows_made.div_rows, rich_made.cards, rich_made.by_fives)


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
