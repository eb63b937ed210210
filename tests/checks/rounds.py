"""Build a round's knowledge: from the manual's examples (YAML with the office's own words), or from plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from ruamel.yaml import YAML

from checks.check import Check
from inspection.availability import AvailabilityProbe, AvailabilityRecord, EndpointFacts
from inspection.calendar import Workdays
from inspection.findings import CannotTell, Fault
from inspection.observed import Observed, Target
from inspection.plan import Plan
from inspection.records import (
    Article,
    ColumnReading,
    ColumnState,
    DateFrom,
    Link,
    Probe,
    Verdict,
)
from tests.checks.accounts import told_accounts
from tests.checks.contents import told_contents
from tests.checks.files import told_files
from tests.checks.fronts import told_front
from tests.checks.functional import told_downloads, told_form, told_search
from tests.checks.serving import told_services
from tests.checks.suspicious import told_noted
from tests.checks.tellings import HOME, STATES, address, article
from tests.checks.ticked import told_ticks
from tests.checks.visited import told_visits
from tests.checks.watched import probe, slots, told_record
from tests.checks.wordings import told_lexicons

__all__ = [
    "HOME",
    "TODAY",
    "Said",
    "address",
    "article",
    "from_yaml",
    "observed",
    "place",
    "reading",
    "said",
    "target",
    "watched",
]

TODAY = date(2025, 3, 25)
_VERDICTS = {"正常": Verdict.SOUND, "打不开": Verdict.FAULTY, "无法判断": Verdict.UNDECIDED, "跳过": Verdict.SKIPPED}


@dataclass
class Said:
    """What one check said, sorted into faults and what it could not tell."""

    faults: list[Fault]
    untold: list[CannotTell]

    @property
    def subjects(self) -> list[str]:
        """Subjects of the faults."""
        return [fault.subject for fault in self.faults]

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Subjects and reasons of what could not be told."""
        return [(told.subject, told.reason) for told in self.untold]


def said(check: Check, observed: Observed) -> Said:
    """Run one check."""
    out = list(check.judge(observed))
    return Said([x for x in out if isinstance(x, Fault)], [x for x in out if isinstance(x, CannotTell)])


def reading(column: str, *articles: Article, state: ColumnState = ColumnState.READ, **more: Any) -> ColumnReading:
    """A column read to its end."""
    placed = tuple(place(a, column, n) for n, a in enumerate(articles))
    return ColumnReading(column, address(f"/{column}/"), state, articles=placed, **{"complete": True, **more})


def place(a: Article, column: str, position: int) -> Article:
    """The article in that row of that column."""
    values = {name: getattr(a, name) for name in a.__slots__}
    return Article(**{**values, "channel": column, "position": position})


def observed(
    *readings: ColumnReading,
    today: date = TODAY,
    kinds: dict[str, str] | None = None,
    plan: dict[str, Any] | None = None,
    home: Probe | None = None,
    targets: tuple[Target, ...] = (),
    complete: bool = True,
    columns: dict[str, dict[str, Any]] | None = None,
) -> Observed:
    """A round of the example portal: these readings, and a plan that declares their columns."""
    declared = [
        {
            "name": r.column,
            "url": r.url,
            "kind": (kinds or {}).get(r.column, "其他"),
            **(columns or {}).get(r.column, {}),
        }
        for r in readings
        if r.column not in {a["name"] for a in (plan or {}).get("accounts", [])}
    ]
    whole = {"site": {"name": "某某局", "home": HOME}, "columns": declared, **(plan or {})}
    parsed = Plan.model_validate(whole)
    return Observed(
        plan=parsed,
        as_of=datetime.combine(today, time(9), parsed.zone),
        workdays=Workdays(),
        home=home or Probe(HOME, Verdict.SOUND, status=200),
        targets=targets,
        columns={r.column: r for r in readings},
        complete=complete,
    )


def target(url: str, verdict: Verdict, reason: str | None, *links: Link, **more: Any) -> Target:
    """A target with its links."""
    probe = Probe(address(url), verdict, reason, looks=3)
    return Target(probe, links, link_count=len({link.page for link in links}), **more)


def watched(
    probes: Sequence[AvailabilityProbe] | None = None, *endpoints: EndpointFacts, **availability: Any
) -> Observed:
    """A round beside which somebody watched: these probes (default: a week in order), these endpoints."""
    round_ = observed(plan={"availability": availability})
    seen = [probe(slot) for slot in slots(round_.as_of)] if probes is None else probes
    return replace(round_, availability=AvailabilityRecord(seen, endpoints))


def from_yaml(text: str) -> tuple[Observed, dict[str, Any]]:
    """An example of the manual: the round that it describes, and what it claims (发现, 无法判断)."""
    told: dict[str, Any] = YAML(typ="safe").load(text)
    columns = told.get("栏目") or {}
    plan: dict[str, Any] = {"units": sorted({c["责任单位"] for c in columns.values() if "责任单位" in c})}
    if "解读" in told:
        plan["interpretation"] = told["解读"]
    if "应发布" in told:
        plan["expectations"] = told["应发布"]
        plan["units"] = sorted({*plan["units"], *(e["unit"] for e in told["应发布"] if "unit" in e)})
    accounts = told_accounts(told.get("账号") or {})
    plan["accounts"] = accounts.plan
    keepers = {s["keeper"] for a in accounts.plan for s in a["source"] if "keeper" in s}
    plan["units"] = sorted({*plan["units"], *(a["unit"] for a in accounts.plan if "unit" in a), *keepers})
    if "同步" in told:
        plan["crossposts"] = told["同步"]
        plan["units"] = sorted({*plan["units"], *(c["unit"] for c in told["同步"] if "unit" in c)})
    plan |= told.get("方案") or {}  # further sections, as a plan has them
    home = told.get("首页") or {"结论": "正常"}
    built = observed(
        *(_column(name, column) for name, column in columns.items()),
        today=told["今天"],
        kinds={name: column.get("类型", "其他") for name, column in columns.items()},
        columns={name: {"unit": c["责任单位"]} for name, c in columns.items() if "责任单位" in c},
        plan=plan,
        home=Probe(HOME, _VERDICTS[home["结论"]], home.get("原因"), looks=3),
        targets=tuple(map(_target, told.get("链接") or ())),
    )
    if "可用性" in told:
        built = replace(built, availability=told_record(told["可用性"], built.plan, built.as_of))
    if "可疑" in told:
        built = replace(built, noted=told_noted(told["可疑"], built.plan))
    if "下载" in told:
        built = replace(built, visits=[*(built.visits or ()), *told_downloads(told["下载"], built.as_of)])
    if "附件" in told:
        built = replace(built, visits=[*(built.visits or ()), *told_files(told["附件"], built.as_of)])
    if "搜索" in told:
        built = replace(built, visits=[*(built.visits or ()), *told_search(told["搜索"], built.as_of)])
    if "咨询" in told:
        built = replace(built, visits=[*(built.visits or ()), *told_form(told["咨询"], built.as_of)])
    if "办事" in told:
        built = told_services(told["办事"], built)
    if "网页" in told:
        built = replace(built, contents=told_contents(told["网页"]))
    built = replace(built, lexicons=told_lexicons(told.get("词表")))
    if "首页条目" in told:
        built = replace(built, front=told_front(told["首页条目"], HOME))
    if "确认" in told:
        built = replace(built, ticked=told_ticks(told["确认"], built.as_of))
    if "浏览器" in told:
        built = replace(built, visits=told_visits(told["浏览器"], built.as_of))
    return accounts.put_in(built), told


def _column(name: str, told: dict[str, Any]) -> ColumnReading:
    articles = [
        article(
            a["标题"],
            a.get("日期"),
            url=a.get("地址"),
            date_from=DateFrom(a["日期来自"]) if "日期来自" in a else None,
            links=tuple(a.get("链接到", ())),
            related=tuple(a.get("相关", ())),
            read_in_full=a.get("读过全文") == "是",
            text=a.get("正文", ""),
        )
        for a in told.get("稿件") or ()
    ]
    return reading(name, *articles, state=STATES[told.get("状态", "读到")], most_before=told.get("以前最多", 0))


def _target(told: dict[str, Any]) -> Target:
    links = tuple(Link(address(p), address(told["地址"]), "a", told.get("文字", "")) for p in told.get("来自", ()))
    columns = (told["栏目"],) if "栏目" in told else ()
    return target(told["地址"], _VERDICTS[told["结论"]], told.get("原因"), *links, columns=columns)
