"""When an expectation is due: before a solar term or festival, by a date, yearly, monthly, quarterly."""

from __future__ import annotations

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from inspection.durations import Duration


class Due(BaseModel):
    """Exactly one of before, by, yearly, monthly, quarterly. The plan's owner file for the engine that turns it into windows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    before: str | None = None  # 清明, 冬至, 重阳, 春节, 国庆 ...: a solar term, a lunar or a fixed festival
    by: str | None = None
    yearly: str | None = None  # MM-DD
    monthly: int | None = None  # day of month
    quarterly: str | None = None
    lead: Duration = timedelta(0)
    warn: Duration | None = None
    window: Duration | None = None
