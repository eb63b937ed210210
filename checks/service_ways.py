"""What the three checks of services share: the policies that name one, where they lead, and what opened there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checks.named_services import Named, any_in, named_services
from checks.service_likeness import explicit
from checks.visited import PAGES_SHOWN, cut
from inspection.addresses import host_of
from inspection.domains import is_within
from inspection.observed import Observed
from inspection.records import Article, Verdict
from inspection.service_visits import PolicyFacts, policy_columns, policy_facts
from inspection.visits import View, Visit

BASIS = "工作惯例：“阅办联动”，政策提到办事事项的，应能从政策页面直接进到该事项（期限和平台由本单位巡检方案规定）"


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy that was read in full, what it names, and the last look at its page."""

    article: Article
    named: Named
    visit: Visit | None
    facts: PolicyFacts

    @property
    def is_linked(self) -> bool:
        """Whether some way leads to more than the platform's home page."""
        return any(not link.home for link in self.facts.links)


def policies(observed: Observed) -> Iterator[Policy]:
    """Each once: those that stand, are not exempt, and were read in full."""
    plan = observed.plan
    if plan.services is None:
        return
    seen = {visit.url: visit for visit in observed.visits or () if visit.view is View.POLICY}
    gone = {target.probe.url for target in observed.targets if target.probe.verdict is Verdict.FAULTY}
    for article in observed.articles(policy_columns(plan)):
        if article.url in gone or not article.read_in_full or any_in(article.title, plan.services.exempt):
            continue
        gone.add(article.url)  # each once
        visit = seen.get(article.url)
        facts = policy_facts(visit) if visit is not None and visit.reason is None else PolicyFacts()
        yield Policy(article, named_services(article.title, article.text, plan.services.names), visit, facts)


@dataclass(frozen=True, slots=True)
class Way:
    """One address of the platform that policies lead to, and the last look at it."""

    url: str
    visit: Visit | None  # None: no browser has opened it lately
    led: tuple[tuple[Policy, str], ...]  # each policy with the words of its link

    @property
    def policies(self) -> tuple[Policy, ...]:
        """Each once."""
        return tuple({policy.article.url: policy for policy, _ in self.led}.values())

    @property
    def name(self) -> str:
        """As a policy calls it."""
        words = next((text for _, text in self.led if explicit(text)), "")
        named = next((policy.named.names[0] for policy, _ in self.led if policy.named), "")
        return cut(words or named or self.led[0][1] or self.url)

    def place(self, observed: Observed) -> tuple[str | None, str | None]:
        """Column and unit of most of the policies."""
        name = Counter(policy.article.channel for policy in self.policies).most_common(1)[0][0]
        column = observed.plan.column(name)
        return name, column.unit if column else None


def ways(observed: Observed) -> Iterator[Way]:
    """Those that no other check calls dead."""
    services = observed.plan.services
    if services is None:
        return
    dead = {target.probe.url for target in observed.targets if target.probe.verdict is Verdict.FAULTY}
    looks = {visit.url: visit for visit in observed.visits or () if visit.view is View.SERVICE}
    found: dict[str, list[tuple[Policy, str]]] = {}
    for policy in policies(observed):
        for link in policy.facts.links:
            if is_within(host_of(link.url.partition("#")[0]), (*services.hosts, *services.login)) and not link.home:
                found.setdefault(link.url, []).append((policy, link.text))
    for url, led in found.items():
        if url.partition("#")[0] not in dead:
            yield Way(url, looks.get(url), tuple(led))


def found_on(policies: Iterable[Policy]) -> tuple[str, ...]:
    """The policies' addresses, as many as a finding shows."""
    return tuple(policy.article.url for policy in policies)[:PAGES_SHOWN]
