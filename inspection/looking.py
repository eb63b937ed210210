"""What one judged round means for the issues: found, gone, no longer asked for, or not to be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from inspection.addresses import host_of
from inspection.answering import answering, due_at
from inspection.asking import (
    CONFLICT,
    OF_ACCOUNTS,
    OF_ADDRESSES,
    OF_ARTICLES,
    OF_AVAILABILITY,
    OF_COLUMNS,
    OF_COUNTERPARTS,
    OF_EXPECTATIONS,
    OF_INTERPRETATIONS,
    OF_SOURCES,
    STALE_ACCOUNT,
    no_longer_asked,
)
from inspection.asking_duties import OVERDUE_DUTY
from inspection.findings import Finding, Undecided
from inspection.issue import Event, Gone, Issue, Lapsed, Seen
from inspection.records import GONE, Verdict
from inspection.scope import Scope as Scope
from inspection.vouching import OF_VISITS, seen_anew, was_looked_at_again
from inspection.vouching_bodies import OF_BODIES, bodies_were_seen
from inspection.vouching_contents import OF_CONTENTS, OF_PROMISES, contents_were_seen, is_looked_for, says_of_files

SITE_DOWN, BLANK, UNDATED, MISSING = "site-down", "blank-column", "undated-column", "missing-interpretation"
# A watch round reads first pages and few articles, so that it misses what pairs or compares them.
_PLAIN_ACCOUNTS = OF_SOURCES | {STALE_ACCOUNT}
SEEN_BY_WATCH = frozenset({SITE_DOWN, BLANK, "stale-column", OVERDUE_DUTY}) | _PLAIN_ACCOUNTS | OF_AVAILABILITY
NOT_BY_WATCH = (
    OF_INTERPRETATIONS
    | {UNDATED}
    | OF_COUNTERPARTS
    | (OF_ACCOUNTS - _PLAIN_ACCOUNTS)
    | OF_VISITS.keys()
    | OF_CONTENTS
    | OF_PROMISES
)
_KINDS = frozenset({"full", "daily", "watch"})
_FILE = re.compile(
    r"\.(?:docx?|wps|xlsx?|et|pptx?|dps|pdf|ofd|rtf|txt|csv|zip|rar|7z|mp[34]|jpe?g|png|gif|svg|ico|css|js)$", re.I
)
_NO_LIST = "static-column"  # blank-column's doubt about a column that has no list: it was read all the same


def events(
    issues: Sequence[Issue], findings: Sequence[Finding], undecided: Sequence[Undecided], scope: Scope
) -> Iterator[tuple[Issue | None, Event]]:
    """Every sure finding as Seen (with None where it has no issue), then what is gone or no longer asked for.

    An issue of which the round says nothing has no event: it stays as it is. `issues` are those of the plan's site.
    """
    known = {issue.fingerprint: issue for issue in issues}
    due = {s: due_at(s, scope.plan, scope.workdays, scope.look.at) for s in {f.severity for f in findings}}
    units = frozenset(unit.name for unit in scope.plan.units)
    for finding in findings:
        if scope.kind == "watch" and not _is_plain_at_a_glance(finding):
            continue
        issue = known.get(finding.fingerprint)
        if issue is None or seen_anew(finding, scope.visits, scope.look.round):
            who = answering(finding, scope.plan, due[finding.severity], units)
            yield issue, Seen(scope.look, finding, who)
    seen = {finding.fingerprint for finding in findings}
    sight = _Sight(scope, tuple(findings), tuple(undecided))
    today = scope.look.at.astimezone(scope.plan.zone).date()
    for issue in issues:
        if issue.fingerprint in seen or issue.site != scope.plan.site.name:
            continue
        why = no_longer_asked(issue, scope.plan, today)
        if why is not None:
            yield issue, Lapsed(scope.look, why)
        elif sight.vouches_for(issue):
            yield issue, Gone(scope.look)


def _is_plain_at_a_glance(finding: Finding) -> bool:
    """Whether a watch round can know it."""
    if finding.check in NOT_BY_WATCH:
        return False
    return not (finding.check in OF_EXPECTATIONS and finding.evidence.get("missing") == "interpretation")


@dataclass(frozen=True)
class _Sight:
    """How far the round could see. Absence is evidence only where nothing stood in the way."""

    scope: Scope
    findings: tuple[Finding, ...]
    undecided: tuple[Undecided, ...]
    doubted: frozenset[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        site = self.scope.plan.site.name
        doubts = ((u.check, u.subject) for u in self.undecided if not says_of_files(u, site))
        object.__setattr__(self, "doubted", frozenset(doubts))

    def vouches_for(self, issue: Issue) -> bool:
        """Whether a fault that was not found is not there."""
        scope, check = self.scope, issue.check
        if (
            scope.kind not in _KINDS
            or check not in scope.checks
            or (scope.kind == "watch" and check not in SEEN_BY_WATCH)
        ):
            return False
        # A doubt about the whole site (nobody read its pages) is one about everything that the check found there.
        if not self.doubted.isdisjoint((check, about) for about in (issue.subject, issue.column, issue.site)):
            return False
        if check == OVERDUE_DUTY:
            return True  # it rests on people's words alone, whatever became of the portal
        if check in OF_ACCOUNTS:
            return True  # its checks say themselves what of an account was not read, whatever became of the portal
        if check in OF_AVAILABILITY:
            return scope.watched  # likewise, of what was not looked at often enough
        if not scope.complete or not self.site_was_seen:
            return False
        if check in OF_COUNTERPARTS:
            return self._channels_were_read(issue)
        if check in OF_VISITS:
            return self._was_visited_again(issue)
        if check in OF_CONTENTS:
            return contents_were_seen(issue, self.doubted, scope, self._address_was_seen)
        if check == SITE_DOWN or check in OF_EXPECTATIONS or check in OF_PROMISES:
            return True  # no fault and no doubt: the home page answered, the publication was found
        if check in OF_COLUMNS:
            return check == BLANK or self._column_was_read(issue.subject)
        if check in OF_INTERPRETATIONS:
            return self._interpretations_were_read(issue)
        if check in OF_ARTICLES:
            return self._column_was_read(issue.column) and self._address_was_seen(issue.subject, issue)
        if check in OF_BODIES:
            return bodies_were_seen(issue, self.findings, scope, self._address_was_seen, self._link_was_seen)
        return check in OF_ADDRESSES and self._link_was_seen(issue)

    @cached_property
    def site_was_seen(self) -> bool:
        """The home page was tried, and opened: otherwise whatever was not found may only have been out of reach."""
        said = {f.check for f in self.findings} | {u.check for u in self.undecided}
        return SITE_DOWN in self.scope.checks and SITE_DOWN not in said

    @cached_property
    def unread(self) -> frozenset[str]:
        """Columns that showed no rows, for whatever reason."""
        doubts = {u.subject for u in self.undecided if u.check == BLANK and u.reason != _NO_LIST}
        return frozenset(doubts | {f.subject for f in self.findings if f.check == BLANK})

    @cached_property
    def unseen(self) -> frozenset[str]:
        """Addresses whose pages were not had: undecided, or faulty in a way that may pass."""
        doubts = {u.subject for u in self.undecided if u.check in OF_ADDRESSES}
        faults = (f for f in self.findings if f.check in OF_ADDRESSES)
        return frozenset(doubts | {f.subject for f in faults if f.evidence.get("reason") not in GONE})

    @cached_property
    def a_way_was_barred(self) -> bool:
        """Some page of the portal, or some column, was not had: what only it leads to was not reached."""
        hosts = self.scope.plan.site.inspected_hosts
        return bool(self.unread) or any(host_of(a) in hosts and not _FILE.search(a) for a in self.unseen)

    def _column_was_read(self, column: str | None) -> bool:
        return BLANK in self.scope.checks and column not in self.unread

    def _channel_was_read(self, name: str) -> bool:
        """A column that showed its rows; an account of which nothing is in doubt."""
        if self.scope.plan.account(name) is None:
            return self._column_was_read(name)
        return STALE_ACCOUNT in self.scope.checks and (STALE_ACCOUNT, name) not in self.doubted

    def _channels_were_read(self, issue: Issue) -> bool:
        """What is no counterpart any more for want of either side is not mended."""
        plan = self.scope.plan
        named = {name for rule in plan.crossposts for name in (*rule.from_, *rule.to)}
        if issue.check == CONFLICT:
            named = {account.name for account in plan.accounts}
        named |= {issue.column} if issue.column else set()
        return all(self._channel_was_read(name) and (issue.check, name) not in self.doubted for name in named)

    def _interpretations_were_read(self, issue: Issue) -> bool:
        """What is no policy any more for want of its page, or has lost its interpretation, is not mended."""
        rule = self.scope.plan.interpretation
        if rule is None or MISSING not in self.scope.checks:
            return False
        if not all(self._column_was_read(name) for name in (*rule.policies, *rule.interpretations)):
            return False
        missing = {f.subject for f in self.findings if f.check == MISSING}
        doubted = (MISSING, issue.subject) in self.doubted or (MISSING, issue.column) in self.doubted
        return not doubted and issue.subject not in missing

    @cached_property
    def cut_off(self) -> frozenset[str]:
        """Addresses of ours that robots.txt or a limit kept this round from opening."""
        hosts = self.scope.plan.site.inspected_hosts
        met = self.scope.cut_off.get(self.scope.look.round, frozenset())
        return frozenset(address for address in met if host_of(address) in hosts)

    def _more_was_cut_off(self, issue: Issue) -> bool:
        """Whether this round opened less than the one that saw the issue. What was barred then too led to nothing."""
        return not self.cut_off <= self.scope.cut_off.get(issue.round, frozenset())

    def _address_was_seen(self, address: str, issue: Issue) -> bool:
        """Whether the round had this address, or it is not linked to any more."""
        if not self.scope.checks >= OF_ADDRESSES or address in self.unseen or address in self.scope.not_had:
            return False
        verdict = (self.scope.verdicts or {}).get(address)
        if verdict is None and self.scope.verdicts is not None and is_looked_for(issue, address, self.scope.plan):
            return False  # had there been room, the round would have looked, linked or not
        if verdict is None:
            return not self.a_way_was_barred and not self._more_was_cut_off(issue)
        return verdict in (Verdict.SOUND, Verdict.FAULTY)

    def _was_visited_again(self, issue: Issue) -> bool:
        """By a browser. A page that is no more, or to which nothing leads any more, need not be."""
        if any(issue.subject in finding.found_on for finding in self.findings if finding.check == issue.check):
            return False  # told with another one, of which it is a part

        def is_over(page: str) -> bool:
            page = page.partition("#")[0]  # a script's route: what the server says holds for all of them
            gone = (self.scope.verdicts or {}).get(page) is not Verdict.SOUND
            return gone and page != self.scope.plan.site.home_url and self._address_was_seen(page, issue)

        return was_looked_at_again(issue, self.scope.visits, self.scope.look.round, self.doubted, is_over)

    def _link_was_seen(self, issue: Issue) -> bool:
        """Whether the target opens, or every page that linked to it was read and does not link to it any more."""
        verdict = (self.scope.verdicts or {}).get(issue.subject)
        if verdict in (Verdict.SOUND, Verdict.SKIPPED, Verdict.UNDECIDED):
            return verdict is Verdict.SOUND
        return all(self._page_was_seen(page, issue) for page in issue.found_on)

    def _page_was_seen(self, page: str, issue: Issue) -> bool:
        """Whether the page does not link to the subject any more, as far as the round can say.

        An article of an account is not opened by the sweep: what is known of it says where it leads.
        """
        if not issue.evidence.get("in_articles") or host_of(page) in self.scope.plan.site.inspected_hosts:
            return self._address_was_seen(page, issue)
        targets = self.scope.articles.get(page)
        return targets is not None and issue.subject not in targets
