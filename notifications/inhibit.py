"""Stage 2, inhibit: what a greater fault explains is not told beside it, nor what the last round could not see.

Site down ⊃ host down ⊃ column unreachable ⊃ link broken. An account stands on its platform, whatever becomes of the
site; its source that failed ⊃ what else is wrong with it. Notices are hidden, records never.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from inspection.addresses import host_of
from inspection.asking import OF_ACCOUNTS, OF_SOURCES, STALE_ACCOUNT
from inspection.issue import Issue, State
from inspection.looking import SEEN_BY_WATCH
from inspection.plan import Plan
from inspection.reasons import is_no_answer
from inspection.telling import Kind, Telling
from notifications.dedup import ONCE
from notifications.group import host_group
from notifications.situation import Ruling, SiteLook, Stood

STAGE = "inhibit"
SITE_DOWN = Ruling(STAGE, "site-down")
HOST_DOWN = Ruling(STAGE, "host-down")
COLUMN_UNREACHABLE = Ruling(STAGE, "column-unreachable")
NOT_CONFIRMED_YET = Ruling(STAGE, "not-confirmed-yet")
NOT_LOOKED_AT = Ruling(STAGE, "not-looked-at")
ACCOUNT_UNSEEN = Ruling(STAGE, "account-unseen")
CLAIMED = Ruling(STAGE, "claimed-corrected")

HOST_LINKS = 3  # so many dead links of one silent host are the host's fault, not theirs
_LINK = "broken-link"
_WATCHED_ACCOUNTS = OF_SOURCES | {STALE_ACCOUNT}

_AGAIN = frozenset({Kind.REMINDER, Kind.ESCALATION})

Reaches = Callable[[Issue, str], bool]  # whether an issue is routed to a channel
Remembers = Callable[[int, str], Telling | None]  # what was told of an issue on a channel


class Inhibitions:
    """Who silences whom, among the issues of one site."""

    def __init__(self, plan: Plan, issues: Iterable[Issue], reaches: Reaches, remembers: Remembers) -> None:
        self._reaches, self._remembers = reaches, remembers
        self._from_confirmed = plan.alerts is not None and plan.alerts.tell_from == "confirmed"
        addresses: defaultdict[str, list[str]] = defaultdict(list)
        for column in plan.columns:
            addresses[plan.column_url(column)].append(column.name)
        self._own = own = host_of(plan.site.home_url)
        hosts: defaultdict[str, list[Issue]] = defaultdict(list)
        self._site_down: set[int] = set()
        self._column_links: set[int] = set()
        self._columns: defaultdict[str, list[Issue]] = defaultdict(list)
        self._sources: defaultdict[str, list[Issue]] = defaultdict(list)  # by account: the sources that failed
        self._accounts = frozenset(account.name for account in plan.accounts)
        for issue in issues:
            if not issue.alive:
                continue
            if issue.check == "site-down":
                self._site_down.add(issue.id)
            elif issue.check in OF_SOURCES:
                self._sources[issue.column or ""].append(issue)
            elif issue.check == _LINK:
                if issue.subject in addresses:
                    self._column_links.add(issue.id)
                    for name in addresses[issue.subject]:
                        self._columns[name].append(issue)
                if is_no_answer(_reason(issue)) and (host := host_of(issue.subject)) != own:
                    hosts[host].append(issue)
        self._hosts = {host: links for host, links in hosts.items() if len(links) >= HOST_LINKS}
        self._host_of = {issue.id: host for host, links in self._hosts.items() for issue in links}
        self._spokesmen: dict[tuple[str, str], int | None] = {}

    def held(self, issue: Issue, channel: str) -> Ruling | None:
        """Why the issue is not to be told on that channel at all now; None where nothing speaks against it."""
        if self.site_down(issue):
            return SITE_DOWN
        host = self._host_of.get(issue.id)
        if host is not None and self._spokesman(host, channel) != issue.id:
            return HOST_DOWN
        # A column's own address and a host's spokesman speak for others: were they silenced too, nobody would speak.
        if host is None and issue.id not in self._column_links and self._in_unreachable_column(issue, channel):
            return COLUMN_UNREACHABLE
        # That a login is refused is the platform's own word, and it is not asked again: no second round adds to it.
        if self._from_confirmed and issue.state is State.SUSPECTED and issue.check not in ONCE:
            return NOT_CONFIRMED_YET
        return None

    def site_down(self, issue: Issue) -> bool:
        """Whether another issue says that the whole site is down, and the issue is one of the site."""
        return bool(self._site_down) and issue.id not in self._site_down and not self._of_account(issue)

    def unseen(self, issue: Issue, channel: str, kind: Kind, look: SiteLook | None) -> Ruling | None:
        """Why nothing is told of what the last round could not see; None where it could, or where that is no matter."""
        if look is None or issue.looked_at >= look.began_at:
            return None
        if self._of_account(issue):
            if issue.check not in OF_SOURCES and any(self._reaches(s, channel) for s in self._failed(issue)):
                return ACCOUNT_UNSEEN
            looks = look.kind != "watch" or issue.check in _WATCHED_ACCOUNTS
            return NOT_LOOKED_AT if looks and kind in _AGAIN else None
        return NOT_LOOKED_AT if not_looked_at(issue, kind, look) else None

    def _of_account(self, issue: Issue) -> bool:
        """Whether it is about an account alone, or about an address elsewhere that an account's article leads to."""
        if issue.check in OF_ACCOUNTS:
            return True
        return issue.check == _LINK and issue.column in self._accounts and host_of(issue.subject) != self._own

    def _failed(self, issue: Issue) -> list[Issue]:
        """The open issues of the account's sources."""
        return [source for source in self._sources.get(issue.column or issue.subject, ()) if source.open]

    def host_down(self, issue: Issue, channel: str) -> tuple[str, int] | None:
        """The silent host for which this issue speaks on that channel, and how many links of it are dead there."""
        host = self._host_of.get(issue.id)
        if host is None or self._spokesman(host, channel) != issue.id:
            return None
        return host, sum(self._reaches(other, channel) for other in self._hosts[host])

    def _in_unreachable_column(self, issue: Issue, channel: str) -> bool:
        """Whether the channel hears of the column itself: where it does not, nobody there would hear of anything."""
        links = (*self._columns.get(issue.column or "", ()), *self._columns.get(issue.subject, ()))
        return any(self._reaches(link, channel) for link in links)

    def _spokesman(self, host: str, channel: str) -> int | None:
        key = host, channel
        if key not in self._spokesmen:
            self._spokesmen[key] = self._choose(host, channel)
        return self._spokesmen[key]

    def _choose(self, host: str, channel: str) -> int | None:
        """Who has spoken for the host here goes on doing so; else the open link that most pages show."""
        links, group = self._hosts[host], host_group(host)
        links = [link for link in links if self._reaches(link, channel)]
        spoke = [link for link in links if (t := self._remembers(link.id, channel)) and t.told_at and t.group == group]
        able = spoke or [link for link in links if link.open]
        chosen = max(able, key=lambda link: (link.open, link_count(link), -link.id), default=None)
        return chosen.id if chosen else None


def not_looked_at(issue: Issue, kind: Kind, look: SiteLook | None) -> bool:
    """Whether the last round, being blocked or incomplete, could not see the issue, so that nothing new is known.

    A reminder or an escalation then waits for a round that can see; so does a first word where the round saw nothing.
    A watch round that breaks off says nothing of what it does not look at even when it is complete.
    """
    if look is None or issue.looked_at >= look.began_at:
        return False
    if look.seen is Stood.UNCLEAR:
        return True
    cut_short = not look.complete and (look.kind != "watch" or issue.check in SEEN_BY_WATCH)
    blind = cut_short or look.seen is Stood.DOWN
    return blind and kind in _AGAIN


def resting(issue: Issue) -> Ruling:
    """Why an issue that is alive but not open is not told: somebody wants silence, or says that it is mended."""
    if issue.state is State.MUTED:
        return Ruling(STAGE, "muted", until=issue.muted_until)
    return CLAIMED


def link_count(issue: Issue) -> int:
    """On how many pages a broken link, or a fault that a browser showed, stands; at least 1."""
    count = issue.evidence.get("link_count", issue.evidence.get("pages"))
    return count if isinstance(count, int) and count > 0 else max(1, len(issue.found_on))


def _reason(issue: Issue) -> str | None:
    reason = issue.evidence.get("reason")
    return reason if isinstance(reason, str) else None
