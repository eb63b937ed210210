"""What became of opinions: the article, or the part of the notice's own page, that tells it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from checks.consultation_links import own_anchors
from checks.consultations import Consultation, draft_names, is_feedback, round_of
from checks.editions import editions
from checks.likeness import Likeness
from checks.links import address_key, points_to
from checks.matching import NearMiss, bare
from checks.names import Name, fold
from checks.page_reading import page_of
from inspection.observed import Observed
from inspection.records import Article, day_of

_UNITS = r"\s?(?:[条份件封项]|个(?!工作|月|小时|自然|日))"
_TOLD = re.compile(
    rf"(?:收到|征集到|收集到?|征得|反馈)(?!.{{0,12}}之日).{{0,24}}?(?:意见|建议|留言|来信|邮件)\w{{0,6}}\d+{_UNITS}"
    rf"|(?:收到|征集到|收集到?|征得)(?!.{{0,12}}之日).{{0,8}}\d+{_UNITS}"
    r"|(?:未|没有|均未)(?:收到|征集到|收集到).{0,24}?(?:意见|建议|反馈)|(?:采纳|吸收)(?:了|其中|意见|建议)*\s?\d+\s?[条项]"
    r"|(?:无|未有|没有)(?:任何)?(?:单位|个人|公众|社会公众).{0,8}(?:反馈|提出)"
)
_HEADED = re.compile(
    r"(?:^|\n)[^\w\n]{0,3}(?:[一二三四五六\d]{1,2}[、.)]\s?)?"
    r"(?:公众)?(?:意见)?(?:征集|征求)?(?:意见)?(?:采纳|反馈|结果)(?:情况|结果|公示|公布|反馈)(?:如下)?[: ]?[ \t]*\n"
    r"(?=[^\n]{12})"  # not a page's tabs, which have nothing behind them
)
_BEFORE = re.compile(
    r"前期|此前|起草过程|[处科]室|[各有]关?(?:部门|单位)|相关(?:部门|单位)|各区|成员单位|内部|座谈|专家|书面征求|调研|第一次|上一轮"
)
_TELLS = re.compile(
    r"采纳|征集结果|结果反馈|反馈结果|反馈情况|情况反馈|意见.{0,4}(?:汇总|结果)|征求意见(?:的)?(?:结果|情况)|结果公[告示布]"
)
_SENTENCE = re.compile(r"[^。;!?\n]+")


@dataclass
class Told:
    """What was found for one consultation."""

    found: bool = False
    unclear: str = ""  # words of its own page, or the title of an article, that may be the feedback, and may not
    near: list[NearMiss] = field(default_factory=list)


class Feedback:
    """Everything that tells what became of opinions, found once for a round."""

    def __init__(self, observed: Observed) -> None:
        self.observed = observed
        self.by_name: dict[str, list[tuple[Article, date | None]]] = defaultdict(list)
        self.linked: set[str] = set()  # keys of addresses that feedback links to
        self.own: set[str] = set()  # keys of the addresses of feedback
        contents = (observed.contents or {}).values()
        self.lines = Counter(line for page in contents for line in page.outcomes)
        self.notices = sum(1 for page in contents if page.outcomes)
        self.vague: list[tuple[Article, date | None, str]] = []  # whose titles do not say on what
        known = {address_key(article.url): article for article in observed.articles()}
        for url, page in (observed.contents or {}).items():
            if is_feedback(page.title) and address_key(url) not in known:
                day = min((stated.day for stated in page.days), default=None)
                known[address_key(url)] = Article("", page.title, url, day)
        for key, article in known.items():
            if is_feedback(article.title):
                self._keep(key, article)
        self.likeness = Likeness(self.by_name)

    def _keep(self, key: str, article: Article) -> None:
        day = day_of(article.published_at, self.observed.plan.zone)
        read = page_of(self.observed, article)
        self.own.add(key)
        self.linked |= points_to(article)
        self.linked |= {address_key(anchor.url) for anchor in read.links} if read is not None else set()
        names = draft_names(article.title)
        for name in names:
            self.by_name[name].append((article, day))
        if not names:
            self.vague.append((article, day, bare(read.text[:3000] if read is not None else "")))

    def of(self, one: Consultation) -> Told:
        """What is known of this consultation."""
        told = Told()
        if address_key(one.article.url) in self.linked or self._leads_there(one):
            told.found = True
            return told
        for article, day in self._named(one):
            why = _why_not(one, article, day)
            if why is None:
                told.found = True
                return told
            told.near.append(NearMiss(article, day, why))
        for article, day, text in self.vague:
            if any(name in text for name in one.names) and _why_not(one, article, day) is None:
                told.found = True
                return told
        told.found, told.unclear = _on_its_own_page(one)
        told.found = told.found or any(self._told_once(line) for line in (one.page.outcomes if one.page else ()))
        if not (told.found or told.unclear or one.names):
            told.unclear = next((a.title for a, d in self._all() if _why_not(one, a, d) is None), "")
        return told

    def _told_once(self, line: str) -> bool:
        """Whether a line outside of the text tells it, and is no count of the site's that stands on most notices."""
        return bool(_TOLD.search(fold(line))) and self.lines[line] <= max(2, self.notices // 2)

    def _all(self) -> Iterator[tuple[Article, date | None]]:
        """All feedback: any may be about a notice that names no matter."""
        yield from ((article, day) for article, day, _ in self.vague)
        for found in self.by_name.values():
            yield from found

    def _leads_there(self, one: Consultation) -> bool:
        """Whether the notice's page links to what tells it."""
        if points_to(one.article) & self.own:
            return True
        return any(
            address_key(anchor.url) in self.own or _TELLS.search(fold(anchor.text))
            for anchor in own_anchors(self.observed, one)
        )

    def _named(self, one: Consultation) -> Iterator[tuple[Article, date | None]]:
        keys = {name for name in one.names if name in self.by_name}
        for name in one.names if not keys else ():
            keys |= set(self.likeness.of(Name(name, frozenset(), name)))
        for key in keys:
            yield from self.by_name[key]


def _why_not(one: Consultation, article: Article, day: date | None) -> str | None:
    years = {value for kind, value in editions(fold(one.article.title)) if kind == "年"}
    theirs = {value for kind, value in editions(fold(article.title)) if kind == "年"}
    if years and theirs and not years & theirs:
        return "标题写的是另一年"
    mine, its = round_of(one.article.title), round_of(article.title)
    if its > 1 and its != mine:
        return "说的是另一次征求意见"
    start = one.published or one.start
    if day is not None and start is not None and day < start:
        return "发布在这次征求意见之前"
    return None


def _on_its_own_page(one: Consultation) -> tuple[bool, str]:
    """Whether the notice's own page was completed by what became of it; else the words that may mean that.

    What earlier rounds among offices brought (前期征求了有关部门意见，收到…) is not the public's.
    """
    text, unclear = fold_lines(one.text or ""), ""
    if _HEADED.search(text):
        return True, ""
    for piece in _SENTENCE.finditer(text):
        if _TOLD.search(piece[0]):
            around = text[max(0, piece.start() - 60) : piece.end()]
            if not _BEFORE.search(around):
                return True, ""
            unclear = unclear or piece[0].strip()[:120]
    return False, unclear


def fold_lines(text: str) -> str:
    """Folded line by line, so that lines stay lines."""
    return "\n".join(map(fold, text[:60_000].splitlines()))
