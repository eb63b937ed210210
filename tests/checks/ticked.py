"""People's words in the manual's examples: 确认."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from inspection.duties import Ticked


def told_ticks(told: Iterable[Mapping[str, Any]], as_of: datetime) -> tuple[Ticked, ...]:
    """职责, 事项, 期次, 确认人, 完成日期, 说明; said at the round's time."""
    return tuple(
        Ticked(
            duty=str(one["职责"]),
            tick=one["事项"],
            occurrence=one["期次"],
            said_by=one.get("确认人", "某人"),
            said_at=as_of,
            done_on=_day(one.get("完成日期")),
            note=one.get("说明", ""),
        )
        for one in told
    )


def _day(value: Any) -> date | None:
    return value if value is None or isinstance(value, date) else date.fromisoformat(str(value))
