"""Whether an article is the publication that an expectation asks for, and if not, why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from checks.editions import Editions, conflict, editions, month_of
from checks.likeness import Likeness
from checks.names import Kind, Name, fold, key_of, kind_of, names_of_document
from inspection.due import Occurrence
from inspection.plan import Expectation
from inspection.records import Article

# Before a document's name, these make it another document; after it, only these leave it the same.
_OTHER_BEFORE = re.compile(r"(?:贯彻|落实|学习|宣传|修改|修订|废止|停止|执行|征求|解读|延长|实施)[^印发布]{0,12}$")
_SAME_AFTER = re.compile(
    r"^(?:正文|全文|文本|试行|修订版?)?(?:等[^的]{0,8})?的?(?:通知|公告|通告|令|决定|函|\d*号令?)?(?:全文)?$"
)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An article that almost fulfils an expectation: it convinces the office that the tool has looked."""

    article: Article
    day: date | None
    why: str  # Chinese


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """Letters and digits alone: spaces, 《》 and quotation marks make no difference."""
    return re.sub(r"[^\w]|_", "", fold(text))


def fits(expectation: Expectation, title: str) -> bool:
    """Whether the title is the one asked for, but for forbidden words and dates."""
    said = bare(title)
    return (
        all(bare(word) in said for word in expectation.all_of)
        and (not expectation.any_of or any(bare(word) in said for word in expectation.any_of))
        and (expectation.title is None or is_document(expectation.title, title))
    )


def forbidden(expectation: Expectation, title: str) -> str | None:
    """The first word of `none_of` that the title holds."""
    said = bare(title)
    return next((word for word in expectation.none_of if bare(word) in said), None)


@dataclass(frozen=True, slots=True)
class _Titled:
    """What a title says, whatever is promised: every promise is compared with every title."""

    interprets: bool
    editions: Editions
    keys: tuple[str, ...]
    letters: tuple[frozenset[str], ...]  # of each key
    likeness: Likeness


@lru_cache(maxsize=65536)
def _titled(title: str) -> _Titled:
    keys = tuple(name.key for name in names_of_document(title))
    interprets = kind_of(title) is Kind.INTERPRETATION
    return _Titled(interprets, editions(fold(title)), keys, tuple(map(frozenset, keys)), Likeness(keys))


@lru_cache(maxsize=4096)
def _promised(promised: str) -> tuple[str, frozenset[str], Editions]:
    """Its key, the key's letters, its editions."""
    wanted = key_of(fold(promised))
    return wanted, frozenset(wanted), editions(fold(promised))


def is_document(promised: str, title: str) -> bool:
    """Whether this title is that of the promised document: not of its interpretation or draft, or of what cites it."""
    wanted, letters, named = _promised(promised)
    known = _titled(title)
    if not wanted or known.interprets or not any(_may_be(letters, others) for others in known.letters):
        return False
    if conflict(named, known.editions):
        return False
    if wanted in known.keys or known.likeness.of(Name(wanted, frozenset(), promised)):
        return True
    before, found, after = known.keys[0].partition(wanted) if known.keys else ("", "", "")
    return bool(found) and not _OTHER_BEFORE.search(before) and bool(_SAME_AFTER.match(after))


def _may_be(letters: frozenset[str], others: frozenset[str]) -> bool:
    """Names that are alike, or of which one holds the other, share at least half the letters of the shorter."""
    return 2 * len(letters & others) >= min(len(letters), len(others))


def why_not(
    expectation: Expectation, occurrence: Occurrence, article: Article, day: date | None, today: date
) -> str | None:
    """Why a fitting article does not count for this occurrence; None: it counts, or it has no date to tell by."""
    word = forbidden(expectation, article.title)
    if word is not None:
        return f"标题含有“{word}”，方案规定不算"
    if expectation.title is None and occurrence.names_another_year(article.title):
        return "标题写的是另一年"
    if expectation.title is None and expectation.due.monthly is not None and _is_other_month(occurrence, article.title):
        return "标题写的是另一个月"
    if day is None:
        return None
    if day > today:
        return "发布日期晚于今天"
    if day < occurrence.opens:
        return f"发布过早，{occurrence.opens.isoformat()} 以后发布的才算"
    return None if occurrence.counts(day) else f"发布过晚，{occurrence.closes_at.isoformat()} 以前发布的才算"


def _is_other_month(occurrence: Occurrence, title: str) -> bool:
    """Whether the title is about one month, neither the occurrence's own nor the one before.

    January's figures come out by the middle of February; where `lead` moves the due day into the month before the
    named one, that month has the same claim.
    """
    named = month_of(fold(title))
    own = {occurrence.event.month, occurrence.due_at.month}
    return named is not None and named not in own | {(month + 10) % 12 + 1 for month in own}
