"""What the three checks of interpretation share: the policies that owe one, by when, and what they have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from checks.coverage import ACCOUNT_EARLY, Gap, gaps
from checks.days import today
from checks.deadline import Deadline, deadline
from checks.drafting import drafter
from checks.links import address_key
from checks.names import fold
from checks.pairing import EARLY, is_policy, pair
from inspection.observed import Observed
from inspection.plan import Interpretation
from inspection.records import Article, Pairing, day_of

BASIS = (
    "《上海市行政机关政策解读工作指南（试行）》“三同步”：解读与政策同步起草、同步审签、同步发布；"
    "期限由本单位巡检方案规定"
)

_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_CAREFUL = {
    "人事任免": re.compile(r"任免|任职|免职|任命|免去|任前公示"),
    "批复": re.compile(r"批复(?:\([^()]*\)|〔[^〕]*〕\d+号)*$"),
    "转发": re.compile(r"(?:^|关于|[局委厅部府院办会署室处])(?:联合)?(?:批转|转发)"),
}


@dataclass(frozen=True, slots=True)
class Interpreted:
    """One article that interprets the policy, and how that is known."""

    article: Article
    pairing: Pairing
    day: date | None


@dataclass(frozen=True, slots=True)
class Obligation:
    """One policy that owes an interpretation. `published` is None where the policy states no date."""

    policy: Article
    published: date | None
    deadline: Deadline | None
    interpretations: tuple[Interpreted, ...] = ()

    @property
    def earliest(self) -> Interpreted | None:
        """The interpretation that came first, of those that state a date."""
        return min((i for i in self.interpretations if i.day), key=lambda i: i.day or date.max, default=None)


def obligations(observed: Observed) -> Iterator[Obligation]:
    """Every policy since the plan's `since` that is not exempt, once each, with what interprets it."""
    rule = observed.plan.interpretation
    if rule is None:
        return
    zone, listed = observed.plan.zone, list(observed.articles(rule.policies))
    found: dict[str, list[Interpreted]] = defaultdict(list)
    by_address = {a.url: a for a in reversed(interpretations(observed, rule))}
    for p in pairings(observed):
        article = by_address[p.interpretation_url]
        day = day_of(article.published_at, zone)
        found[address_key(p.policy_url)].append(Interpreted(article, p, day))
    seen: set[str] = set()
    for article in listed:
        key = address_key(article.url)
        published = day_of(article.published_at, zone)
        if key in seen or not _owes(article, published, rule):
            continue
        seen.add(key)
        due = deadline(published, rule.within, observed.workdays) if published else None
        yield Obligation(article, published, due, tuple(found.get(key, ())))


# Three checks and the round's record ask the same of one round: the answer lives as long as what it was drawn from.
_PAIRINGS: WeakKeyDictionary[Observed, tuple[Pairing, ...]] = WeakKeyDictionary()


def pairings(observed: Observed) -> tuple[Pairing, ...]:
    """What interprets what in this round, by the plan's rule; nothing where the plan has none."""
    rule = observed.plan.interpretation
    if rule is None:
        return ()
    if observed not in _PAIRINGS:
        policies, candidates = observed.articles(rule.policies), interpretations(observed, rule)
        _PAIRINGS[observed] = tuple(pair(policies, candidates, accounts(observed)))
    return _PAIRINGS[observed]


def interpretations(observed: Observed, rule: Interpretation) -> list[Article]:
    """Where interpretations may stand: their channels, and rows of policy columns that plainly are interpretations."""
    strays = (a for a in observed.articles(rule.policies) if not is_policy(a))
    return [*observed.articles(rule.interpretations), *strays]


def accounts(observed: Observed) -> frozenset[str]:
    """Names of the plan's accounts."""
    return frozenset(account.name for account in observed.plan.accounts)


def unread(observed: Observed, obligation: Obligation) -> list[Gap]:
    """Channels that may hold an interpretation of this policy unseen. A round that was cut short proves nothing."""
    rule = observed.plan.interpretation
    if rule is None:
        return []
    if not observed.complete:
        return [Gap("本轮巡检", "incomplete")]
    named, day = accounts(observed), obligation.published
    columns = [name for name in rule.interpretations if name not in named]
    others = [name for name in rule.interpretations if name in named]
    return [
        *gaps(observed, columns, (day or date.min + EARLY) - EARLY),
        *gaps(observed, others, (day or today(observed)) - ACCOUNT_EARLY),
    ]


def unread_policies(observed: Observed) -> list[Gap]:
    """Policy columns that were not read: their policies cannot be judged."""
    rule = observed.plan.interpretation
    if rule is None:
        return []
    return gaps(observed, rule.policies, rule.since or date.min)


def unit_of(observed: Observed, article: Article) -> str | None:
    """The unit that drafted the policy, where its own page names it; else the unit of its column."""
    drafted = drafter(observed.plan, article)
    if drafted is not None:
        return drafted
    column = observed.plan.column(article.channel)
    return column.unit if column else None


def is_exempt(title: str, words: tuple[str, ...]) -> bool:
    """Whether one of the plan's words exempts it. Customary words are matched with care: 《批复办法》 is no 批复."""
    text = fold(title)
    outside = _QUOTED.sub("", text)
    return any(bool(_CAREFUL[word].search(outside)) if word in _CAREFUL else fold(word) in text for word in words)


def overdue(observed: Observed, obligation: Obligation) -> bool | None:
    """Whether the deadline has passed; None where that cannot be told."""
    return obligation.deadline.passed(today(observed)) if obligation.deadline else None


def _owes(article: Article, published: date | None, rule: Interpretation) -> bool:
    if not is_policy(article):
        return False
    too_old = published is not None and rule.since is not None and published < rule.since
    return not too_old and not is_exempt(article.title, rule.exempt)
