"""Weeks of an office for the tests of the digest: rounds that look, issues that live, people who act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from inspection.answering import answering, due_at
from inspection.calendar import Workdays
from inspection.findings import Finding, Severity, fingerprint
from inspection.issue import Act, Deed, Gone, Issue, Look, RefusedError, Seen
from inspection.lifecycle import advance, opened
from inspection.plan_file import parse_plan
from inspection.records import Article, ColumnReading, ColumnState

PLAN_TEXT = """
site: {name: 示例市民政局, home: "https://portal.example/"}
timezone: Asia/Shanghai
units:
  - {name: 办公室, contacts: [{name: 值班编辑, email: desk@example.org}]}
  - 宣传处
columns:
  - {name: 通知公告, url: /tzgg/, kind: 通知公告, unit: 办公室}
  - {name: 工作动态, url: /gzdt/, kind: 动态要闻, unit: 宣传处}
  - {name: 机构职能, url: /jgzn/, kind: 其他, unit: 办公室}
accounts: [{name: 示例民政, platform: wechat, unit: 宣传处}]
expectations:
  - {name: 清明祭扫, due: {before: 清明, lead: 5d}, all_of: [清明, 祭扫], unit: 办公室}
alerts:
  channels:
    mail: {email: {to: [office@example.org]}}
    group: {wecom: {key_env: WECOM_KEY}}
  digest: {weekly: 周五 16:00, to: [mail, group]}
"""
PLAN = parse_plan(PLAN_TEXT, "plan.yaml")
MONDAY = datetime(2025, 3, 24, tzinfo=PLAN.zone)  # of 2025-W13
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def finding(name="a", plan=PLAN, **more):
    known = {
        "check": "broken-link",
        "severity": Severity.ERROR,
        "subject": f"https://portal.example/{name}",
        "title": f"附件“{name}”打不开",
        "basis": "工作惯例",
        "column": "通知公告",
        "found_on": ("https://portal.example/tzgg/1.html",),
    } | more
    return Finding(fingerprint=fingerprint(plan.site.name, known["check"], known["subject"]), **known)


def article(day, title="通知", column="通知公告"):
    return Article(column, title, f"https://portal.example/{column}/{day}-{title}", published_at=day)


def reading(column="通知公告", days=(), state=ColumnState.READ, complete=True, **more):
    articles = tuple(article(day, column=column) for day in sorted(days, reverse=True))
    return ColumnReading(column, "https://portal.example/tzgg/", state, articles=articles, complete=complete, **more)


class Office:
    """A store with its site's story. Times are the clock of judgement and the machine's alike."""

    def __init__(self, store, plan=PLAN, text=PLAN_TEXT):
        self.store, self.plan, self.text = store, plan, text
        self.issues = {}
        self.workdays = Workdays(plan.workdays)

    def round(self, at, found=(), readings=(), undecided=(), kind="full", complete=True, began=None):
        """A finished round: what it found is seen, what it did not find is gone where it was complete.

        One that began at another time than that of which it speaks is a rehearsal: it moves no issue.
        """
        store, site = self.store, self.plan.site.name
        digest = f"{hash(self.text)}"
        store.record_plan(site, digest, self.text, at)
        id_ = store.begin_round(site=site, kind=kind, as_of=at, plan_digest=digest, started_at=began or at)
        for one in readings:
            store.record_reading(id_, one)
        store.record_findings(id_, list(found), list(undecided))
        store.finish_round(id_, finished_at=at + HOUR, complete=complete, counters={})
        if began is not None:
            return id_  # a rehearsal
        look = Look(id_, at, at)
        moved = [self._seen(one, look) for one in found]
        if complete:
            here = {one.fingerprint for one in found}
            moved += [advance(issue, Gone(look)) for key, issue in self.issues.items() if key not in here]
        self._save(moved, at)
        return id_

    def act(self, key: str, act: Act, at: datetime, **more) -> bool:
        """A person's deed; False where the issue's state does not allow it."""
        try:
            moved = advance(self.issues[key], Deed(act, "值班编辑", at, at, more.pop("why", "说明"), **more))
        except RefusedError:
            return False
        self._save([moved], at)
        return True

    def _seen(self, one: Finding, look: Look):
        seen = Seen(look, one, answering(one, self.plan, due_at(one.severity, self.plan, self.workdays, look.at)))
        known = self.issues.get(one.fingerprint)
        return advance(known, seen) if known else opened(self.plan.site.name, seen)

    def _save(self, moved: list[tuple[Issue, tuple]], at: datetime) -> None:
        with self.store.casework(self.plan.site.name) as work:
            saved = work.save(moved, at)
        self.issues |= {issue.fingerprint: replace(issue) for issue in saved}


def every(start: date, until: date, days: int) -> list[date]:
    """Dates so many days apart."""
    return [start + timedelta(days=n) for n in range(0, (until - start).days + 1, days)]
