"""`xunjian articles`: what the store holds of articles, newest first."""

from __future__ import annotations

import csv
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from inspection.errors import PlanError
from inspection.plan_file import load_plan
from inspection.records import PairedBy
from notifications.readable import plain
from store.articles import StoredArticle
from xunjian.database import existing_store
from xunjian.failure import fail
from xunjian.read_text import DATE_FROM_WORDS

_PAIRED_BY = {
    PairedBy.LINK: "链接",
    PairedBy.NUMBER: "文号",
    PairedBy.QUOTED: "标题引用",
    PairedBy.LIKENESS: "标题相似",
}

LONGEST_CELL = 8_192  # characters of a CSV cell; an address may be that long


class Format(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def articles(
    database: Annotated[str | None, typer.Option("--database", metavar="URL", help="数据库地址")] = None,
    plan: Annotated[Path | None, typer.Option("--plan", metavar="PLAN", help="只列此方案的网站")] = None,
    channel: Annotated[str | None, typer.Option("--channel", metavar="NAME", help="只列此栏目或账号")] = None,
    format_: Annotated[Format, typer.Option("--format", help="打印的格式")] = Format.TEXT,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="最多列多少条")] = None,
) -> None:
    """列出已收录的稿件，最新的在前：栏目、标题、地址、发布日期及其出处、文号、与哪篇配对及依据。"""
    try:
        site = load_plan(plan).site.name if plan else None
    except PlanError as error:
        fail("\n".join(error.lines()))
    with existing_store(database) as store:
        rows = [as_row(article) for article in store.articles(site=site, channel=channel, limit=limit)]
    if not rows:
        sys.stderr.write("没有符合条件的稿件；请先用 xunjian inspect 巡检，或检查 --plan 和 --channel\n")
    if format_ is Format.JSON:
        json.dump({"schema": "xunjian/articles/1", "articles": rows}, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    elif format_ is Format.CSV:
        _csv(rows)
    else:
        _table(rows)


def as_row(stored: StoredArticle) -> dict[str, Any]:
    """One article as plain values; dates as ISO text."""
    article = stored.article
    return {
        "channel": article.channel,
        "title": article.title,
        "url": article.url,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "date_from": article.date_from.value if article.date_from else None,
        "document_number": article.document_number,
        "paired_with": [
            {"url": p.url, "title": p.title, "reason": p.reason, "detail": p.detail} for p in stored.paired
        ],
    }


def _csv(rows: list[dict[str, Any]]) -> None:
    sys.stdout.write("\ufeff")  # so that office programs read it as UTF-8
    out = csv.writer(sys.stdout)
    out.writerow(["栏目", "标题", "地址", "发布日期", "日期出处", "文号", "配对", "依据"])
    for row in rows:
        paired = row["paired_with"]
        cells = [row[k] for k in ("channel", "title", "url", "published_at", "date_from", "document_number")]
        cells += ["；".join(p["url"] for p in paired), "；".join(p["reason"] for p in paired)]
        out.writerow([_harmless(cell) for cell in cells])


def _harmless(cell: str | None) -> str:
    """A cell that a spreadsheet would take for a formula is quoted."""
    text = plain(cell or "", LONGEST_CELL)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _table(rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    table = Table(show_edge=False, header_style="bold")
    for name in ("发布日期", "栏目", "标题", "文号", "配对"):
        table.add_column(name, overflow="fold")
    for row in rows:
        pairs = "；".join(
            f"{p['title'] or p['url']}（{_PAIRED_BY.get(p['reason'], p['reason'])}）" for p in row["paired_with"]
        )
        date = f"{(row['published_at'] or '无')[:10]}（{DATE_FROM_WORDS.get(row['date_from'], '—')}）"
        table.add_row(
            *(plain(cell) for cell in (date, row["channel"], row["title"], row["document_number"] or "", pairs))
        )
    Console(file=sys.stdout).print(table, markup=False)
