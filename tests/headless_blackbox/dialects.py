"""How a scripted list asks for its rows: each dialect's server side, and what its script must know."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qsl

from tests.headless_blackbox.truth import Article, Column

ASKS = ["get", "post-json", "post-form", "dataproxy", "jpaas", "gkmlpt", "jsonp", "static", "fragment", "offset"]
SHOWS = ["numbers", "laypage", "more", "window", "inner", "tabs", "once"]
NESTS = [["data", "page", "records"], ["result", "rows"], ["data"], ["body", "list"], ["resp", "load", "items"], []]
FIXED = {
    "dataproxy": "/module/web/jpage/dataproxy.jsp",
    "jpaas": "/api-gateway/jpaas-publish-server/front/page/build/unit",
    "gkmlpt": "/gkmlpt/api/all/{}",
}
DATES = ["day", "minute", "slash", "ms", "s", "iso"]


@dataclass
class Dialect:
    """One column's way; everything invented from the seed."""

    column: Column
    asks: str
    shows: str
    size: int
    nest: list[str]
    names: dict[str, str]
    dates: str
    delay: float
    rows: str  # link, click
    address: str  # absolute, root, relative, ident
    markup: bool
    framed: bool
    gbk: bool
    api: str

    def config(self) -> dict[str, Any]:
        total = len(self.column.articles)
        keys = ("asks", "shows", "size", "nest", "names", "dates", "rows", "address", "api")
        known = {key: getattr(self, key) for key in keys}
        pattern = ""
        if self.column.articles:
            first = self.column.articles[0]
            pattern = first.path.replace(str(first.ident), "{id}")
        return known | {"slug": self.column.slug, "pattern": pattern, "panels": 3, "static_total": total}


def of(column: Column, dice: random.Random, asks: str | None = None, shows: str | None = None) -> Dialect:
    asks = asks or dice.choice(ASKS)
    shows = shows or dice.choice(SHOWS)
    if shows == "once" and asks in {"dataproxy", "gkmlpt"}:
        shows = "numbers"
    if asks in {"static", "fragment"} and shows == "tabs":
        shows = "more"
    names = {
        "title": dice.choice(["title", "biaoti", "infoTitle", "wjmc", "docTitle", "xxbt", "bt"]),
        "day": dice.choice(["fbrq", "pubTime", "deployTime", "display_date", "rq", "publishedAt"]),
        "url": dice.choice(["url", "lj", "docPubUrl", "href", "linkTo"]),
        "id": dice.choice(["id", "docId", "xxid", "guid"]),
        "total": dice.choice(["total", "count", "zs", "totalCount"]),
        "page": dice.choice(["pageNo", "p", "current", "page", "pageIndex", "dqy"]),
        "size": dice.choice(["size", "pageSize", "limit", "rows", "mys"]),
        "channel": dice.choice(["channelId", "lmid", "columnCode", "cid", "catalog"]),
    }
    address = dice.choice(["absolute", "root", "relative", "ident"])
    if address == "ident" and not _has_ident(column):
        address = "root"
    rows = "link" if dice.random() < 0.75 or asks in {"fragment", "dataproxy", "jpaas"} else "click"
    size = 400 if shows == "once" else dice.choice([6, 10, 15])
    chosen = dice.choice(DATES) if asks not in {"fragment", "dataproxy", "jpaas", "gkmlpt"} else "day"
    api = dice.choice(["/api/cms/{}/list", "/portal-front/query/{}.do", "/gw/site/v2/{}", "/interface/{}/getInfoList"])
    api = FIXED.get(asks, api)
    return Dialect(
        column, asks, shows, size, dice.choice(NESTS), names, chosen, dice.choice([0, 0.2, 0.2, 0.6, 1.2, 3.0]), rows,
        address, dice.random() < 0.25, dice.random() < 0.15 and shows not in {"window"}, dice.random() < 0.2,
        api.format(column.slug),
    )  # fmt: skip


def _has_ident(column: Column) -> bool:
    return bool(column.articles) and all(
        each.path == column.articles[0].path.replace(str(column.articles[0].ident), str(each.ident))
        for each in column.articles
    )


def owns(dialect: Dialect, path: str, query: str, body: str) -> bool:
    """Whether this request is this column's."""
    if dialect.asks in {"static", "fragment"}:
        return path.startswith(dialect.api + "_")
    if path != dialect.api:
        return False
    marks = {"dataproxy": f"columnid={dialect.column.slug}&", "jpaas": f"pageId={dialect.column.slug}e3c1"}
    return marks.get(dialect.asks, "") in query + "&" + body + "&"


def _day(when: date | None, form: str) -> str | int | None:
    if when is None:
        return None
    at = datetime(when.year, when.month, when.day, 2, 30, tzinfo=UTC)  # 10:30 in Shanghai
    if form == "day":
        return f"{when:%Y-%m-%d}"
    if form == "minute":
        return f"{when:%Y-%m-%d} 10:30:15"
    if form == "slash":
        return f"{when:%Y/%m/%d}"
    if form == "iso":
        return f"{when:%Y-%m-%d}T10:30:00.000+08:00"
    return int(at.timestamp()) * (1000 if form == "ms" else 1)


def record(dialect: Dialect, article: Article, origin: str, number: int) -> dict[str, Any]:
    names, title = dialect.names, article.title
    if dialect.markup and number % 4 == 0:
        title = f"<em>{title[:4]}</em>{title[4:]}"
    made: dict[str, Any] = {names["id"]: article.ident, names["title"]: title, "hits": number * 7, "src": "本局"}
    day = _day(article.day, dialect.dates)
    if day is not None:
        made[names["day"]] = day
    if dialect.address != "ident":
        made[names["url"]] = address(dialect, article, origin)
    return made


def address(dialect: Dialect, article: Article, origin: str) -> str:
    if dialect.address == "absolute":
        return origin + article.path
    if dialect.address == "relative":
        inside = article.path.startswith(dialect.column.path)
        return "./" + article.path.removeprefix(dialect.column.path) if inside else ".." + article.path
    return article.path


def snippet(article: Article) -> str:
    day = f"<span>{article.day:%Y-%m-%d}</span>" if article.day else ""
    return f'<li><a href="{article.path}" title="{article.title}" target="_blank">{article.title}</a>{day}</li>'


def _gkmlpt(each: Article, origin: str) -> dict[str, Any]:
    made: dict[str, Any] = {"id": each.ident, "title": each.title, "url": origin + each.path}
    if each.day:
        made |= {"date": _day(each.day, "s"), "display_publish_time": _day(each.day, "minute")}
    return made


def _panel(dialect: Dialect, wanted: str) -> list[Article]:
    if dialect.shows != "tabs":
        return dialect.column.articles
    return [each for each in dialect.column.articles if each.panel == int(wanted or 0)]


def _wrapped(dialect: Dialect, rows: list[dict[str, Any]], total: int) -> Any:
    if not dialect.nest:
        return rows if dialect.shows != "numbers" else {"list": rows, dialect.names["total"]: total}
    inner: dict[str, Any] = {dialect.nest[-1]: rows, dialect.names["total"]: total}
    for key in reversed(dialect.nest[:-1]):
        inner = {key: inner}
    return {"code": 200, "msg": "操作成功"} | inner


def answer(dialect: Dialect, method: str, path: str, query: str, body: str, origin: str) -> tuple[int, str, str]:
    """Status, content type and text; strict: what a real interface would refuse is refused."""
    asked = dict(parse_qsl(query, keep_blank_values=True))
    names, asks = dialect.names, dialect.asks
    size = dialect.size
    if asks in {"post-json", "post-form", "dataproxy"} and method != "POST":
        return 405, "text/plain", "method not allowed"
    if asks == "post-json":
        try:
            sent = json.loads(body)
            asked = {key: str(value) for key, value in sent["param"].items()} | {"panel": str(sent.get("panel", ""))}
        except (ValueError, KeyError, AttributeError):
            return 400, "application/json", '{"code":400,"msg":"参数错误"}'
    elif asks == "post-form":
        asked = dict(parse_qsl(body))
    rows = _panel(dialect, asked.get("panel", ""))
    if asks == "dataproxy":
        form = dict(parse_qsl(body))
        if "columnid" not in form and "columnid" not in asked:
            return 200, "text/html", ""
        first, last = int(asked.get("startrecord", 1)), int(asked.get("endrecord", 45))
        part = rows[first - 1 : last]
        items = "".join(f"<record><![CDATA[{snippet(each)}]]></record>" for each in part)
        head = f"<totalrecord>{len(rows)}</totalrecord><totalpage>{-(-len(rows) // size)}</totalpage>"
        return 200, "text/xml", f"<datastore><nextgroup></nextgroup>{head}<recordset>{items}</recordset></datastore>"
    if asks in {"static", "fragment"}:
        number = int(path.rsplit("_", 1)[1].split(".")[0])
    elif asks == "offset":
        number = int(asked.get("start", 0)) // size + 1
    elif asks == "gkmlpt":
        number = int(asked.get("page", 1))
    elif asks == "jpaas":
        if "pageId" not in asked:
            return 200, "application/json", '{"success":false}'
        number = int(json.loads(asked.get("paramJson") or '{"pageNo":1}')["pageNo"])
    else:
        if asked.get(names["channel"]) != dialect.column.slug:
            return 200, "application/json", '{"code":500,"msg":"栏目不存在"}'
        number = int(asked.get(names["page"], 1))
    part = rows[(number - 1) * size : number * size]
    if asks == "fragment":
        return (200, "text/html", "".join(map(snippet, part))) if part or number == 1 else (404, "text/html", "404")
    if asks == "jpaas":
        html = f"<ul class='list'>{''.join(map(snippet, part))}</ul>" if part else ""
        return 200, "application/json", json.dumps({"success": True, "data": {"html": html, "count": len(rows)}})
    if asks == "gkmlpt":
        made = [_gkmlpt(each, origin) for each in part]
        return 200, "application/json", json.dumps({"articles": made, "total": len(rows), "classify": {"id": 3}})
    records = [record(dialect, each, origin, place) for place, each in enumerate(part)]
    text = json.dumps(_wrapped(dialect, records, len(rows)), ensure_ascii=bool(len(rows) % 2))
    if asks == "jsonp":
        return 200, "application/javascript", f"{asked.get('callback', 'cb')}({text});"
    return 200, "application/json", text
