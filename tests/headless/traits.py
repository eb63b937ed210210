"""How one column of a scripted portal is built: where its data comes from, how it is drawn, paged and linked."""

# ruff: noqa: E501  lines of HTML and of tables are wide

from __future__ import annotations

import random
from dataclasses import dataclass, fields

DATA = ("json-get", "json-get", "form-post", "json-post", "jsonp", "proxy", "fragment", "unit", "inline")
PAGING = (
    "one", "numbers", "numbers", "el", "ant", "lay", "bootstrap", "next", "more", "more", "scroll", "observer", "inner",
    "virtual", "tabs", "hash",
)  # fmt: skip
MARKUP = ("ul", "ul", "before", "inside", "table", "dl", "cards", "split", "el-table", "nested", "plain")
DRAW = ("html", "html", "create", "patch", "shadow", "iframe")
LINK = ("href", "href", "href", "href", "onclick", "assign", "open", "push")
ADDRESS = (
    "/{key}/{y}{m:02}/t{ymd}_{id}.html", "/art/{y}/{m}/{d}/art_7_{id}.html", "/content/{id}.html", "/detail.html?id={id}",
    "/{key}/content/post_{id}.html", "/info/{id}.htm",
)  # fmt: skip
PLAIN_ADDRESS = ("/content/{id}.html", "/detail.html?id={id}", "/info/{id}.htm", "/view/{id}")
NAMES = (
    ("title", "url", "pubDate"), ("docTitle", "docPubUrl", "docRelTime"), ("bt", "link", "fbrq"),
    ("infoTitle", "infoUrl", "publishTime"), ("articleTitle", "href", "createTime"), ("subject", "path", "releaseDate"),
)  # fmt: skip
WRAPS = ("data.list", "data", "result.records", "rows", "data.page.content", "response.docs")
PAGES = (("page", "size"), ("pageNo", "pageSize"), ("currentPage", "limit"), ("pageIndex", "rows"), ("start", "count"))


@dataclass(frozen=True, slots=True)
class Traits:
    """One column's construction; each field is drawn by the seed or fixed by the test."""

    data: str
    paging: str
    markup: str
    draw: str
    link: str
    address: str
    names: tuple[str, str, str]  # of title, address and date in the data
    wrap: str  # where the rows stand in the data
    pages: tuple[str, str]  # what the page's number (or `start`: its first row) and the size are called
    size: int
    total: int
    tabs: int
    delay: float  # seconds before the data is asked for
    slow: float  # seconds that the server takes
    cut: bool  # titles are cut in the row; the title attribute has them whole
    moment: str  # how the data states dates: day, time, ms
    popup: str  # a layer over the page: none, welcome, cookie
    polls: bool  # the page never stops asking for something
    spinner: bool
    button: int  # which wording the more button has
    stated: bool  # whether the data states addresses; else only ids


def traits_of(rng: random.Random, **chosen: object) -> Traits:
    """Traits that fit together; what is chosen stays."""
    drawn: dict[str, object] = {
        "data": rng.choice(DATA), "paging": rng.choice(PAGING), "markup": rng.choice(MARKUP), "draw": rng.choice(DRAW),
        "link": rng.choice(LINK), "address": rng.choice(ADDRESS), "names": rng.choice(NAMES), "wrap": rng.choice(WRAPS),
        "pages": rng.choice(PAGES), "size": rng.choice((5, 8, 10, 10, 15, 20)), "total": rng.randrange(8, 61), "tabs": 0,
        "delay": rng.choice((0.0, 0.0, 0.1, 0.4, 1.2, 3.2)), "slow": rng.choice((0.0, 0.0, 0.05, 0.3)),
        "cut": rng.random() < 0.3, "moment": rng.choice(("day", "time", "ms")),
        "popup": rng.choice(("none", "none", "none", "welcome", "cookie")), "polls": rng.random() < 0.12,
        "spinner": rng.random() < 0.4, "button": rng.randrange(6), "stated": rng.random() < 0.7,
    }  # fmt: skip
    tabs = rng.randrange(2, 5)
    plain = rng.choice(PLAIN_ADDRESS)
    drawn |= chosen
    if drawn["paging"] == "tabs":
        drawn["tabs"] = chosen.get("tabs", tabs)
    if drawn["data"] in ("fragment", "unit", "proxy") and drawn["link"] in ("assign", "open", "push"):
        drawn["link"] = "href"  # rows written by the server lead somewhere by themselves
    if drawn["link"] in ("assign", "open", "push") and not drawn["stated"] and "address" not in chosen:
        drawn["address"] = plain  # the page's script makes the address of the id alone
    if drawn["paging"] == "virtual":
        drawn["markup"], drawn["total"] = "plain", chosen.get("total", max(25, int(str(drawn["total"]))))
        drawn["data"] = drawn["data"] if drawn["data"] in ("json-get", "json-post", "form-post") else "json-get"
        drawn["draw"] = "html"
    if drawn["paging"] in ("scroll", "observer", "hash", "inner") and drawn["draw"] == "iframe":
        drawn["draw"] = "html"
    if drawn["data"] == "proxy" and drawn["paging"] == "tabs":
        drawn["data"] = "form-post"
    if "{ymd}" in str(drawn["address"]) or "{y}" in str(drawn["address"]):
        drawn["stated"] = True
    return Traits(**{f.name: drawn[f.name] for f in fields(Traits)})  # type: ignore[arg-type]
