"""How suspicious a body is: what its words and its making come to. Shared by the checks of hijacking and tampering."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from inspection.findings import Json
from inspection.plan import Plan
from inspection.suspicion import Category, Marks, Weight, Where, Word

NAMES: dict[Category, str] = {
    Category.GAMBLING: "赌博",
    Category.PORNOGRAPHY: "色情",
    Category.TRADE: "违法交易",
    Category.SERVERS: "游戏私服、外挂",
    Category.DEFACED: "黑客留言",
    Category.PARKED: "域名出售或已过期",
    Category.OWN: "方案所列有害词语",
}
VETO = frozenset({Category.GAMBLING, Category.PORNOGRAPHY, Category.TRADE})
_HEAD = frozenset({Where.TITLE, Where.META, Where.HEADING})
_FACTOR = {Where.TITLE: 2.0, Where.META: 2.0, Where.HEADING: 1.5, Where.SCRIPT: 1.5}
_PER_WORD = 250  # characters of text for each word found: thinner than that, a word says less
_SURE, _LIKELY, _DOUBTFUL = 8.0, 5.0, 4.0
_NOTICE = 300  # characters of a page that says next to nothing else
_TINY = 120  # characters of a page that is all but empty
_SHORT = 1_500  # characters of a page that stands in for another
_EMPTY = 60  # characters of a page that is drawn by a script, if at all
_LANDING = 3_000  # characters of the longest page that offers a domain for sale
_TOLD = 5  # words that are quoted


class Level(IntEnum):
    """How far the marks go."""

    NOTHING = 0
    DOUBTFUL = 1  # somebody should look; nothing is claimed
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one body comes to."""

    level: Level
    category: Category = Category.GAMBLING
    words: tuple[Word, ...] = ()  # of the category, the weightiest first

    def quoted(self) -> str:
        """“甲”“乙”等 7 处."""
        count = sum(word.count for word in self.words)
        said = "".join(f"“{word.word}”" for word in self.words[:_TOLD])
        return f"{said}等 {count} 处" if count > min(_TOLD, len(self.words)) else said

    def evidence(self, marks: Marks) -> dict[str, Json]:
        """What speaks for it, for the finding."""
        return {
            "level": self.level.name.lower(),
            "category": self.category.value,
            "page_title": marks.title,
            "words": [word.word for word in self.words[:_TOLD]],
            "word_count": sum(word.count for word in self.words),
            "where": self.words[0].where.value if self.words else "",
            "around": self.words[0].at if self.words else "",
            "parked_by": list(marks.parked),
            "encoded_title": marks.encoded,
            "forward": marks.forward,
            "final_url": marks.final or None,
        }


def weigh(marks: Marks, plan: Plan, *, public: bool = False) -> Weighed:
    """The weightiest category. `public`: an office's host, or a school's, of which only the surest is believed."""
    exempt, own = set(plan.suspicion.exempt), set(plan.suspicion.words)
    words = [w for w in marks.words if w.word not in exempt and (w.category is not Category.OWN or w.word in own)]
    weighed = [_of_category(marks, category, words) for category in Category if category is not Category.PARKED]
    weighed.append(_parked(marks, words))
    best = max(weighed, key=lambda one: (one.level, len(one.words)))
    return Weighed(Level.NOTHING) if public and best.level is not Level.SURE else best


def _of_category(marks: Marks, category: Category, words: Iterable[Word]) -> Weighed:
    found = tuple(word for word in words if word.category is category)
    weighty = [word for word in found if word.weight >= Weight.PLAIN]
    if not weighty:
        return Weighed(Level.NOTHING, category)
    if category is Category.DEFACED:
        return Weighed(_defaced(marks, weighty), category, found)
    level = _level(_score(marks, found, weighty), found, weighty, marks)
    if level and marks.warned > sum(word.count for word in weighty):
        level = Level(level - 1)  # mostly it speaks about such things
    return Weighed(level, category, found)


def _score(marks: Marks, found: Iterable[Word], weighty: list[Word]) -> float:
    """Every word once, by its weight and place; in the text, by how thickly such words stand there."""
    density = min(1.0, _PER_WORD * sum(word.count for word in weighty) / max(1, marks.chars))
    score = sum(word.weight * _FACTOR.get(word.where, density) for word in weighty)
    hints = sum(word.weight is Weight.HINT for word in found)
    return score + min(2.0, 0.5 * hints) + (2.0 if marks.encoded else 0.0)


def _says_nothing_else(weighty: list[Word], in_head: list[Word], hints: int) -> bool:
    """Whether a page of a few words has mostly such words."""
    return len(weighty) >= 3 or (bool(in_head) and (len(weighty) >= 2 or hints >= 3))


def _level(score: float, found: tuple[Word, ...], weighty: list[Word], marks: Marks) -> Level:
    strong = [word for word in weighty if word.weight is Weight.STRONG]
    in_head = [word for word in weighty if word.where in _HEAD]
    strong_head = any(word.where in _HEAD for word in strong)
    if score >= _SURE and (
        strong_head or len(strong) >= 3 or (in_head and len(weighty) >= 4) or (marks.encoded and in_head)
    ):
        return Level.SURE
    short = marks.chars <= _NOTICE
    hints = sum(word.weight is Weight.HINT for word in found)
    if score >= (_DOUBTFUL if short else _LIKELY) and (
        strong_head
        or len(strong) >= 2
        or (strong and short)
        or (in_head and len(weighty) >= 3)
        or (short and _says_nothing_else(weighty, in_head, hints))
        or (marks.chars <= _TINY and len(weighty) >= 2)
    ):
        return Level.LIKELY
    if short and in_head and (hints or len(weighty) >= 2):
        return Level.DOUBTFUL
    return Level.DOUBTFUL if strong_head or (score >= _DOUBTFUL and len(weighty) >= 2) else Level.NOTHING


def _defaced(marks: Marks, weighty: list[Word]) -> Level:
    """Such words in a long page are somebody's report."""
    if any(word.where in _HEAD for word in weighty):
        return Level.SURE if marks.chars <= _LANDING else Level.LIKELY
    return Level.LIKELY if marks.chars <= _NOTICE else Level.NOTHING


def _parked(marks: Marks, words: Iterable[Word]) -> Weighed:
    found = tuple(word for word in words if word.category is Category.PARKED and word.weight >= Weight.PLAIN)
    strong = [word for word in found if word.weight is Weight.STRONG]
    titled = any(word.where in (Where.TITLE, Where.HEADING) for word in found)
    short = marks.chars <= _SHORT and (strong or (found and marks.named))
    notice = marks.chars <= _NOTICE and titled
    if marks.chars > _LANDING:
        level = Level.NOTHING
    elif strong and (marks.parked or marks.named or (titled and marks.chars <= _SHORT)):
        level = Level.SURE
    elif short or notice or (marks.parked and (found or marks.chars <= _EMPTY)):
        level = Level.LIKELY
    else:
        level = Level.DOUBTFUL if marks.parked and marks.chars <= _NOTICE else Level.NOTHING
    return Weighed(level, Category.PARKED, found)
