"""One article as the search for counterparts sees it: its day, titles, names, numbers and where it points."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from checks.counterpart_titles import ADJUSTED, adjusts, changes, core, subjects, variants
from checks.editions import Editions, conflict, editions
from checks.links import address_key, own_keys, points_to
from checks.names import Kind, fold, kind_of, main_quotes, names_in_interpretation, names_of_document
from inspection.records import Article, day_of
from inspection.titles import document_numbers, number_key

_ABOUT = re.compile(r"座谈|会议|会$|培训|宣传|活动|学习|贯彻|落实|征求|论坛|竞赛|答题|研讨|调研|推进会|启动|评选")
_TURN = 60  # days around the turn of the year
_SHORTEST_CORE = 4  # letters
_BODY_EDITIONS = 1500  # letters of a body in which its edition is looked for


@dataclass(frozen=True, slots=True)
class Item:
    """An article and what is worked out of it once."""

    article: Article
    day: date | None
    kind: Kind
    variants: tuple[str, ...]  # keys of its title
    cores: frozenset[str]  # those keys without their usual words and years
    subjects: frozenset[str]  # runs of four letters of what its title is about
    editions: Editions
    changes: frozenset[str]
    named: frozenset[str]  # keys of the document that the title is, quotes or interprets
    numbers: frozenset[str]  # of the document that it is or that its title names
    keys: frozenset[str]  # of its own address
    points: frozenset[str]  # keys of the addresses that it links to
    original: str | None  # of those, where it says that its original stands

    @property
    def is_document(self) -> bool:
        """Whether it is a notice or another document, by its title."""
        return self.kind is Kind.DOCUMENT


def items_of(articles: Iterable[Article], zone: tzinfo) -> list[Item]:
    """The articles, each once by its address. What several titles hold in 【】 is a section, no title."""
    once: dict[str, Article] = {}
    for article in articles:
        once.setdefault(address_key(article.url), article)
    spread = Counter(key for article in once.values() for key in variants(article.title)[1:])
    return [_item(article, zone, spread) for article in once.values()]


def apart(one: Item, two: Item, *, linked: bool) -> bool:
    """Whether titles (or a title and the other's body) name different editions, or one is a change of the other."""
    if conflict(one.editions, two.editions) or conflict(two.editions, one.editions):
        return True
    if linked:
        return False
    return changed_otherwise(one, two) or _other_edition(one, two) or _other_edition(two, one)


def changed_otherwise(one: Item, two: Item) -> bool:
    """Whether one is a change of what was announced and the other is not, or another one."""
    if one.changes ^ two.changes <= {ADJUSTED} and adjusts(one.article.title) and adjusts(two.article.title):
        return False
    return one.changes != two.changes


def _other_edition(one: Item, two: Item) -> bool:
    """Whether one's title names an edition that the other's title leaves out and its body contradicts."""
    stated = {kind for kind, _ in two.editions}
    own = {(kind, value) for kind, value in one.editions if kind not in stated and kind != "稿"}
    if not own:
        return False
    body = set(editions(fold(two.article.text[:_BODY_EDITIONS])))
    if two.day is not None:  # what comes out in December may be next year's, in January last year's
        body |= {("年", str((two.day + timedelta(days=days)).year)) for days in (-_TURN, 0, _TURN)}
    for kind in {kind for kind, _ in own}:
        there = {value for k, value in body if k == kind}
        if there and not there & {value for k, value in own if k == kind}:
            return True
    return False


def _item(article: Article, zone: tzinfo, spread: Counter[str]) -> Item:
    folded, kind, titles = fold(article.title), kind_of(article.title), variants(article.title)
    keys = titles[:1] + tuple(key for key in titles[1:] if spread[key] == 1)
    numbers = document_numbers(article.document_number or "") or document_numbers(article.title)
    return Item(
        article=article,
        day=day_of(article.published_at, zone),
        kind=kind,
        variants=keys,
        cores=frozenset(about for key in keys if len(about := core(key)) >= _SHORTEST_CORE),
        subjects=subjects(keys),
        editions=editions(folded),
        changes=changes(article.title),
        named=_named(article.title, folded, kind),
        numbers=frozenset(map(number_key, numbers)),
        keys=own_keys(article),
        points=points_to(article),
        original=address_key(article.original_url) if article.original_url else None,
    )


def _named(title: str, folded: str, kind: Kind) -> frozenset[str]:
    if kind is Kind.DOCUMENT:
        return frozenset(name.key for name in names_of_document(title))
    if kind is Kind.INTERPRETATION:
        return frozenset(name.key for name in names_in_interpretation(title))
    quoted = main_quotes(folded)
    outside = folded
    for quote in quoted:
        outside = outside.replace(quote, "")
    if not quoted or _ABOUT.search(outside):
        return frozenset()
    return frozenset(name.key for quote in quoted for name in names_of_document(f"《{quote}》"))
