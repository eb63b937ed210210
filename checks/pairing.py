"""Which article interprets which policy, and how that is known. Pure: titles, texts and links in, pairings out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from checks.citations import numbers_in_text, quoted_in_text
from checks.editions import Editions, conflict, editions
from checks.likeness import Likeness
from checks.links import address_key, own_keys, points_to
from checks.names import Kind, Name, fold, is_no_policy, kind_of, names_in_interpretation, names_of_document
from inspection.records import Article, PairedBy, Pairing, Published
from inspection.titles import document_numbers, number_key

# Documents that come back every year under one title: the interpretation belongs to the one nearest before it.
EARLY = timedelta(days=90)  # an interpretation that is older than its policy by more is another edition's
SAME_DOCUMENT = timedelta(days=7)  # one document that stands in two columns


@dataclass(frozen=True, slots=True)
class _Policy:
    article: Article
    names: tuple[Name, ...]
    editions: Editions
    numbers: frozenset[str]
    day: date | None


def is_policy(article: Article) -> bool:
    """Whether a row of a policy column is a policy: some columns list interpretations among them."""
    return not is_no_policy(article.title)


def pair(
    policies: Iterable[Article], interpretations: Iterable[Article], accounts: frozenset[str] = frozenset()
) -> list[Pairing]:
    """Every pairing, each policy and article at most once together, with the surest reason.

    Hand it every policy, judged or not: an article that is plainly about another one is then not taken for this one's.
    `accounts` are channels that carry much besides interpretations (WeChat): there only titles that say so count, and
    whatever links to the policy, or is linked to by it, unless its title makes it the policy itself or bare news of it.
    """
    shelf = Shelf(a for a in policies if is_policy(a))
    seen: set[str] = set()
    out: list[Pairing] = []
    for article in interpretations:
        key = address_key(article.url)
        if key not in seen:
            seen.add(key)
            out += shelf.pairings_of(article, strict=article.channel in accounts)
    return out


class Shelf:
    """The policies, indexed by address, number and name."""

    def __init__(self, policies: Iterable[Article]) -> None:
        self.by_address: dict[str, _Policy] = {}
        self.by_number: dict[str, list[_Policy]] = defaultdict(list)
        self.by_name: dict[str, list[tuple[_Policy, Name]]] = defaultdict(list)
        self.named_by: dict[str, list[_Policy]] = defaultdict(list)  # address of an article that a policy calls related
        self.linked_by: dict[str, list[_Policy]] = defaultdict(list)  # address in a policy's body
        for article in policies:
            key = address_key(article.url)
            if key not in self.by_address:
                self.by_address[key] = self._shelve(article)
        self.likeness = Likeness(self.by_name)

    def _shelve(self, article: Article) -> _Policy:
        numbers = document_numbers(article.document_number or "") or document_numbers(article.title)
        policy = _Policy(
            article,
            names_of_document(article.title),
            editions(fold(article.title)),
            frozenset(map(number_key, numbers)),
            _day(article.published_at),
        )
        for number in policy.numbers:
            self.by_number[number].append(policy)
        for name in policy.names:
            self.by_name[name.key].append((policy, name))
        for related in article.related:
            self.named_by[address_key(related.url)].append(policy)
        for link in article.body_links:
            self.linked_by[address_key(link)].append(policy)
        return policy

    def pairings_of(self, article: Article, strict: bool) -> list[Pairing]:
        """What this article interprets. A notice never does; news of an adoption only where a policy names it.

        `strict`: of an account, whose titles are free: where the title does not say so, only a link speaks.
        """
        kind, key = kind_of(article.title), address_key(article.url)
        if kind is Kind.DOCUMENT:
            return []
        named = [p for p in self._holding(self.named_by, article) if not self._clash(p, article)]
        if strict and kind is Kind.OTHER:
            linked = self._linked(article, named)
            return [self._pairing(p, article, PairedBy.LINK, self._direction(p, article, named)) for p in linked]
        if kind is Kind.NEWS:
            return [self._pairing(p, article, PairedBy.LINK, "政策页面列为相关") for p in named]
        found = self._by_title(article)
        linked = [p for p in self._linked(article, named) if not found or _holds(found, p)]
        out = {id(p): self._pairing(p, article, PairedBy.LINK, self._direction(p, article, named)) for p in linked}
        for reason, policy, detail in found or ([] if linked else self._by_text(article)):
            out.setdefault(id(policy), self._pairing(policy, article, reason, detail))
        return [p for p in out.values() if address_key(p.policy_url) != key]

    @staticmethod
    def _holding(index: dict[str, list[_Policy]], article: Article) -> list[_Policy]:
        return list({id(p): p for key in own_keys(article) for p in index.get(key, ())}.values())

    def _linked(self, article: Article, named: Sequence[_Policy]) -> list[_Policy]:
        out = {id(p): p for p in (*named, *self._holding(self.linked_by, article))}
        for address in points_to(article):
            if (policy := self.by_address.get(address)) is not None:
                out[id(policy)] = policy
        return [p for p in out.values() if not self._clash(p, article)]

    @staticmethod
    def _direction(policy: _Policy, article: Article, named: Sequence[_Policy]) -> str:
        there = address_key(policy.article.url) in points_to(article)
        back = policy in named or address_key(article.url) in points_to(policy.article)
        return "双向链接" if there and back else "解读链接到政策" if there else "政策链接到解读"

    def _by_title(self, article: Article) -> list[tuple[PairedBy, _Policy, str]]:
        """The policies that the title names: by number, by name, by a name that is nearly the same."""
        numbers = [
            (PairedBy.NUMBER, p, number)
            for number in document_numbers(article.title)
            for p in self.by_number.get(number_key(number), ())
        ]
        if numbers:
            return [hit for hit in numbers if not self._clash(hit[1], article)]
        names = names_in_interpretation(article.title)
        exact = self._named(article, [(n, n.key) for n in names], PairedBy.QUOTED)
        if exact:
            return exact
        like = self._named(article, [(n, key) for n in names for key in self.likeness.of(n)], PairedBy.LIKENESS)
        sure = set(self._numbers_in(article)) if like else set()
        return [
            (PairedBy.NUMBER, p, sorted(p.numbers & sure)[0]) if p.numbers & sure else (reason, p, detail)
            for reason, p, detail in like
        ]

    def _named(
        self, article: Article, keys: list[tuple[Name, str]], reason: PairedBy
    ) -> list[tuple[PairedBy, _Policy, str]]:
        out: dict[int, tuple[PairedBy, _Policy, str]] = {}
        for name, key in keys:
            fitting = [
                (policy, own)
                for policy, own in self.by_name.get(key, ())
                if not conflict(own.editions or policy.editions, name.editions)
            ]
            for policy in _nearest([p for p, _ in fitting], article.published_at):
                out.setdefault(id(policy), (reason, policy, name.text))
        return list(out.values())

    def _by_text(self, article: Article) -> list[tuple[PairedBy, _Policy, str]]:
        """The policies that the body introduces, where the title names none."""
        numbers = [
            (PairedBy.NUMBER, p, number)
            for number in self._numbers_in(article)
            for p in self.by_number[number]
            if not self._clash(p, article)
        ]
        if numbers or "《" in article.title:
            return numbers
        names = [n for quote in quoted_in_text(article.text) for n in names_of_document(f"《{quote}》")]
        return self._named(article, [(n, n.key) for n in names], PairedBy.QUOTED)

    def _numbers_in(self, article: Article) -> list[str]:
        if not self.by_number or not article.text:
            return []
        return numbers_in_text(article.text, self.by_number.keys(), lenient="《" not in article.title)

    @staticmethod
    def _clash(policy: _Policy, article: Article) -> bool:
        return conflict(policy.editions, editions(fold(article.title)))

    @staticmethod
    def _pairing(policy: _Policy, article: Article, reason: PairedBy, detail: str) -> Pairing:
        return Pairing(policy.article.url, article.url, reason, detail)


def _holds(found: list[tuple[PairedBy, _Policy, str]], policy: _Policy) -> bool:
    return any(p is policy for _, p, _ in found)


def _nearest(policies: list[_Policy], published: Published | None) -> list[_Policy]:
    """Of several documents with one name, the one that this article can be about: the newest before it."""
    day = _day(published)
    if day is None or any(p.day is None for p in policies):
        return policies
    before = [(p.day, p) for p in policies if p.day is not None and p.day - EARLY <= day]
    if not before:
        return []
    settled = [d for d, _ in before if d - SAME_DOCUMENT <= day] or [d for d, _ in before]
    best = max(settled)
    return [p for d, p in before if abs(d - best) <= SAME_DOCUMENT]


def _day(published: Published | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published
