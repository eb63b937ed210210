"""The issue list as a file: all pages of what the address asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from fastapi import APIRouter, Request
from fastapi.responses import Response

from desk.access import TheCaller, TheDesk
from desk.exports import Cell, TheKind, table_response
from desk.listed import listed
from inspection.issue import STATE_NAMES, Issue
from notifications.readable import plain
from notifications.wording import SEVERITIES, check_name

router = APIRouter()
HEADINGS = (
    "编号", "网站", "等级", "问题", "检查", "栏目或账号", "责任单位", "经办人", "状态", "整改期限", "是否逾期",
    "发现时间", "最近见到", "办结时间", "复发次数", "地址或对象", "依据",
)  # fmt: skip
_TITLE = 500


@router.get("/issues/export.{kind}")
def export(request: Request, desk: TheDesk, _: TheCaller, kind: TheKind) -> Response:
    """`.csv` or `.xlsx`."""
    there = listed(request, desk)
    asked = there.query.from_the_start().filter(there.site, there.now, limit=None)
    name = f"问题单-{there.site or '全部网站'}-{there.now:%Y%m%d-%H%M}"
    return table_response(kind, name, HEADINGS, _rows(desk.store.each_issue(asked), there.now))


def _rows(found: Iterator[Issue], now: datetime) -> Iterator[tuple[Cell, ...]]:
    for one in found:
        yield (
            one.id,
            one.site,
            SEVERITIES[one.severity.value],
            plain(one.title, _TITLE),
            check_name(one.check),
            one.column or "",
            one.unit or "",
            one.person or "",
            STATE_NAMES[one.state],
            _local(one.due_at, now.tzinfo),
            one.overdue(now),
            _local(one.opened_at, now.tzinfo),
            _local(one.seen_at, now.tzinfo),
            _local(one.closed_at, now.tzinfo),
            one.reopened,
            one.subject,
            one.basis,
        )


def _local(moment: datetime | None, zone: tzinfo | None) -> datetime | None:
    return None if moment is None else moment.astimezone(zone)
