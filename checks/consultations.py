"""Consultations: which articles ask the public for its opinion, on what, how long, and what their pages say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from weakref import WeakKeyDictionary

from checks.coverage import gaps
from checks.editions import without_editions
from checks.links import address_key
from checks.names import SHORTEST, fold, key_of, quotes, unwrapped
from checks.page_reading import page_of
from checks.page_samples import unread
from checks.periods import Period, Unit, period_of
from inspection.contents import PageContent
from inspection.findings import CannotTell
from inspection.observed import Observed
from inspection.participation import Consultations
from inspection.records import Article, day_of

_ASKS = re.compile(r"(?:征求|征集|征询|听取).{0,60}?意见|意见.{0,6}(?:征集|征求|征询)|征求.{0,4}修改稿")
_DRAFT = re.compile(
    r"征求意见稿|公开征求意见|征集意见稿|意见征集稿|征求稿|(?:修订|修改|修正案)?草案(?:修订稿)?[)》」]*$"
)
_FEEDBACK = re.compile(
    r"采纳|意见(?:建议)?的反馈$|公众参与.{0,10}情况$|反馈情况|情况反馈|结果反馈|反馈结果|意见反馈(?!的?(?:方式|渠道|表|截止|邮箱|期限))|反馈意见(?:的)?(?:公告|情况|公示|汇总)|(?:征集|征求).{0,60}?(?:结果|情况)"
    r"|(?:结果|情况)的?(?:公告|公示|公布|通报|报告|说明|回应)|意见.{0,6}(?:汇总|处理|办理|研究|回应)|汇总|收到.{0,8}(?:意见|建议)|征集结束|结果$|情况$"
)
_BARE_FEEDBACK = re.compile(r"(?:关于)?《》的?(?:结果反馈|反馈结果)(?:的?(?:公告|公示|通报))?")
_NOT_ASKING = re.compile(
    r"座谈会|论证会|听证|会议|召开|调研|走访|培训|解读|一图|图解|起草说明|编制说明|修订说明|说明$|答记者问|解答|释义"
    r"|转发|转载|联系点|满意度|问题线索|志愿者|供应商|承办单位|合作单位|项目申报|征集启事|作品|延长|延期|顺延|终止|撤回|取消"
)
# 护理员培训办法(征求意见稿) without 《》: what its name says is no news, unless somebody does something.
_NAMED_DRAFT = re.compile(r"^.*?\([^()]{0,8}(?:征求意见|征集意见|草案)[^()]{0,8}\)")
_DOES = re.compile(r"召开|举行|举办|开展|组织|座谈|论证|听证|调研组|走访")
_MORE_TIME = re.compile(r"延长|延期|顺延")
_QUOTED = re.compile(r"《((?:[^《》]|《[^《》]*》)*)》")
_DRAFT_WORDS = re.compile(
    r"\((?:[^()]{0,12})?(?:征求意见|征集意见|意见征集|草案|送审|讨论|修订|修改|公示|第[一二三四五]次|第[一二三四五]稿|审议)[^()]{0,16}\)"
    r"|(?:公开)?(?:征求意见|征集意见|意见征集)稿|(?:修订|修正案?|修改)?草案"
)
_HEAD = re.compile(
    r"^.*?(?:关于|意见征集[:|])(?:再次|第[一二三四五]次|重新)?(?:就|对(?=[^《]*(?:征求|征集|听取)))?(?:(?:向社会(?:各界|公众)?|面向社会)?(?:公开)?"
    r"(?:征求|征集|征询|听取)(?:社会(?:各界|公众|(?=对|关于)))?(?:对|关于)?)?"
)
_TAIL = re.compile(
    r"(?:向社会(?:各界|公众)?|面向社会)?(?:公开)?(?:征求|征集|征询|听取)(?:社会(?:各界|公众)?|公众)?(?:的)?(?:意见|建议).*$"
    r"|(?:公众)?(?:意见|建议)(?:和建议|建议)?(?:的)?(?:公告|通告|启事|通知|函|征集|采纳|反馈|汇总).*$|(?:征集|征求)(?:结果|情况).*$"
)
_GENERIC = re.compile(
    r"^(?:意见|建议|征集|征求|采纳|反馈|结果|情况|公告|公示|汇总|说明|的|和|社会|公众|关于|通知|第?\d*期?)*$"
)
_ROUND = re.compile(r"再次|二次|第([二三四五])(?:次|轮)")
_SHORTENED = re.compile(r"缩短.{0,20}(?:期限|时间|时限)|(?:期限|时间|时限).{0,10}缩短|情况紧急|紧急等原因")
_SAME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Consultation:
    """One notice that asks for opinions. `page`: what its page says, None where that was not read."""

    article: Article
    published: date | None
    page: PageContent | None
    text: str | None  # None: not read
    period: Period | None  # as stated; None where not stated, or not understood
    names: frozenset[str]  # keys of what is consulted on

    @property
    def start(self) -> date | None:
        """The first day on which opinions could be given."""
        return (self.period.start if self.period else None) or self.published

    def end(self, observed: Observed) -> date | None:
        """The last day for opinions."""
        if self.period is None:
            return None
        if self.period.end is not None or self.period.length is None or self.start is None:
            return self.period.end
        count, unit = self.period.length
        if unit is Unit.WORKDAYS:
            return observed.workdays.add(self.start, count)
        return self.start + timedelta(days=count * (31 if unit is Unit.MONTHS else 1))

    @property
    def explains_haste(self) -> bool:
        """Whether it states why the period is shortened, as the rules ask."""
        return bool(self.text and _SHORTENED.search(self.text))


@lru_cache(maxsize=65536)
def outside_quotes(title: str) -> str:
    """The folded title without what stands in 《》."""
    return _QUOTED.sub("《》", fold(title))


@lru_cache(maxsize=65536)
def is_feedback(title: str) -> bool:
    """Whether the title tells what became of opinions: 采纳情况, 征集结果, 反馈情况."""
    outside = outside_quotes(title)
    return bool(_FEEDBACK.search(outside)) and bool(
        re.search(r"意见|建议|征集|征求", outside)
        or _DRAFT.search(fold(title))
        or re.search(r"采纳|公众参与", outside)
        or _BARE_FEEDBACK.fullmatch(outside)
    )


@lru_cache(maxsize=65536)
def is_consultation(title: str) -> bool:
    """Whether the title asks the public for its opinion on something. News, results and interpretations do not."""
    outside = outside_quotes(title)
    apart = outside if _DOES.search(outside) else _NAMED_DRAFT.sub("", outside)
    if is_feedback(title) or _NOT_ASKING.search(apart):
        return False
    return bool(_ASKS.search(outside) or _DRAFT.search(fold(title)))


@lru_cache(maxsize=65536)
def draft_names(title: str) -> frozenset[str]:
    """Keys by which what a title consults on, or reports on, may be named; without 征求意见稿, 草案, years."""
    text = fold(title)
    found = [inside for _, _, inside in quotes(text)] or list(_unquoted(unwrapped(text)))
    keys = (key_of(without_editions(_DRAFT_WORDS.sub("", name))) for name in found)
    return frozenset(key for key in keys if len(key) >= SHORTEST and not _GENERIC.match(key))


def _unquoted(text: str) -> Iterator[str]:
    """What is left without the words that ask or report; 某某实施意见征集结果 may be about 某某实施意见, too."""
    name = _TAIL.sub("", _HEAD.sub("", text, count=1), count=1)
    yield name
    if f"{name}意见" in text:
        yield f"{name}意见"


def round_of(title: str) -> int:
    """1, or the number of the round: 再次 and 第二次 are 2."""
    found = _ROUND.search(fold(title))
    return ("一二三四五".index(found[1]) + 1 if found[1] else 2) if found else 1


_KNOWN: WeakKeyDictionary[Observed, tuple[Consultation, ...]] = WeakKeyDictionary()


def consultations(observed: Observed) -> tuple[Consultation, ...]:
    """Those of the plan's columns since the plan's `since`, once each; kept for as long as the round is."""
    if observed not in _KNOWN:
        rule = observed.plan.consultations
        _KNOWN[observed] = tuple(_found(observed, rule)) if rule else ()
    return _KNOWN[observed]


def _found(observed: Observed, rule: Consultations) -> Iterator[Consultation]:
    addresses: set[str] = set()
    titles: dict[str, list[date]] = {}
    more_time = [a for a in observed.articles() if _MORE_TIME.search(a.title) and _ASKS.search(fold(a.title))]
    for article in observed.articles(rule.columns):
        title, key = fold(article.title), address_key(article.url)
        published = day_of(article.published_at, observed.plan.zone)
        if key in addresses or not is_consultation(article.title) or any(word in article.title for word in rule.exempt):
            continue
        if rule.since and published and published < rule.since:
            continue
        if published and any(abs(published - day) <= _SAME for day in titles.get(title, ())):
            continue  # the same notice in two columns
        addresses.add(key)
        titles.setdefault(title, []).extend([published] if published else [])
        yield _consultation(observed, article, published, more_time)


def _consultation(
    observed: Observed, article: Article, published: date | None, more_time: list[Article]
) -> Consultation:
    read = page_of(observed, article)
    page, text = (read.content, read.text) if read is not None else (None, None)
    names = draft_names(article.title) or _named_in(text or "")
    period = None
    if text is not None:
        stated = "\n".join(f"{k}：{v}" for k, v in page.fields.items()) if page else ""
        period = period_of(f"{stated}\n{text}", published)
    for later in more_time:
        if names & draft_names(later.title):
            said = page_of(observed, later)
            longer = period_of(said.text if said is not None else "", day_of(later.published_at, observed.plan.zone))
            period = Period(longer.words, period.start if period else None, longer.end) if longer else None
    return Consultation(article, published, page, text, period, names)


def _named_in(text: str) -> frozenset[str]:
    """Of a notice whose title names nothing (关于公开征求意见的公告): the first draft that its text names."""
    inside = (name for _, _, name in quotes(fold(text[:3000])) if _DRAFT_WORDS.search(name))
    return draft_names(f"《{name}》") if (name := next(inside, "")) else frozenset()


def unread_columns(observed: Observed) -> Iterator[CannotTell]:
    """The columns of consultations that were not read: what they hold cannot be judged."""
    rule = observed.plan.consultations
    if rule is None:
        return
    if observed.contents is None:
        yield unread(observed)
    for gap in gaps(observed, rule.columns, rule.since or date.min):
        if gap.reason != "incomplete":
            yield CannotTell(gap.channel, gap.reason, f"征求意见的栏目{gap}，其中的公告无法判断")
