"""What a scripted portal's data addresses answer: strict about method, fields and page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from tests.headless.portals import Column, Portal, Row
from tests.headless.rows import markup_of

JSON, HTML = "application/json; charset=utf-8", "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of the server."""

    status: int
    content_type: str
    body: str


REFUSED = Reply(400, JSON, '{"code":400,"message":"bad request"}')


def data_path(column: Column) -> str:
    """Where the column's data is asked for."""
    return {
        "json-get": f"/api/{column.key}/list",
        "form-post": f"/{column.key}/queryList.do",
        "json-post": "/search-front/api/data/affair",
        "jsonp": f"/jsonp/{column.key}",
        "proxy": "/module/web/jpage/dataproxy.jsp",
        "fragment": f"/part/{column.key}",
        "unit": "/api-gateway/front/page/build/unit",
        "inline": "",
    }[column.traits.data]


def data_reply(portal: Portal, method: str, path: str, query: str, body: str) -> Reply | None:
    """The answer where the path is one of data; None where it is none."""
    columns = [c for c in portal.columns if data_path(c) == path]
    if not columns:
        return None
    sent = _sent(columns[0].traits.data, query, body)
    if sent is None:
        return REFUSED
    column = next((c for c in columns if sent.get("channel", sent.get("columnid")) == c.key), None)
    posts = columns[0].traits.data in ("form-post", "json-post", "proxy")
    if column is None or posts != (method == "POST"):
        return REFUSED
    if column.traits.data == "proxy":
        return _proxied(column, sent, query)
    return _paged(column, sent)


def _sent(kind: str, query: str, body: str) -> dict[str, str] | None:
    if kind == "json-post":
        try:
            value = json.loads(body)
        except ValueError:
            return None
        return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else None
    text = body if kind in ("form-post", "proxy") else query
    return {k: v[0] for k, v in parse_qs(text, keep_blank_values=True).items()}


def _proxied(column: Column, sent: dict[str, str], query: str) -> Reply:
    """大汉's proxy: the first and the last record by the query, the column by the form."""
    asked = {k: v[0] for k, v in parse_qs(query).items()}
    if not {"startrecord", "endrecord", "perpage"} <= asked.keys() or not {"webid", "unitid"} <= sent.keys():
        return REFUSED
    first, last = (
        int(asked["startrecord"]),
        min(int(asked["endrecord"]), int(asked["startrecord"]) + 100 - 1),
    )
    rows = column.rows[first - 1 : last]
    records = "".join(f"<record><![CDATA[{markup_of(column.traits, [row])}]]></record>" for row in rows)
    pages = -(-len(column.rows) // int(asked["perpage"]))
    return Reply(
        200, "text/xml; charset=utf-8",
        f"<datastore><nextgroup><![CDATA[]]></nextgroup><recordset>{records}</recordset>"
        f"<totalrecord>{len(column.rows)}</totalrecord><totalpage>{pages}</totalpage></datastore>",
    )  # fmt: skip


def _paged(column: Column, sent: dict[str, str]) -> Reply:
    traits = column.traits
    number, size = traits.pages
    if not sent.get(number, "").isdigit() or not sent.get(size, "").isdigit():
        return REFUSED
    rows = [r for r in column.rows if r.tab == int(sent.get("tab", "0"))] if traits.tabs else column.rows
    each = min(int(sent[size]), 100)
    start = int(sent[number]) if number == "start" else (int(sent[number]) - 1) * each
    if start < 0:
        return REFUSED
    page = rows[start : start + each]
    if traits.data == "fragment":
        return Reply(200, HTML, markup_of(traits, page))
    if traits.data == "unit":
        html = f"<ul>{markup_of(traits, page)}</ul>" if traits.markup in ("ul", "before") else markup_of(traits, page)
        return Reply(200, JSON, json.dumps({"success": True, "data": {"html": html, "total": len(rows)}}))
    text = json.dumps(wrapped(column, page, len(rows)), ensure_ascii=False)
    if traits.data == "jsonp":
        return Reply(200, "application/javascript; charset=utf-8", f"{sent.get('callback', 'cb')}({text});")
    return Reply(200, JSON, text)


def fields_of(column: Column, row: Row) -> dict[str, Any]:
    """One row as data states it."""
    title, url, when = column.traits.names
    at = datetime(row.day.year, row.day.month, row.day.day, 2, 30, tzinfo=UTC)
    moment = {"day": row.day.isoformat(), "time": f"{row.day} 10:30:00", "ms": int(at.timestamp() * 1000)}
    stated: dict[str, Any] = {"id": row.id, title: row.title, when: moment[column.traits.moment], "clicks": row.id % 97}
    return stated | ({url: row.path} if column.traits.stated else {})


def wrapped(column: Column, rows: list[Row], total: int) -> dict[str, Any]:
    """The rows where the data has them, with their number beside them."""
    keys = column.traits.wrap.split(".")
    value: Any = [fields_of(column, row) for row in rows]
    value = {keys[-1]: value, "total": total}
    for key in reversed(keys[:-1]):
        value = {key: value}
    return {"code": 0, "message": "success", **value}
