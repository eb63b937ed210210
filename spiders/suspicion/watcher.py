"""The sweep's look at every body that it has anyway: marks of words, and of links that are kept out of sight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from inspection.addresses import host_of
from inspection.domains import is_usual, is_within
from inspection.findings import Json
from inspection.plan import Plan
from inspection.suspicion import Category, HiddenLink, Marks, Weight, to_facts
from spiders.fetch import Answer
from spiders.markup import bounded
from spiders.pages import ReadPage
from spiders.reading.charset import decode
from spiders.suspicion.concealed import HARD, SOFT, hidden_links, hiding_rules
from spiders.suspicion.lexicon import Finder, finder
from spiders.suspicion.marks import Body, marks_of_words
from spiders.suspicion.normal import normal

_BEFORE, _AFTER = 600, 160  # characters around a link in which what hides it may stand
_HOSTS = 12  # of one page, that are looked at
_REMEMBERED = 256
_PLAIN = 100_000  # addresses

Link = tuple[str, str, str]  # address, element, text


class Watcher:
    """Looks at bodies for one plan."""

    def __init__(self, plan: Plan) -> None:
        asked = plan.suspicion
        self._find: Finder = finder(tuple(asked.words), tuple(asked.exempt))
        self._trusted = frozenset(asked.trusted)
        self._own = frozenset(plan.site.inspected_hosts)
        self._plain: set[str] = set()  # addresses that need no second thought: our own, and those of usual hosts
        self._hidden: dict[int, tuple[HiddenLink, ...]] = {}

    def facts(self, answer: Answer, page: ReadPage, *, foreign: bool) -> dict[str, Json] | None:
        """Facts of an HTML page; None where there is nothing to say."""
        body = Body(answer.url, page.text, answer.body, page.charset)
        marks = self.foreign(body, page.beyond) if foreign else self.own(body, page.links, page.tree)
        return None if marks is None else to_facts(marks)

    def foreign(self, body: Body, beyond: Answer | None = None) -> Marks | None:
        """What a page off the site shows; or, where it shows nothing, the one that it forwards to."""
        if is_within(host_of(body.url), self._trusted):
            return None
        marks = marks_of_words(body, self._find, foreign=True)
        if beyond is None or not beyond.body or is_within(host_of(beyond.url), self._trusted | self._own):
            return None if marks is not None and not (marks.words or marks.parked) else marks
        text, charset = decode(beyond.body, beyond.content_type)
        behind = marks_of_words(Body(beyond.url, text, beyond.body, charset), self._find, foreign=True)
        return None if behind is None else replace(behind, forward=beyond.url)

    def own(self, body: Body, links: Iterable[Link], tree: LexborHTMLParser | None) -> Marks | None:
        """What a page of the site shows."""
        marks = marks_of_words(body, self._find, foreign=False)
        hidden = self._hidden_links(body, links, tree)
        if marks is not None and marks.words and hidden:  # the words of hidden links are told with those
            marks = marks_of_words(body, self._find, foreign=False, without=frozenset(one.url for one in hidden))
        return replace(marks or Marks(charset=body.charset), hidden=hidden) if hidden else marks

    def _hidden_links(self, body: Body, links: Iterable[Link], tree: LexborHTMLParser | None) -> tuple[HiddenLink, ...]:
        known = self._plain
        fresh = [to for to, element, _ in links if element == "a" and to not in known]
        hosts = {host: None for to in fresh if self._is_odd(host := host_of(to))} if fresh else {}
        if len(known) < _PLAIN:
            known.update(to for to in fresh if host_of(to) not in hosts)
        if not hosts:
            return ()
        text = body.text
        places = (place for host in list(hosts)[:_HOSTS] for place in {text.find(host), text.rfind(host)})
        windows = [window for place in places if _may_hide(window := _around(text, place), self._find)]
        rules = hiding_rules(text)
        if not windows and not rules:
            return ()
        key = hash((*windows, *rules, frozenset(hosts)))
        if key not in self._hidden:
            if len(self._hidden) >= _REMEMBERED:
                self._hidden.clear()
            whole = tree if tree is not None else LexborHTMLParser(bounded(text))
            found = hidden_links(whole, text, body.url, frozenset(hosts))
            said = (replace(one, category=self._category(one.text)) for one in found)
            self._hidden[key] = tuple(one for one in said if one.trick or one.category)
        return self._hidden[key]

    def _category(self, text: str) -> str:
        """Of the first harmful word of a link's text, hints apart; empty where there is none."""
        entries = (entry for _, _, entry in self._find(normal(text)) if entry.weight is not Weight.HINT)
        return next((entry.category.value for entry in entries if entry.category is not Category.PARKED), "")

    def _is_odd(self, host: str) -> bool:
        return host not in self._own and not is_usual(host) and not is_within(host, self._trusted)


def _around(text: str, at: int) -> str:
    return text[max(0, at - _BEFORE) : at + _AFTER] if at != -1 else ""


@lru_cache(maxsize=1024)
def _may_hide(window: str, find: Finder) -> bool:
    """By the cheapest means whether something near the link may hide it."""
    return HARD.search(window) is not None or (SOFT.search(window) is not None and find.may_have(window))
