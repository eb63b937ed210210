"""How one column of one portal looks: where dates stand and how they are written, what a row is made of."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from benchmarks.portals.families import Family
from benchmarks.portals.world import Column

FORMS: dict[str, Callable[[date], str]] = {
    "dash": lambda d: f"{d:%Y-%m-%d}",
    "bracket": lambda d: f"[{d:%Y-%m-%d}]",
    "paren": lambda d: f"({d:%Y-%m-%d})",
    "cn": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "cn0": lambda d: f"{d:%Y}年{d:%m}月{d:%d}日",
    "slash": lambda d: f"{d:%Y/%m/%d}",
    "dot": lambda d: f"{d:%Y.%m.%d}",
    "short": lambda d: f"{d.year}-{d.month}-{d.day}",
}
LABELS = ("发布日期：", "发布时间：", "时间：", "日期：", "信息提供日期：", "发布日期:", "公开日期：")


@dataclass(frozen=True, slots=True)
class Style:
    """`where` is after, before, page, meta, address, mmdd, split or none; `form` writes dates in the list."""

    row: str
    where: str
    form: str
    label_form: str
    label: str
    clock: bool  # the label and META carry a time of day
    names: tuple[str, str, str]  # class names of list, row, date
    cut: bool  # long titles are cut in the row, whole in a[title]
    counter: bool  # a view counter stands in the row
    nest: int  # so many wrappers around the list
    meta: str  # PubDate, pubdate, or empty


def choose(rng: random.Random, family: Family, column: Column) -> Style:
    """A style for the column that its fate permits."""
    places = ["after", "after", "before", "split", "mmdd", "page"]
    if family.paging != "inline":
        places.append("meta")
    if family.dated_address:
        places.append("address")
    where = rng.choice(places)
    if column.fate == "undated":
        where = "none"
    elif column.fate in ("future", "stale-future", "pinned"):
        where = rng.choice(("after", "before", "after"))
    elif column.carrier != "page":
        where = "after"
    row = rng.choice(family.rows)
    return Style(
        row=row,
        where=where,
        form=rng.choice(tuple(FORMS)),
        label_form=rng.choice(("dash", "dash", "cn", "cn0", "slash")),
        label=rng.choice(LABELS),
        clock=rng.random() < 0.5,
        names=(
            rng.choice(("news-list", "list", "uli14 nowrapli", "infolist", "zwgk_list", "txtList_01", "con_r_list")),
            rng.choice(("", "item", "clearfix", "li-row", "line")),
            rng.choice(("time", "date", "fr", "right", "rq", "hui12", "list-date")),
        ),
        cut=rng.random() < 0.35,
        counter=rng.random() < 0.3 or column.fate == "stale-counter",
        nest=rng.randint(0, 3),
        meta="PubDate" if where == "meta" else rng.choice(("PubDate", "pubdate", "", "")),
    )
