"""职责清单: every duty of the year's key points, what watches it, and what only a person can say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field

from inspection.due import Date, Due
from inspection.issue import RefusedError
from inspection.noun import Noun, Text, Words

_NUMBER = re.compile(r"(?!\.+$)[^\s/\\?#%]+")


class Tick(Noun):
    """What a person must say is done: it cannot be seen from outside."""

    model_config = ConfigDict(title="人工确认")

    name: Text = Field(title="事项", description="要确认的事，如 公代列席决策会议；在同一项职责中不能重复")
    due: Due = Field(title="到期规则", description="什么时候之前应当完成；每一期确认一次")
    since: Date | None = Field(default=None, title="起始日期", description="只问这一天及以后到期的，如要点印发之日")
    unit: Text | None = Field(
        default=None, title="责任单位", description="由哪个单位确认；不写则为职责的第一个责任单位"
    )


def _numbered(value: str) -> str:
    """It is part of an address."""
    if not _NUMBER.fullmatch(value):
        raise ValueError(f"序号“{value}”中不能有空格、斜线、问号和井号，请照要点写序号，如 12、一（二）、3-1")
    return value


class Duty(Noun):
    """One item of the year's key points."""

    model_config = ConfigDict(title="职责")

    number: Annotated[Text, AfterValidator(_numbered)] = Field(
        title="序号", description='要点中的序号，加引号，如 "12"；不能重复'
    )
    name: Text = Field(title="名称", description="一句话说明，如 政策解读“三同步”")
    text: Text | None = Field(default=None, title="原文", description="要点的原文或摘要")
    units: Words = Field(default=(), title="责任单位", description="units 中的单位，第一个牵头")
    expectations: Words = Field(default=(), title="应发稿件", description="由哪些应发稿件（expectations）来看")
    columns: Words = Field(default=(), title="栏目和账号", description="由哪些栏目、账号的更新情况来看")
    checks: Words = Field(
        default=(), title="检查", description="由哪些检查来看，写检查的英文名，如 missing-interpretation"
    )
    entries: Words = Field(
        default=(),
        title="其他条目",
        description="由方案中哪些有名称的条目来看：主题库、表格、留言板、指南、决策目录、合集、同步发布",
    )
    ticks: tuple[Tick, ...] = Field(default=(), title="人工确认", description="从外面看不到、须由人确认的事项")


@dataclass(frozen=True, slots=True)
class Ticked:
    """A person's word that one occurrence of a tick is done."""

    duty: str  # number
    tick: str  # name
    occurrence: str  # label of the occurrence: 2024年, 2024年第1季度
    said_by: str
    said_at: datetime
    done_on: date | None = None  # when it was done, where the person says so
    note: str = ""
    proof: str = ""  # an address, or the number of a document
    id: int = 0  # of the row in the store


@dataclass(frozen=True, slots=True)
class Said:
    """One row of what was said, for the history: a word given, or taken back."""

    word: Ticked
    taken_back: bool


class AlreadySaidError(RefusedError):
    """Somebody gave that word, or took it back, before: the message says who and when."""
