"""The markup of a list's rows, as trees of [tag, attributes, children...] that both the server and scripts write."""

# ruff: noqa: E501  lines of HTML and of tables are wide

from __future__ import annotations

import re
from html import escape
from typing import Any

from tests.headless.portals import Row
from tests.headless.traits import Traits

Markup = list[Any]

BOXES: dict[str, list[Markup]] = {
    "ul": [["ul", {"class": "news-list"}]], "before": [["ul", {"class": "list01"}]], "inside": [["div", {"class": "gl-list"}], ["ul", {}]],
    "table": [["table", {"class": "tb", "width": "100%"}], ["tbody", {}]], "dl": [["dl", {"class": "dlist"}]],
    "cards": [["div", {"class": "card-list"}]], "split": [["div", {"class": "wz_list"}]],
    "el-table": [["div", {"class": "el-table"}], ["div", {"class": "el-table__body-wrapper"}], ["table", {"class": "el-table__body"}], ["tbody", {}]],
    "nested": [["div", {"class": "content-box"}], ["div", {"class": "inner"}]], "plain": [["div", {"class": "rows"}]],
}  # fmt: skip


def template_of(traits: Traits) -> Markup:
    """One row's tree; `{title}`, `{short}`, `{url}`, `{day}`, `{id}`, `{md}`, `{year}`, `{ym}`, `{dd}` are filled in."""
    words = "{short}" if traits.cut else "{title}"
    shown: dict[str, str] = {"title": "{title}"} if traits.cut else {}
    if traits.link == "href":
        lead: Markup = ["a", {"href": "{url}", "target": "_blank", **shown}, words]
    elif traits.link == "onclick":
        lead = ["a", {"href": "javascript:void(0)", "onclick": "location.href='{url}'", **shown}, words]
    else:
        lead = ["a", {"class": "to", "data-id": "{id}", **shown}, words]
        if traits.markup in ("cards", "nested", "plain"):
            lead = ["span", {"class": "to", "data-id": "{id}", **shown}, words]
    rows: dict[str, Markup] = {
        "ul": ["li", {}, lead, ["span", {}, "{day}"]],
        "before": ["li", {}, ["span", {"class": "date"}, "[{day}]"], lead],
        "inside": ["li", {}, [lead[0], lead[1], ["p", {"class": "tit"}, words], ["em", {}, "{day}"]]],
        "table": ["tr", {}, ["td", {}, "·"], ["td", {}, lead], ["td", {"align": "center"}, "{day}"]],
        "dl": ["dd", {}, lead, ["i", {}, "（{day}）"]],
        "cards": ["div", {"class": "card"}, ["h3", {}, lead], ["p", {"class": "sum"}, "{title}，现将有关事项予以公布，请遵照执行。"], ["div", {"class": "meta"}, "发布时间：{day}"]],
        "split": ["div", {"class": "item"}, ["div", {"class": "d"}, ["b", {}, "{dd}"], ["span", {}, "{ym}"]], ["div", {"class": "t"}, lead]],
        "el-table": ["tr", {"class": "el-table__row"}, ["td", {}, ["div", {"class": "cell"}, lead]], ["td", {}, ["div", {"class": "cell"}, "{day}"]]],
        "nested": ["div", {"class": "row"}, ["div", {"class": "l"}, ["div", {}, lead]], ["div", {"class": "r"}, ["span", {}, "{day}"]]],
        "plain": ["div", {"class": "r", "style": "height:40px"}, lead, ["span", {"class": "fr"}, "{day}"]],
    }  # fmt: skip
    return rows[traits.markup]


def filled(template: Markup | str, values: dict[str, str]) -> str:
    """The tree as HTML."""
    if isinstance(template, str):
        return escape(_fill(template, values))
    tag, attributes, *children = template
    stated = "".join(f' {k}="{escape(_fill(v, values))}"' for k, v in attributes.items())
    return f"<{tag}{stated}>{''.join(filled(c, values) for c in children)}</{tag}>"


def values_of(row: Row) -> dict[str, str]:
    """What a template is filled in with."""
    return {
        "title": row.title,
        "short": row.title if len(row.title) <= 16 else row.title[:14] + "...",
        "url": row.path,
        "id": str(row.id),
        "day": row.day.isoformat(),
        "md": f"{row.day:%m-%d}",
        "year": str(row.day.year),
        "ym": f"{row.day:%Y-%m}",
        "dd": f"{row.day:%d}",
    }


def markup_of(traits: Traits, rows: list[Row]) -> str:
    """Rows as the server writes them."""
    return "".join(filled(template_of(traits), values_of(row)) for row in rows)


def _fill(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda m: values[m[1]], text)
