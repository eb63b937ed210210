"""What became of documents: issued anew under the same title, prolonged or repealed by a notice that names them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from checks.names import Kind, fold, key_of, kind_of, names_of_document, quotes
from checks.page_reading import page_of
from checks.validity_clauses import extension_in
from inspection.observed import Observed
from inspection.records import Article, day_of
from inspection.titles import document_numbers, number_key

_PROLONGS = re.compile(
    r"(?:延长|延续|延期|顺延|继续|暂缓废止)[^《》]{0,12}(?:有效|执行|实施|施行|适用|期|《)|继续(?:有效|执行|施行|实施)|有效期的"
)
_REPEALS = re.compile(r"废止|宣布失效|停止(?:执行|施行|实施)")
_SETTLES = re.compile(r"(?:清理|评估|有效期届满|目录|效力|继续有效)")
_FILES = re.compile(r"文件|办法|规定|政策|规章|通知|意见")
_ANEW = timedelta(days=90)  # a second page of one document comes sooner
_SHORTEST_KEY = 4


@dataclass(frozen=True, slots=True)
class Fate:
    """What a later article says of a document."""

    kind: str  # anew, prolonged, repealed, mentioned
    article: Article
    until: date | None = None  # of a prolongation that says so
    words: str = ""


class Fates:
    """Every article that the columns list, by the names of the documents whose fate it tells."""

    def __init__(self, observed: Observed) -> None:
        self._zone = observed.plan.zone
        self._documents: dict[str, list[Article]] = defaultdict(list)
        self._told: dict[str, list[Fate]] = defaultdict(list)
        seen = set[str]()
        for article in observed.articles(tuple(column.name for column in observed.plan.columns)):
            if article.url not in seen:
                seen.add(article.url)
                self._shelve(observed, article)

    def _shelve(self, observed: Observed, article: Article) -> None:
        kind = kind_of(article.title)
        if kind is Kind.INTERPRETATION:
            return
        for fate, names in _told_by(observed, article):
            for key in names:
                self._told[key].append(fate)
        if kind is not Kind.NEWS and not _REPEALS.search(article.title) and not _PROLONGS.search(article.title):
            for name in names_of_document(article.title):
                self._documents[name.key].append(article)

    def of(self, article: Article, number: str = "") -> list[Fate]:
        """What became of the document, told by what was published after it; newest first."""
        own = day_of(article.published_at, self._zone)
        numbers = _numbers(article, number)
        found = dict[str, Fate]()
        for name in names_of_document(article.title):
            for fate in self._told.get(name.key, ()):
                if fate.article.url != article.url and self._is_later(fate.article, own, timedelta(0)):
                    found.setdefault(fate.article.url, fate)
            for other in self._documents.get(name.key, ()):
                same = other.url == article.url or (numbers and numbers & _numbers(other))
                if not same and self._is_later(other, own, _ANEW):
                    found.setdefault(other.url, Fate("anew", other))
        return sorted(
            found.values(), key=lambda one: day_of(one.article.published_at, self._zone) or date.min, reverse=True
        )

    def _is_later(self, other: Article, own: date | None, by: timedelta) -> bool:
        day = day_of(other.published_at, self._zone)
        return day is not None and own is not None and day >= own + by and (by == timedelta(0) or day > own)


def _told_by(observed: Observed, article: Article) -> Iterator[tuple[Fate, list[str]]]:
    """The fates that this article tells, with the names of the documents."""
    title = fold(article.title)
    outside = re.sub(r"《[^《》]*》", "《》", title)
    if not (_PROLONGS.search(title) or _REPEALS.search(outside) or (_SETTLES.search(outside) and _FILES.search(title))):
        return
    quoted = [key for _, _, inside in quotes(title) if len(key := key_of(inside)) >= _SHORTEST_KEY]
    page = page_of(observed, article)
    text = page.text if page is not None else ""
    if _PROLONGS.search(outside) or (_PROLONGS.search(title) and not _REPEALS.search(outside)):
        longer = extension_in(text)
        fate = Fate("prolonged", article, longer.end if longer else None, longer.words if longer else "")
        yield fate, quoted or _unquoted(title)
    elif _REPEALS.search(outside) and not re.search(r"(?:修改|修订|继续有效|清理|目录|结果)", outside):
        yield Fate("repealed", article), quoted
        return  # what its text cites beside is perhaps only its ground
    listed = {key for _, _, inside in quotes(fold(text)[:100_000]) if len(key := key_of(inside)) >= _SHORTEST_KEY}
    yield Fate("mentioned", article), sorted(listed - set(quoted))


def _unquoted(title: str) -> list[str]:
    """关于延长某某办法有效期的通知 without 《》."""
    match = re.search(r"(?:延长|延续|继续(?:执行|实施|施行))(.{4,60}?)(?:的?有效期|的?期限|的通知|的公告|$)", title)
    return [key] if match and len(key := key_of(match[1])) >= _SHORTEST_KEY else []


def _numbers(article: Article, number: str = "") -> frozenset[str]:
    said = document_numbers(number or article.document_number or "") or document_numbers(article.title)
    return frozenset(map(number_key, said))
