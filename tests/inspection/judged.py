"""Judged rounds of a small plan, and one fault of every check, for the tests of what a round means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from checks.all import CHECKS
from inspection.calendar import Workdays
from inspection.findings import Finding, Severity, Undecided, fingerprint
from inspection.issue import Event, Issue, Look, Seen
from inspection.lifecycle import opened
from inspection.looking import Scope, events
from inspection.plan import Plan
from inspection.records import Verdict
from inspection.visits import View, Visit

HOME = "https://mzj.example.gov.cn/"
SITE = "某市民政局"
PLAN: dict[str, Any] = {
    "site": {"name": SITE, "home": HOME},
    "units": ["办公室", "法规处"],
    "columns": [
        {"name": "通知公告", "url": "/tzgg/", "kind": "通知公告", "unit": "办公室"},
        {"name": "政策文件", "url": "/zcwj/", "kind": "政策文件", "unit": "法规处"},
        {"name": "政策解读", "url": "/zcjd/", "kind": "政策解读"},
    ],
    "accounts": [
        {
            "name": "某市民政",
            "platform": "wechat",
            "unit": "办公室",
            "source": {"wechat_api": {"app_id": "wx0", "secret_env": "WECHAT_SECRET"}},
            "originality": {"share": 0.3},
            "replying": {},
            "series": [{"name": "典型经验", "any_of": ["典型经验"]}],
        }
    ],
    "crossposts": [{"name": "重要通知", "from": ["通知公告"], "to": ["某市民政"], "since": "2024-01-01"}],
    "interpretation": {"policies": ["政策文件"], "interpretations": ["政策解读"], "since": "2024-01-01"},
    "consultations": {"columns": ["通知公告"]},
    "decisions": [{"name": "某事项", "url": "/jc/"}],
    "guides": [{"name": "某事项", "url": "/gk/"}],
    "tables": [{"name": "某名录", "url": "/ml/", "headings": ["名称"]}],
    "services": {"hosts": ["zwdt.example.gov.cn"]},
    "duties": [
        {"number": "24", "name": "培训", "ticks": [{"name": "上半年培训", "due": {"yearly": "03-20", "warn": "14d"}}]}
    ],
    "expectations": [
        {
            "name": "清明祭扫",
            "due": {"before": "清明", "lead": "14d", "warn": "21d"},
            "all_of": ["清明", "祭扫"],
            "mentions": ["高峰", "预约"],
            "attachments": "required",
        }
    ],
}
NAMES = frozenset(check.name for check in CHECKS)
AT = datetime.fromisoformat("2025-03-25T09:00:00+08:00")
ACCOUNT, SOURCE, POST = "某市民政", "某市民政：wechat-api", "https://mp.weixin.qq.com/s/1"
POLICY, BROKEN, PAGE = f"{HOME}zcwj/1.html", f"{HOME}files/1.doc", f"{HOME}tzgg/1.html"
PICTURE = "http://mzj.example.gov.cn/images/1.png"


def a_finding(check: str, subject: str, column: str | None, *found_on: str, **evidence: Any) -> Finding:
    mark = fingerprint(SITE, check, subject)
    return Finding(check, Severity.ERROR, subject, "有问题", "惯例", mark, None, column, found_on, evidence)


FAULTS = {
    "site-down": a_finding("site-down", SITE, None, HOME, reason="timeout"),
    "frequent-outage": a_finding("frequent-outage", SITE, None, HOME, reason="timeout"),
    "expiring-certificate": a_finding("expiring-certificate", SITE, None, HOME),
    "missing-ipv6": a_finding("missing-ipv6", SITE, None, HOME),
    "missing-https-redirect": a_finding("missing-https-redirect", SITE, None, HOME),
    "slow-first-byte": a_finding("slow-first-byte", SITE, None, HOME),
    "blank-page": a_finding("blank-page", PAGE, "通知公告", PAGE),
    "script-error": a_finding("script-error", HOME, None, HOME),
    "slow-page": a_finding("slow-page", HOME, None, HOME, PAGE),
    "broken-layout": a_finding("broken-layout", PAGE, "通知公告", PAGE),
    "mixed-content": a_finding("mixed-content", PICTURE, None, HOME, PAGE),
    "missing-alt": a_finding("missing-alt", PICTURE, None, HOME, PAGE),
    "inaccessible-page": a_finding("inaccessible-page", HOME, None, HOME),
    "stale-popup": a_finding("stale-popup", f"{HOME}zt/", None, HOME),
    "missing-leaving-notice": a_finding("missing-leaving-notice", SITE, None, HOME),
    "hijacked-link": a_finding("hijacked-link", "http://www.example.com/", "通知公告", PAGE),
    "hidden-link": a_finding("hidden-link", "http://www.example.com/", "通知公告", PAGE),
    "tampered-page": a_finding("tampered-page", PAGE, "通知公告", PAGE),
    "broken-link": a_finding("broken-link", BROKEN, "通知公告", PAGE, reason="http-404"),
    "mismatched-download": a_finding("mismatched-download", BROKEN, "通知公告", PAGE),
    "failing-search": a_finding("failing-search", HOME, None, HOME),
    "missing-consultation": a_finding("missing-consultation", HOME, None, HOME),
    "missing-service-link": a_finding("missing-service-link", PAGE, "通知公告", PAGE),
    "broken-service-link": a_finding("broken-service-link", "https://zwdt.example.gov.cn/1", "通知公告", PAGE),
    "wrong-service": a_finding("wrong-service", "https://zwdt.example.gov.cn/1", "通知公告", PAGE),
    "blank-column": a_finding("blank-column", "通知公告", "通知公告"),
    "stale-column": a_finding("stale-column", "通知公告", "通知公告"),
    "undated-column": a_finding("undated-column", "通知公告", "通知公告"),
    "future-date": a_finding("future-date", PAGE, "通知公告"),
    "missing-interpretation": a_finding("missing-interpretation", POLICY, "政策文件", published="2025-03-03"),
    "late-interpretation": a_finding("late-interpretation", POLICY, "政策文件", published="2025-03-03"),
    "unlinked-interpretation": a_finding("unlinked-interpretation", POLICY, "政策文件"),
    "missing-publication": a_finding(
        "missing-publication", "清明祭扫", None, missing="publication", occurrence="2025年清明"
    ),
    "stale-account": a_finding("stale-account", ACCOUNT, ACCOUNT),
    "silent-source": a_finding("silent-source", SOURCE, ACCOUNT, source="wechat-api"),
    "expired-credential": a_finding("expired-credential", SOURCE, ACCOUNT, source="wechat-api"),
    "low-originality": a_finding("low-originality", ACCOUNT, ACCOUNT),
    "withdrawn-article": a_finding("withdrawn-article", POST, ACCOUNT, gone_at="2025-03-20T09:00:00+08:00"),
    "unanswered-comment": a_finding("unanswered-comment", POST, ACCOUNT, published="2025-03-18"),
    "missing-crosspost": a_finding("missing-crosspost", PAGE, "通知公告", published="2025-03-18"),
    "conflicting-facts": a_finding("conflicting-facts", PAGE, "通知公告"),
    "stale-home": a_finding("stale-home", "某事项", None),
    "personal-data": a_finding("personal-data", PAGE, "通知公告", PAGE),
    "faulty-attachment": a_finding("faulty-attachment", "清明祭扫", None),
    "expiring-document": a_finding("expiring-document", POLICY, "政策文件", POLICY),
    "wrong-wording": a_finding("wrong-wording", PAGE, "通知公告", PAGE),
    "missing-identity": a_finding("missing-identity", PAGE, "通知公告", PAGE),
    "missing-label": a_finding("missing-label", PAGE, "通知公告", PAGE),
    "wrong-label": a_finding("wrong-label", PAGE, "通知公告", PAGE),
    "inconsistent-date": a_finding("inconsistent-date", PAGE, "通知公告", PAGE),
    "short-consultation": a_finding("short-consultation", PAGE, "通知公告", PAGE),
    "missing-draft-interpretation": a_finding("missing-draft-interpretation", PAGE, "通知公告", PAGE),
    "missing-feedback": a_finding("missing-feedback", PAGE, "通知公告", PAGE),
    "incomplete-decision": a_finding("incomplete-decision", "某事项", None),
    "excerpt-interpretation": a_finding("excerpt-interpretation", PAGE, "政策解读", PAGE),
    "outdated-rule": a_finding("outdated-rule", PAGE, "通知公告", PAGE),
    "incomplete-guide": a_finding("incomplete-guide", "某事项", None),
    "incomplete-notice": a_finding("incomplete-notice", "清明祭扫", None),
    "outdated-notice": a_finding("outdated-notice", PAGE, "通知公告", PAGE),
    "incomplete-table": a_finding("incomplete-table", "某名录", None),
    "overdue-reply": a_finding("overdue-reply", PAGE, None, PAGE),
    "library-gap": a_finding("library-gap", POLICY, "政策文件", PAGE),
    "stale-series": a_finding("stale-series", "典型经验", ACCOUNT),
    "overdue-duty": a_finding("overdue-duty", "24/上半年培训", None, occurrence="2025年", due="2025-03-20"),
}


def looks(round_: str = "r2", *pages: str, at: datetime = AT, **more: Any) -> dict[tuple[str, View], Visit]:
    """Looks at these addresses in every view, which measured everything."""
    facts: dict[str, Any] = {"axe": True, "paint": 1.0, "width": 390, "scroll_width": 390, "state": "item"}
    facts |= {"leaving": [{"url": "https://example.com/", "announced": True}]}
    return {
        (page, view): Visit(page, view, at, round_, **{"facts": facts, **more})
        for page in pages or (HOME, PAGE, BROKEN)
        for view in View
    }


@dataclass(frozen=True)
class Round:
    """A whole round that found nothing and doubts nothing, unless said otherwise."""

    findings: tuple[Finding, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    kind: str = "full"
    complete: bool = True
    checks: frozenset[str] = NAMES
    verdicts: Mapping[str, Verdict] | None = None
    plan: Mapping[str, Any] = field(default_factory=dict)
    at: datetime = AT
    articles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    watched: bool = True
    visits: Mapping[tuple[str, View], Visit] = field(default_factory=looks)
    not_had: frozenset[str] = frozenset()

    def means(self, *issues: Issue) -> list[tuple[Issue | None, Event]]:
        look = Look("r2", self.at, self.at)
        plan = Plan.model_validate({**PLAN, **self.plan})
        scope = Scope(
            look,
            plan,
            Workdays(),
            self.kind,
            self.complete,
            self.checks,
            self.verdicts,
            articles=self.articles,
            watched=self.watched,
            visits=self.visits,
            not_had=self.not_had,
        )
        return list(events(issues, self.findings, self.undecided, scope))

    def but(self, **more: Any) -> Round:
        return replace(self, **more)


def issue_of(finding: Finding) -> Issue:
    _, seen = Round((finding,)).means()[0]
    assert isinstance(seen, Seen)
    return opened(SITE, seen)[0]


def issue(check: str) -> Issue:
    return issue_of(FAULTS[check])


def doubt(check: str, subject: str, reason: str = "undecided") -> Undecided:
    return Undecided(check, subject, reason)


def kinds_of(found: list[tuple[Issue | None, Event]]) -> list[type[Event]]:
    return [type(event) for _, event in found]
