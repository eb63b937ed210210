"""栏目看板: every column and account as one row, what it owes and by when, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from desk.exports import Cell
from inspection.kinds import KINDS
from inspection.plan import Account, Column, Plan
from inspection.reasons import explain
from inspection.source_names import platform_name
from notifications.digest import account_words, figures
from notifications.digest.facts import AccountFact, Freshness, Standing
from notifications.digest.phrases import said
from notifications.readable import clickable
from notifications.wording import check_name
from schedulers.freshness_now import Now
from store.boards import Alive

Sort = Literal["urgency", "plan", "unit"]
SORTS: dict[str, str] = {"urgency": "紧急程度", "plan": "方案顺序", "unit": "责任单位"}
NO_UNIT = "-"  # in an address: rows for which no unit answers
_DAY = timedelta(days=1)
_NONE = Alive(0, 0)
_OFFICIAL, _CUSTOM, _OWN = "国办检查指标", "工作惯例", "本单位方案"
BASES = {
    _OFFICIAL: "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",
    _CUSTOM: "没有找到条文，按各地检查的通行做法",
    _OWN: "巡检方案里写明的期限",
}
_OF_KINDS = {kind.name: _OFFICIAL if kind.official else _CUSTOM for kind in KINDS}
_TONES = {
    Standing.STALE: "bad",
    Standing.BLANK: "bad",
    Standing.SOON: "near",
    Standing.UNKNOWN: "unknown",
    Standing.FRESH: "good",
    Standing.STATIC: "plain",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One column or account."""

    kind: Literal["column", "account"]
    name: str
    link: str  # to the column itself; "" where there is none
    unit: str | None
    standing: Standing
    stands: str  # Chinese: how it stands, in a few words
    weeks: Freshness | None  # None: nothing is read of it
    limit: str  # Chinese
    basis: str
    last_day: date | None  # by which something must appear
    left: int | None  # days until then; negative: so long over
    alive: Alive
    doubts: tuple[str, ...] = ()  # Chinese: what could not be judged, and why
    account: AccountFact | None = None
    platform: str = ""

    @property
    def tone(self) -> str:
        """good, near, bad, unknown, plain: never the only sign of how it stands."""
        return _TONES[self.standing]

    @property
    def newest_link(self) -> str:
        """Where the newest article is, where that may be a link."""
        return self.weeks.newest_link if self.weeks and clickable(self.weeks.newest_link) else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for."""

    unit: str | None = None  # NO_UNIT: those without
    state: Standing | None = None
    kind: Literal["column", "account"] | None = None
    text: str = ""
    sort: Sort = "urgency"

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.unit or self.state or self.kind or self.text)


def rows_of(plan: Plan, now: Now, alive: Mapping[str | None, Alive]) -> list[Row]:
    """Every column and account of the plan, in its order."""
    weeks = {one.column: one for one in now.columns}
    media = {one.name: one for one in now.accounts}
    doubts: dict[str, dict[str, list[str]]] = {}
    for one in now.undecided:
        why = doubts.setdefault(one.subject, {})
        why.setdefault(explain(one.reason, one.detail), []).append(check_name(one.check))
    told = {name: tuple(f"{_joined(checks)}：{why}" for why, checks in some.items()) for name, some in doubts.items()}
    columns = [_column(plan, one, weeks.get(one.name), alive, told) for one in plan.columns]
    return [*columns, *(_account(one, media[one.name], alive, told) for one in plan.accounts if one.name in media)]


def _joined(checks: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(checks))


def _column(
    plan: Plan,
    column: Column,
    weeks: Freshness | None,
    alive: Mapping[str | None, Alive],
    doubts: Mapping[str, tuple[str, ...]],
) -> Row:
    address = plan.column_url(column)
    own = column.update_within is not None
    return Row(
        kind="column",
        name=column.name,
        link=address if clickable(address) else "",
        unit=column.unit,
        standing=weeks.standing if weeks else Standing.STATIC,
        stands=_stands(weeks.standing, figures.standing(weeks)) if weeks else "不限期，不读列表",
        weeks=weeks,
        limit=_limit(column.deadline),
        basis=_OWN if own else _OF_KINDS.get(column.kind, _CUSTOM),
        last_day=_last_day(weeks),
        left=weeks.days_left if weeks else None,
        alive=alive.get(column.name, _NONE),
        doubts=doubts.get(column.name, ()),
    )


def _account(
    account: Account,
    fact: AccountFact,
    alive: Mapping[str | None, Alive],
    doubts: Mapping[str, tuple[str, ...]],
) -> Row:
    weeks = fact.freshness
    of_sources = [f"{account.name}：{label}" for label, _ in account.labelled]
    return Row(
        kind="account",
        name=account.name,
        link="",
        unit=account.unit,
        standing=account_words.stands(fact),
        stands=_stands(account_words.stands(fact), account_words.standing(fact)),
        weeks=weeks,
        limit=_limit(account.update_within),
        basis=_OFFICIAL if account.update_within == timedelta(days=14) else _OWN,
        last_day=_last_day(weeks),
        left=weeks.days_left if weeks else None,
        alive=alive.get(account.name, _NONE),
        doubts=tuple(said for subject in (account.name, *of_sources) for said in doubts.get(subject, ())),
        account=fact,
        platform=platform_name(account.platform),
    )


def _stands(standing: Standing, words: str) -> str:
    """In a few words; how many days that is has a place of its own."""
    return words if standing is Standing.UNKNOWN else figures.STANDINGS[standing]


def _limit(deadline: timedelta | None) -> str:
    return "不限期" if deadline is None else f"{deadline // _DAY} 天"


def _last_day(weeks: Freshness | None) -> date | None:
    return weeks.stale_on - _DAY if weeks and weeks.stale_on else None


def narrowed(rows: Iterable[Row], wanted: Wanted) -> list[Row]:
    """Those asked for, in the order asked for."""
    kept = [row for row in rows if _fits(row, wanted)]
    if wanted.sort == "unit":
        return sorted(kept, key=lambda row: (row.unit is None, row.unit or "", _urgency(row)))
    return sorted(kept, key=_urgency) if wanted.sort == "urgency" else kept


def _fits(row: Row, wanted: Wanted) -> bool:
    if wanted.unit is not None and (row.unit or NO_UNIT) != wanted.unit:
        return False
    if wanted.text and wanted.text.casefold() not in row.name.casefold():
        return False
    return wanted.state in (None, row.standing) and wanted.kind in (None, row.kind)


def _urgency(row: Row) -> tuple[int, float]:
    """What is over first, the longest first; then what is near; what nobody knows; what is well, by its last day."""
    ranks = figures.POOR
    rank = ranks.index(row.standing) if row.standing in ranks else len(ranks)
    return rank, row.left if row.left is not None else float("inf")


def counted(rows: Sequence[Row]) -> list[tuple[Standing, str, int]]:
    """How many stand how, the worst first; what none is, is left out."""
    order = [*figures.POOR, Standing.FRESH, Standing.STATIC]
    counts = [(one, sum(row.standing is one for row in rows)) for one in order]
    return [(one, figures.STANDINGS[one], count) for one, count in counts if count]


HEADINGS = (
    "类别", "名称", "平台", "责任单位", "更新情况", "最新稿件日期", "最新稿件标题", "最新稿件地址", "更新期限", "依据",
    "最迟更新日期", "剩余天数", "未办结问题", "其中逾期", "近26周", "未能判定", "来源", "地址",
)  # fmt: skip


def table(rows: Iterable[Row]) -> list[tuple[Cell, ...]]:
    """The same for a spreadsheet; weeks in letters, as prints have them."""
    return [_line(row) for row in rows]


def _line(row: Row) -> tuple[Cell, ...]:
    weeks, account = row.weeks, row.account
    sources = "；".join(f"{one.label}：{one.said or '正常'}" for one in account.sources) if account else ""
    return (
        "栏目" if row.kind == "column" else "账号",
        row.name,
        row.platform,
        row.unit or "未明确",
        row.stands,
        weeks.newest if weeks else None,
        said(weeks.newest_title, 200) if weeks else "",
        row.newest_link,
        row.limit,
        row.basis,
        row.last_day,
        row.left,
        row.alive.count,
        row.alive.overdue,
        figures.strip_letters(weeks) if weeks else "",
        "；".join(row.doubts),
        sources,
        row.link,
    )
