"""When an expectation is due: before a solar term or festival, by a date, yearly, monthly, quarterly."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from inspection.durations import Duration
from inspection.festivals import canonical
from inspection.occurrences import Occurrence, State, occurrences_of, state

__all__ = ["Due", "Occurrence", "State", "occurrences", "state"]

_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTH_DAY = r"^\s*(\d{1,2})(?:-|月)(\d{1,2})日?\s*$"
MIN_YEAR, MAX_YEAR = 1990, 2099
RULES = ("before", "by", "yearly", "monthly", "quarterly")


def parse_date(value: Any) -> date:
    """A date as YAML gives it, or as text 2024-12-31. Raises ValueError with a Chinese sentence."""
    if isinstance(value, date) and type(value) is date:
        found = value
    else:
        match = re.match(r"^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$", value) if isinstance(value, str) else None
        try:
            found = date(*(int(part) for part in match.groups())) if match else date.min
        except ValueError:
            raise ValueError(f"“{value}”不是真实存在的日期，请写成 2024-12-31") from None
    if not MIN_YEAR <= found.year <= MAX_YEAR:
        said = "不是日期，请写成 2024-12-31" if found == date.min else f"不在 {MIN_YEAR} 至 {MAX_YEAR} 年之间"
        raise ValueError(f"“{value}”{said}")
    return found


def parse_month_day(value: Any) -> str:
    """`01-31`, `1-31`, `1月31日` → `01-31`; 02-29 is February's last day. Raises ValueError in Chinese."""
    match = re.match(_MONTH_DAY, value) if isinstance(value, str) else None
    if not match:
        raise ValueError(f"“{value}”不是月日，请写成 01-31")
    month, day = int(match[1]), int(match[2])
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS_IN_MONTH[month - 1]:
        raise ValueError(f"“{value}”不是真实存在的月日，请写成 01-31")
    return f"{month:02}-{day:02}"


def parse_day_of_month(value: Any) -> int:
    """1 to 31, also as text. Raises ValueError with a Chinese sentence."""
    text = str(value).strip().removesuffix("日")
    if isinstance(value, bool) or not text.isdecimal() or not 1 <= int(text) <= 31:
        raise ValueError(f"“{value}”不是每月的第几日，请写 1 至 31 的整数")
    return int(text)


def parse_festival(value: Any) -> str:
    """The one name of a solar term or festival: 清明节 → 清明. Raises ValueError with near names."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise ValueError("这里要写节气或节日的名称，如 清明、重阳、国庆节")  # noqa: TRY004, pydantic reports ValueError
    return canonical(str(value))


Date = Annotated[
    date,
    BeforeValidator(parse_date),
    WithJsonSchema({"type": "string", "pattern": r"^\s*\d{4}-\d{1,2}-\d{1,2}\s*$"}),
]
MonthDay = Annotated[str, BeforeValidator(parse_month_day), WithJsonSchema({"type": "string", "pattern": _MONTH_DAY})]
DayOfMonth = Annotated[
    int, BeforeValidator(parse_day_of_month), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 31})
]
Festival = Annotated[
    str,
    BeforeValidator(parse_festival),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["清明", "冬至"]}),
]


class Due(BaseModel):
    """Exactly one of before, by, yearly, monthly, quarterly; lengths are counted back from the day that it names."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        title="到期规则",
        json_schema_extra={"oneOf": [{"required": [rule]} for rule in RULES]},
    )

    before: Festival | None = Field(
        default=None, title="节日之前", description="在某个节气或节日之前发布，如 清明、冬至、重阳、国庆节"
    )
    by: Date | None = Field(default=None, title="某日之前", description="在某一天之前发布，只此一次，如 2024-12-31")
    yearly: MonthDay | None = Field(default=None, title="每年", description="每年在这一天之前发布，如 01-31")
    monthly: DayOfMonth | None = Field(
        default=None, title="每月", description="每月在这一日之前发布；短月没有的日子按月末算"
    )
    quarterly: DayOfMonth | None = Field(default=None, title="每季", description="每季度结束后次月的这一日之前发布")
    lead: Duration = Field(
        default=timedelta(0), title="发布提前量", description="提前多久必须发布，从节日或到期日往前算"
    )
    warn: Duration | None = Field(default=None, title="预警提前量", description="提前多久开始预警；不写则到期前不预警")
    window: Duration | None = Field(
        default=None, title="算数时段", description="往前多久之内发布的才算数；不写则按到期规则取默认值"
    )

    @model_validator(mode="after")
    def _one_rule_whose_lengths_agree(self) -> Due:
        rules = [rule for rule in RULES if getattr(self, rule) is not None]
        if len(rules) != 1:
            said = f"同时写了 {'、'.join(rules)}" if rules else "没有写明何时到期"
            raise ValueError(f"{said}，请在 before、by、yearly、monthly、quarterly 中写且只写一种")
        for key in ("lead", "warn", "window"):
            length = getattr(self, key)
            if length is not None and length % timedelta(days=1):
                raise ValueError(f"{key} 按天计算，请写成整天，如 14d")
        if self.warn is not None and self.warn < self.lead:
            raise ValueError("warn（预警提前量）不能短于 lead（发布提前量），请把 warn 改大")
        if self.window is not None and self.window <= max(self.lead, self.warn or self.lead):
            raise ValueError("window（算数的时段）必须长于 lead 和 warn，请把 window 改大")
        if max(self.lead, self.warn or self.lead) >= timedelta(days=self._period):
            raise ValueError("lead 和 warn 必须短于一个周期，请改小")
        return self

    @property
    def _period(self) -> int:
        """The shortest days between two occurrences."""
        if self.monthly is not None:
            return 28
        if self.quarterly is not None:
            return 89
        return 3650 if self.by is not None else 340

    def __str__(self) -> str:
        lead = f"提前{self.lead.days}天" if self.lead else ""
        if self.before is not None:
            return f"{self.before}前{lead.removeprefix('提前')}" if lead else f"{self.before}前"
        if self.by is not None:
            return f"{self.by.isoformat()}前{lead}"
        if self.yearly is not None:
            month, day = self.yearly.split("-")
            return f"每年{int(month)}月{int(day)}日前{lead}"
        return f"每月{self.monthly}日前{lead}" if self.monthly is not None else f"每季后次月{self.quarterly}日前{lead}"


def occurrences(due: Due, as_of: date) -> tuple[Occurrence, ...]:
    """What is to be judged on that day, earliest first. Judge each with `state(occurrence, as_of)`.

    The latest occurrence whose due day has passed, while it is still owed (`Occurrence.until`), and the next one.
    """
    return occurrences_of(due, as_of)
