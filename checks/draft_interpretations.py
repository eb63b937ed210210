"""Where a draft is explained: beside it, in it, or in an article of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta

from checks.consultation_links import own_anchors
from checks.consultations import Consultation, draft_names, is_consultation, is_feedback
from checks.likeness import Likeness
from checks.links import address_key, points_to
from checks.names import Kind, Name, fold, kind_of
from checks.page_reading import page_of
from inspection.contents import Anchor, PageContent
from inspection.files import file_facts
from inspection.observed import Observed
from inspection.records import Article, day_of
from inspection.visits import View

# In the name of a file or a link: 起草说明, 政策解读, 关于《X》的说明, 征求意见稿及说明.
_FILE = re.compile(
    r"(?:起草|编制|制定|修订|修改|草案|修编|情况|起草情况|政策|文件|办法|条例|规定|方案|意见|稿|》)\W{0,2}(?:的|及其?|和|与)?\W{0,2}(?:起草|编制|制定|修订)?(?:的)?说明"
    r"|解读|解析|图解|一图|读懂|^\W*(?:\d[.、])?\s*(?:附件\d?[:.]?)?说明|起草背景|背景(?:材料|介绍|说明)|编制情况|起草情况|制定情况|修订情况"
)
_NO_FILE = re.compile(r"填[表写报]说明|操作说明|使用说明|申报说明|注册说明|登录说明")
# In the text: a heading, or a sentence that says that the explanation is here.
_TEXT = re.compile(
    r"(?:起草|编制|制定|修订|修改|制订)(?:的)?(?:情况)?(?:的)?(?:说明|背景|过程|情况|必要性|目的|依据|思路)|(?:制定|起草|出台|编制|修订|修改|政策)(?:的)?(?:背景|必要性)|草案解读"
    r"|有关情况说明如下|情况说明如下|说明如下:"
)
_PROMISED = re.compile(
    r"(?:另行|随后|后续|将[^。]{0,6}|稍后)(?:发布|公布|公开|提供|上传)?\W?$|(?:无|没有|未附|暂无|不附)\W?$"
)
_TAB = 10  # letters: a line of its own that says no more is a heading, or a tab with nothing behind it
_LISTED = re.compile(r"^(?:附件|\d{1,2}[.、)])")
_ARTICLE_OF_DRAFT = re.compile(r"\(目的|第一条|制定本|目的和依据|目的依据")
_LATE = timedelta(days=3)  # so long after a consultation closed what explains the draft still belongs to it
_OPEN = timedelta(days=60)  # a consultation whose end is not known
_DRAFT_TITLE = re.compile(r"征求意见|草案|征集意见|起草说明|编制说明|送审")


class Explanations:
    """Every article that explains something, found once for a round."""

    def __init__(self, observed: Observed) -> None:
        self.observed = observed
        self.by_name: dict[str, list[tuple[Article, date | None]]] = defaultdict(list)
        self.own: set[str] = set()
        self.linked: set[str] = set()
        known = {address_key(article.url): article for article in observed.articles()}
        for url, page in (observed.contents or {}).items():
            if _explains(page.title) and address_key(url) not in known:
                day = min((stated.day for stated in page.days), default=None)
                known[address_key(url)] = Article("", page.title, url, day)
        for key, article in known.items():
            if _explains(article.title):
                self._keep(key, article)
        self.likeness = Likeness(self.by_name)

    def _keep(self, key: str, article: Article) -> None:
        self.own.add(key)
        self.linked |= points_to(article)
        read = page_of(self.observed, article)
        self.linked |= {address_key(anchor.url) for anchor in read.links} if read is not None else set()
        for name in draft_names(article.title):
            self.by_name[name].append((article, day_of(article.published_at, self.observed.plan.zone)))

    def of(self, one: Consultation) -> bool:
        """Whether the draft is explained anywhere."""
        page = one.page
        if address_key(one.article.url) in self.linked or points_to(one.article) & self.own:
            return True
        if any(_FILE.search(fold(related.title)) for related in one.article.related):
            return True
        if page is not None and (self._beside(one) or self._in_files(page)):
            return True
        return _in_text(one.text or "") or self._apart(one)

    def _beside(self, one: Consultation) -> bool:
        return any(
            address_key(anchor.url) in self.own or is_explanation(anchor.text)
            for anchor in own_anchors(self.observed, one)
        )

    def _in_files(self, page: PageContent) -> bool:
        """Whether an attachment that was read to its end explains the draft inside."""
        return any(_in_text(text) for text in texts_of_files(self.observed, page.attachments))

    def _apart(self, one: Consultation) -> bool:
        keys = {name for name in one.names if name in self.by_name}
        for name in one.names if not keys else ():
            keys |= set(self.likeness.of(Name(name, frozenset(), name)))
        end = one.end(self.observed)
        last = end + _LATE if end else one.published + _OPEN if one.published else None
        for key in keys:
            for article, day in self.by_name[key]:
                # What interprets the adopted policy came too late for the public's opinion.
                in_time = day is None or last is None or day <= last
                begun = day is None or one.published is None or day >= one.published - timedelta(days=30)
                if (in_time and begun) or _DRAFT_TITLE.search(article.title):
                    return True
        return False


def is_explanation(name: str) -> bool:
    """Whether a file or a link with this name explains a draft."""
    text = fold(name)
    return bool(_FILE.search(text)) and not _NO_FILE.search(text)


def _explains(title: str) -> bool:
    if is_consultation(title) or is_feedback(title):
        return False
    return kind_of(title) is Kind.INTERPRETATION or is_explanation(title)


def _in_text(text: str) -> bool:
    """Whether the text explains the draft, or says that an explanation is attached; 第一条 of the draft does not."""
    lines = [words for line in text[:80_000].splitlines() if (words := fold(line))]
    for at, words in enumerate(lines):
        for found in _TEXT.finditer(words):
            around = words[max(0, found.start() - 10) : found.end() + 8]
            if _PROMISED.search(words[: found.start()]) or _ARTICLE_OF_DRAFT.search(around):
                continue
            if len(words) > _TAB or _LISTED.match(words) or (at + 1 < len(lines) and len(lines[at + 1]) > _TAB):
                return True
    return False


def texts_of_files(observed: Observed, files: tuple[Anchor, ...]) -> list[str]:
    """The texts of those of these files that were read to their end."""
    wanted = {anchor.url for anchor in files}
    out = []
    for visit in observed.visits or () if wanted else ():
        if visit.view is View.FILE and visit.reason is None and visit.url in wanted:
            out.append(PageContent(packed=file_facts(visit).packed).text)
    return out
