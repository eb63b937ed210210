"""Interfaces of lists, generated: how pages are asked for, how rows are stated, and what the page then shows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st

from inspection.records import DateFrom, Entry
from spiders.scripted.learning import Exchanged, Page
from spiders.scripted.requests import Request
from spiders.scripted.rows import Shown, bare

BASE = "https://mz.example.gov.cn/tzgg/index.html"
ORIGIN = "https://mz.example.gov.cn"
_STAMP = re.compile(r"[?&]_=\d+")
NOW = 1_795_400_000.0  # seconds; in November 2026
TODAY = date(2026, 11, 24)
FORM = "application/x-www-form-urlencoded"
PAGES = ("page", "pageNo", "pageNum", "currentPage", "pageIndex", "p", "curPage")
ADDRESSES = ("/content/{id}.html", "/detail.html?id={id}", "/art/{y}/{m}/{d}/art_7_{id}.html", "/t{ymd}_{id}.html")
TITLES = ("title", "docTitle", "bt", "articleName", "zw")  # the last two are no names that anybody could know
DAYS = ("pubDate", "fbsj", "x1", "releaseTime")


@dataclass(frozen=True)
class Api:
    """One interface, and the list that its page shows."""

    how: str  # query, form, json, nested, path, offset, records
    page: str
    names: tuple[str, str]
    address: str
    stated: bool  # the rows state their addresses
    moment: str
    wrap: tuple[str, ...]
    size: int
    total: int
    start: int  # the number of the first page
    stamped: bool
    titles: tuple[str, ...]

    def row(self, at: int) -> dict[str, Any]:
        """One row as data: with a second date and a number that mean something else."""
        day = self.day(at)
        moment = datetime(day.year, day.month, day.day, 2, 30, tzinfo=UTC)
        said = {"day": day.isoformat(), "ms": int(moment.timestamp() * 1000), "time": f"{day} 10:30:00"}[self.moment]
        later = (day + timedelta(days=3)).isoformat()
        row = {"sort": at, "docId": 90_000 + at * 7, self.names[0]: self.titles[at], "editTime": later}
        row |= {self.names[1]: said, "memo": f"备注{at % 3}"}
        return row | ({"visitUrl": self.path(at)} if self.stated else {})

    def day(self, at: int) -> date:
        return TODAY - timedelta(days=2 + at * 3)

    def path(self, at: int) -> str:
        day = self.day(at)
        ymd = f"{day:%Y%m%d}"
        return self.address.format(id=90_000 + at * 7, y=day.year, m=day.month, d=day.day, ymd=ymd)

    def entry(self, at: int) -> Entry:
        return Entry(self.titles[at], ORIGIN + self.path(at), self.day(at), DateFrom.LIST)

    def request(self, number: int) -> Request:
        """For page `number`, 0 the first."""
        shown, first = str(number + self.start), str(number * self.size)
        common = {"channelId": "55", "siteId": "3", "size": str(self.size)}
        stamp = {"_": str(int(NOW * 1000) + number * 1500)} if self.stamped else {}
        url = f"{ORIGIN}/api/v1/list"
        if self.how == "query":
            return Request("GET", f"{url}?{urlencode(common | {self.page: shown} | stamp)}")
        if self.how == "offset":
            return Request("GET", f"{url}?{urlencode(common | {'offset': first} | stamp)}")
        if self.how == "records":
            last = str((number + 1) * self.size)
            asked = {"startrecord": str(number * self.size + 1), "endrecord": last, "perpage": str(self.size)}
            return Request("POST", f"{url}?{urlencode(asked | stamp)}", urlencode(common), FORM)
        if self.how == "form":
            return Request("POST", url, urlencode(common | {self.page: shown} | stamp), FORM)
        if self.how == "path":
            return Request("GET", f"{ORIGIN}/data/55/list_{number + 1}.json")
        if self.how == "nested":
            query: dict[str, Any] = {
                "channel": 55,
                "pager": {self.page: number + self.start, "size": self.size},
                "sort": ["-date"],
            }
            return Request("POST", url, _written({"query": query}), "application/json;charset=UTF-8")
        said: dict[str, Any] = {"channelId": "55", self.page: number + self.start, "size": self.size}
        return Request("POST", url, _written(said), "application/json")

    def answer(self, number: int) -> bytes:
        rows = [self.row(at) for at in range(number * self.size, min((number + 1) * self.size, self.total))]
        value: Any = {self.wrap[-1]: rows, "total": self.total}
        for name in reversed(self.wrap[:-1]):
            value = {name: value}
        return json.dumps({"code": 0, "hot": [{"n": "热点", "k": 1}], **value}, ensure_ascii=False).encode()

    @property
    def pages(self) -> int:
        return -(-self.total // self.size)

    def asked(self, request: Request) -> int | None:
        """Which page a request is for, whatever passing values it has; None where it is none of this interface's."""
        bare_of = {number: _without_stamp(self.request(number)) for number in range(self.pages + 2)}
        return next((number for number, one in bare_of.items() if _without_stamp(request) == one), None)

    def shown(self, pages: int, ended: str) -> Page:
        """The page after so many of its list's were shown."""
        count = min(self.total, pages * self.size)
        entries = tuple(self.entry(at) for at in range(count))
        exchanges = [
            Exchanged(self.request(n), 200, "application/json", self.answer(n), "first" if not n else f"page {n + 1}")
            for n in range(min(pages, self.pages))
        ]
        noise = Exchanged(Request("GET", f"{ORIGIN}/api/visit?c=1"), 200, "application/json", b'{"count": 17}', "first")
        return Page(BASE, Shown(entries, bare("".join(e.title for e in entries))), [noise, *exchanges], ended)


def _written(value: Any) -> str:
    """As a browser writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _without_stamp(request: Request) -> tuple[str, str, str]:
    return request.method, _STAMP.sub("", request.url), _STAMP.sub("", request.sent)


@st.composite
def apis(draw: st.DrawFn) -> Api:
    """Any interface."""
    total = draw(st.integers(4, 40))
    stem = draw(st.text("关于印发办法的通知公告养老服务救助社会组织登记婚姻收养", min_size=6, max_size=14))
    return Api(
        how=draw(st.sampled_from(("query", "form", "json", "nested", "path", "offset", "records"))),
        page=draw(st.sampled_from(PAGES)),
        names=(draw(st.sampled_from(TITLES)), draw(st.sampled_from(DAYS))),
        address=draw(st.sampled_from(ADDRESSES)),
        stated=draw(st.booleans()),
        moment=draw(st.sampled_from(("day", "ms", "time"))),
        wrap=draw(st.sampled_from((("data",), ("data", "list"), ("result", "page", "rows")))),
        size=draw(st.integers(4, 12)),
        total=total,
        start=draw(st.integers(0, 1)),
        stamped=draw(st.booleans()),
        titles=tuple(f"{stem}（第{at}号）" for at in range(total)),
    )
