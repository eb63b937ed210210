"""How issues are handled: who answers where nobody is named, by when, and who hears of what is late."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from inspection.durations import WorkdaySpan
from inspection.findings import Severity
from inspection.noun import Noun, Text, Words


class DueTimes(Noun):
    """Working days from an issue's opening to the end of its due day; 0 is the same day."""

    model_config = ConfigDict(title="整改期限")

    critical: WorkdaySpan = Field(default=WorkdaySpan(1), title="严重", description="严重问题的整改期限")
    error: WorkdaySpan = Field(default=WorkdaySpan(5), title="问题", description="一般问题的整改期限")
    warning: WorkdaySpan = Field(default=WorkdaySpan(10), title="提醒", description="提醒事项的整改期限")

    def of(self, severity: Severity) -> WorkdaySpan:
        """The due time of that severity."""
        return {Severity.CRITICAL: self.critical, Severity.ERROR: self.error, Severity.WARNING: self.warning}[severity]


class Rung(Noun):
    """One step of the ladder: so many working days after the due day, somebody more is told."""

    model_config = ConfigDict(title="升级步骤")

    after: WorkdaySpan = Field(title="逾期多久", description="过了整改期限多少个工作日，如 2 workdays；0 即逾期当天")
    tell: Literal["unit", "office", "leader"] = Field(
        title="告诉谁", description="unit 责任单位联系人、office 牵头单位联系人、leader 责任单位负责人"
    )
    to: Words = Field(default=(), title="发往", description="另发往哪些渠道；不写则只走原有路线")


LADDER = (
    Rung(after=WorkdaySpan(0), tell="unit"),
    Rung(after=WorkdaySpan(2), tell="office"),
    Rung(after=WorkdaySpan(5), tell="leader"),
)


class Handling(Noun):
    """The plan's `issues`."""

    model_config = ConfigDict(title="问题单")

    default_unit: Text | None = Field(
        default=None,
        title="兜底单位",
        description="查不到责任单位的问题归谁；不写则为第一个写了联系人的单位，都没写联系人则为第一个单位",
    )
    office: Text | None = Field(
        default=None, title="牵头单位", description="逾期升级时的“office”，如 宣传处；不写则与兜底单位相同"
    )
    due: DueTimes = Field(default=DueTimes(), title="整改期限", description="各等级问题的整改期限（工作日）")
    escalation: tuple[Rung, ...] = Field(default=LADDER, title="升级", description="逾期后逐级告知，每级只告知一次")

    @model_validator(mode="after")
    def _rises(self) -> Handling:
        days = [rung.after.days for rung in self.escalation]
        if days != sorted(days):
            raise ValueError("升级步骤的先后不对，请把 after 从短到长排列")
        return self
