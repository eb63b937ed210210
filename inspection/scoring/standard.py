"""A standard by which sites are scored, as data: vetoes, deductions and bonuses, each with its mark of certainty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from inspection.findings import Severity
from inspection.noun import Count, Flag, Noun, Number, Text, Words


class Certainty(StrEnum):
    """How sure it is that the rule is what the state asks."""

    OFFICIAL = "F"  # found in a stored source
    QUOTED = "F~"  # found in a mirror, or in material of vendors
    CUSTOM = "M"  # customary practice; never called an indicator of the state


MARK_NAMES: dict[Certainty, str] = {
    Certainty.OFFICIAL: "国家指标",
    Certainty.QUOTED: "转引",
    Certainty.CUSTOM: "工作惯例",
}


def _tenths(value: float) -> float:
    if Decimal(str(value)) % Decimal("0.1"):
        raise ValueError(f"分值“{value}”应精确到 0.1 分，请改成一位小数")
    return value


Points = Annotated[Number, Field(ge=0, le=1000), AfterValidator(_tenths)]


class Condition(Noun):
    """What the evidence of a finding must say; a list counts as its length. Evidence that lacks the key is no proof
    that the condition fails, and counts."""

    model_config = ConfigDict(title="条件")

    key: Text = Field(title="证据", description="证据中的项目名，如 days")
    over: Number | None = Field(default=None, title="大于", description="大于此数")
    at_least: Number | None = Field(default=None, title="不小于", description="不小于此数")
    one_of: Words = Field(default=(), title="等于", description="是其中之一")

    @model_validator(mode="after")
    def _says_something(self) -> Condition:
        if self.over is None and self.at_least is None and not self.one_of:
            raise ValueError(f"条件“{self.key}”没有写比较什么，请写 over、at_least 或 one_of")
        return self


class Feed(Noun):
    """Which findings count for an indicator."""

    model_config = ConfigDict(title="来源")

    check: Text = Field(title="检查", description="检查的英文名，如 stale-column")
    kinds: Words = Field(default=(), title="栏目类型", description="只算这些类型的栏目；不写则不限")
    not_kinds: Words = Field(default=(), title="除外类型", description="这些类型的栏目不算")
    severity: Severity | None = Field(default=None, title="等级", description="只算这个等级及更重的")
    where: tuple[Condition, ...] = Field(default=(), title="条件", description="证据须同时符合")
    place: Literal["home", "elsewhere"] | None = Field(
        default=None, title="位置", description="home 只算首页上的，elsewhere 只算其他网页上的"
    )
    each: Points = Field(default=0.0, title="每处扣分", description="扣分指标：每处扣几分")
    count_by: Text | None = Field(
        default=None, title="处数", description="一条发现含多处时，证据中写明处数（或逐处列出）的项目名"
    )
    early: Flag = Field(default=False, title="只作预警", description="true 表示只作预警线索，不计入否决")


class Limits(Noun):
    """How much is a veto, and when the early warnings are due. Of measure `days`: a veto when older than so many."""

    model_config = ConfigDict(title="界线")

    veto: Count = Field(ge=1, title="否决线")
    yellow: Count | None = Field(default=None, ge=1, title="黄色预警线")
    red: Count | None = Field(default=None, ge=1, title="红色预警线")
    mark: Certainty = Field(default=Certainty.CUSTOM, title="预警线的确定程度")

    @model_validator(mode="after")
    def _rise(self) -> Limits:
        known = [one for one in (self.yellow, self.red, self.veto) if one is not None]
        if known != sorted(known):
            raise ValueError("预警线应当先黄后红，且不超过否决线，请核对 yellow、red、veto")
        return self

    def coming(self, size: float) -> Literal["yellow", "red"] | None:
        """Which early warning that many are."""
        if self.red is not None and size >= self.red:
            return "red"
        return "yellow" if self.yellow is not None and size >= self.yellow else None


class Indicator(Noun):
    """What every indicator has."""

    id: Text = Field(pattern=r"^[a-z0-9-]+$", title="编号", description="小写英文、数字和连字符；不能重复")
    group: Text = Field(title="类别")
    name: Text = Field(title="名称")
    rule: Text = Field(title="规则", description="给人看的一句话")
    mark: Certainty = Field(title="确定程度", description="F 国家指标、F~ 转引、M 工作惯例")
    feeds: tuple[Feed, ...] = Field(default=(), title="来源", description="由哪些检查的发现来算；不写则须人工核对")
    note: Text | None = Field(default=None, title="说明", description="机器看不到什么、应当人工核对什么")


class VetoRule(Indicator):
    """单项否决."""

    model_config = ConfigDict(title="单项否决")

    measure: Literal["subjects", "share", "days"] = Field(
        default="subjects",
        title="怎样算",
        description="subjects 数有问题的栏目、指南等；share 一周打不开的百分比；days 最久多少天没有更新",
    )
    of: Literal["site", "columns", "accounts"] = Field(
        default="site", title="对象", description="accounts 表示对每个新媒体账号分别判定"
    )
    noun: Text = Field(default="处", title="量词", description="如 个栏目")
    limits: Limits = Field(title="界线")


class DeductionRule(Indicator):
    """扣分指标."""

    model_config = ConfigDict(title="扣分指标")

    points: Points = Field(title="分值", description="本项共几分，扣完为止")
    points_mark: Certainty = Field(default=Certainty.CUSTOM, title="分值的确定程度")
    services: Flag = Field(default=False, title="办事服务类", description="没有对外服务职能的单位不计这一项")


class BonusRule(Noun):
    """加分指标: never counted by a machine."""

    model_config = ConfigDict(title="加分指标")

    id: Text = Field(pattern=r"^[a-z0-9-]+$", title="编号")
    name: Text = Field(title="名称")
    points: Points = Field(title="分值")
    mark: Certainty = Field(title="确定程度")


class Standard(Noun):
    """评分标准."""

    model_config = ConfigDict(title="评分标准")

    name: Text = Field(title="名称")
    version: Text = Field(title="版本")
    source: Text = Field(title="出处")
    effective_from: date | None = Field(default=None, title="施行日期")
    full: Points = Field(default=100.0, title="满分")
    pass_at: Points = Field(default=60.0, title="合格线")
    bonus_over: Points = Field(default=80.0, title="加分线", description="超过几分才计加分")
    bonus_most: Points = Field(default=30.0, title="加分上限")
    without_services: Points | None = Field(
        default=None, title="无服务职能的满分", description="不计办事服务类时的满分，再折算成满分；不写则不折算"
    )
    vetoes: tuple[VetoRule, ...] = Field(min_length=1, title="单项否决")
    deductions: tuple[DeductionRule, ...] = Field(default=(), title="扣分指标")
    bonuses: tuple[BonusRule, ...] = Field(default=(), title="加分指标")

    @property
    def key(self) -> str:
        """By which cards of the same rules are kept together."""
        return f"{self.name} {self.version}"[:64]

    @property
    def checks(self) -> frozenset[str]:
        """Every check whose findings count."""
        return frozenset(feed.check for one in (*self.vetoes, *self.deductions) for feed in one.feeds)

    @model_validator(mode="after")
    def _agrees(self) -> Standard:
        for wrong in (*_repeated(self), *_sums(self)):
            raise ValueError(wrong)
        return self


def _repeated(standard: Standard) -> Iterator[str]:
    lists: tuple[Sequence[Indicator | BonusRule], ...] = (standard.vetoes, standard.deductions, standard.bonuses)
    seen: set[str] = set()
    for id_ in (one.id for some in lists for one in some):
        if id_ in seen:
            yield f"编号“{id_}”用了两次，请改正其中一个"
        seen.add(id_)


def _sums(standard: Standard) -> Iterator[str]:
    if not standard.deductions:
        return
    if (total := _total(standard.deductions)) != Decimal(str(standard.full)):
        yield f"各扣分指标的分值合计 {total}，与满分 {standard.full:g} 不符，请核对 points"
    rest = _total(one for one in standard.deductions if not one.services)
    if standard.without_services is not None and rest != Decimal(str(standard.without_services)):
        yield f"不计办事服务类的分值合计 {rest}，与 without_services {standard.without_services:g} 不符，请核对"


def _total(rules: Iterable[DeductionRule]) -> Decimal:
    return sum((Decimal(str(one.points)) for one in rules), Decimal(0))
