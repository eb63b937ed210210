"""Export files of accounts: what staff download from a platform's back office or from a tool, as a listing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from inspection.records import Article
from inspection.sources import Listing, Refusal
from spiders.media.export_cells import Row, Table, TableError
from spiders.media.export_headings import LOOK, find_headings
from spiders.media.export_rows import rows_of
from spiders.media.export_tables import tables_of
from spiders.media.export_values import text_of
from spiders.media.feeds import distinct
from spiders.media.fragments import plain
from spiders.reading.dates import SHANGHAI, find_dates

KIND = "export"
_MADE = re.compile(r"导出|下载|生成|统计|数据|时间|日期|周期|范围|截至|截止|至")
_IN_NAME = re.compile(r"(?<!\d)(20\d\d)([-_.年]?)(0[1-9]|1[0-2])[-_.月]?(0[1-9]|[12]\d|3[01])(?!\d)")
_OF_ACCOUNT = re.compile(r"(?:公众号|账号|帐号|微博)(?:名称|昵称|名)?\s*[::]\s*([^\s,，;；|]{2,40})")
_LONGEST_HEADING = 60  # characters of the headings told where none is known


def read_export(body: bytes, name: str, *, now: datetime) -> Listing:
    """The articles of a CSV, TSV, XLSX, XLS or web-page table. `name` is the file's: it may state the period.

    A row without an address is named by its title and day (`urn:xunjian:article:…`), the same in every file and round.
    `channel` is the row's own account where the table names more than one, else empty. `built_at` is when the file
    says that it was made, or the end of the period that it covers. Never raises: a file that is damaged, locked, too
    large or without known headings is a refusal.
    """
    try:
        tables = tables_of(body)
    except TableError as error:
        return Listing(KIND, refusal=error.refusal)
    known = [(table, headings) for table in tables if (headings := find_headings(table.rows)) is not None]
    if not known:
        return Listing(KIND, refusal=Refusal("columns-unknown", _headings_told(tables)))
    rows = [row for table, headings in known for row in rows_of(table, headings, now)]
    accounts = list(dict.fromkeys(row.account for row in rows if row.account))
    several = len(accounts) > 1
    articles = distinct(replace(row.article, channel=row.account) if several else row.article for row in rows)
    above = [row for table, headings in known for row in table.rows[: headings.row]]
    return Listing(
        KIND,
        articles=articles,
        account="" if several else accounts[0] if accounts else _account_told(above),
        built_at=_made_at(above, name, articles, now),
        incomplete=any(table.cut for table, _ in known),
    )


def newest_day(articles: Iterable[Article]) -> date | None:
    """The day of the newest article that is dated."""
    dated = (article.published_at for article in articles if article.published_at is not None)
    return max((moment.date() if isinstance(moment, datetime) else moment for moment in dated), default=None)


def _made_at(above: list[Row], name: str, articles: tuple[Article, ...], now: datetime) -> datetime | None:
    """What the lines above the table say, else its name; never before the newest article, nor after now."""
    stated: list[datetime] = []
    for row in above[:LOOK]:
        line = " ".join(text_of(cell.value) for cell in row)
        if _MADE.search(line):
            stated += [moment if isinstance(moment, datetime) else _end_of(moment) for _, _, moment in find_dates(line)]
    for match in _IN_NAME.finditer(name):
        try:
            stated.append(_end_of(date(int(match[1]), int(match[3]), int(match[4]))))
        except ValueError:
            continue
    newest = newest_day(articles)
    sound = [min(moment, now) for moment in stated if moment.date() <= now.date()]
    made = max(sound, default=None)
    return made if made is not None and (newest is None or made.date() >= newest) else None


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI) + timedelta(days=1, seconds=-1)


def _account_told(above: list[Row]) -> str:
    for row in above[:LOOK]:
        for cell in row:
            if found := _OF_ACCOUNT.search(text_of(cell.value)):
                return plain(found[1])
    return ""


def _headings_told(tables: list[Table]) -> str:
    """What stands in the fullest of the first rows, so that people see what was taken for headings."""
    rows = [row for table in tables for row in table.rows[:LOOK]]
    fullest = max(rows, key=lambda row: sum(1 for cell in row if text_of(cell.value)), default=())
    said = "、".join(text for cell in fullest if (text := text_of(cell.value)[:12]))
    return f"表里有：{said[:_LONGEST_HEADING]}" if said else "表里没有内容"
