"""What notices say in their bodies, their attachments and the pages that they link to; and what they leave out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from checks.links import address_key, points_to
from checks.names import fold
from checks.page_groups import files_of
from checks.page_reading import page_of
from inspection.addresses import host_of
from inspection.contents import PageContent
from inspection.due import Occurrence
from inspection.files import FileFacts
from inspection.observed import Observed
from inspection.records import Article, day_of

_HARDLY = 30  # letters; a body with fewer says what it says in pictures
_LINKED = 10  # pages of the season that a notice links to
_HAN = re.compile(r"[\u4e00-\u9fff]")
_IN_PICTURES = re.compile(
    r"(?:详?见|如|参见|查看|点击|下列|以下)[^,，。;；]{0,6}(?:下图|附图|海报|图片|长图|大图|图表|图示)|见图|下图|长图|[一组]图(?:读懂|看懂)"
    r"|(?:扫描?|长按|识别|关注)[^,，。;；]{0,8}(?:二维码|小程序码)"
)
_PHONE = re.compile(
    r"(?:电话|热线|拨打|致电|服务号码|联系我们|联系方式|联系人)[^\d。;；]{0,16}\d[\d\-()]{4,}|\d{3,8}(?:服务|咨询|民政)?热线"
)
_WEEKDAY = re.compile(r"(?:(20\d\d)年)?(?<!\d)(\d{1,2})月(\d{1,2})日[(]?(?:星期|周)([一二三四五六日天])")
_DATE = re.compile(r"(?:(20\d\d)年)?(?<!\d)(\d{1,2})月(\d{1,2})[日号]")
_AROUND = 80  # letters before and after the peak's word in which its days stand
_SEASON = 45  # days round the event; days farther off are no days of the season


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """What one notice says, folded. `doubt`: why there may be more, as a reason and in Chinese."""

    text: str
    doubt: tuple[str, str] | None = None


def words_of(observed: Observed, article: Article, occurrence: Occurrence) -> NoticeWords:
    """The notice, its attachments, and the pages of the site that it links to where these are of this season."""
    page = page_of(observed, article)
    if page is None:
        return NoticeWords(fold(article.title), ("page-not-read", f"“{article.title}”的页面没有读到"))
    own = article.text if article.read_in_full and (page.content is None or page.content.kind != "article") else ""
    own = own or page.text
    texts = [article.title, own]
    doubt: tuple[str, str] | None = None
    if len(_HAN.findall(own)) < _HARDLY or _IN_PICTURES.search(fold(own)):
        doubt = ("in-pictures", "正文里的内容可能在图片中，图片里的文字未能识别")
    if page.content is not None:
        read, unread = _attached(observed, page.content)
        texts += read
        if unread:
            doubt = doubt or ("files-not-read", f"附件“{unread[0]}”{'等' if len(unread) > 1 else ''}没有读出内容")
        linked = _linked(observed, page.content, occurrence)
        texts += [one.text for one in linked]
    return NoticeWords(fold("\n".join(texts)), doubt)


def _attached(observed: Observed, page: PageContent) -> tuple[list[str], list[str]]:
    """Texts of the attachments, and names of those that were not read."""
    files, texts, unread = files_of(observed), [], []
    for one in page.attachments:
        facts = files.get(address_key(one.url))
        if facts is None or facts.unread is not None:
            unread.append(one.text or one.url.rpartition("/")[2])
        else:
            texts.append(text_of(facts))
    return texts, unread


def text_of(facts: FileFacts) -> str:
    """The text of a file."""
    return PageContent(packed=facts.packed).text


def _linked(observed: Observed, page: PageContent, occurrence: Occurrence) -> list[PageContent]:
    """Articles of the site that the body links to and that are not older than the season."""
    contents, found = observed.contents or {}, []
    for anchor in page.links:
        other = contents.get(anchor.url)
        if other is None or other.kind != "article" or other is page:
            continue
        days = [stated.day for stated in other.days] or _listed(observed, anchor.url)
        if days and max(days) >= occurrence.opens and not occurrence.names_another_year(other.title):
            found.append(other)
        if len(found) == _LINKED:
            break
    return found


def _listed(observed: Observed, url: str) -> list[date]:
    zone = observed.plan.zone
    return [day_of(one.published_at, zone) for one in observed.articles() if one.url == url and one.published_at]


def missing(mentions: Iterable[str], read: Sequence[NoticeWords]) -> list[str]:
    """The elements that none of the notices mentions, by the first of their wordings."""
    text = "\n".join(one.text for one in read)
    return [element.split("|")[0].strip() for element in mentions if not _said(element, text)]


def _said(element: str, text: str) -> bool:
    wordings = [fold(wording) for wording in element.split("|") if wording.strip()]
    if any(wording in text for wording in wordings):
        return True
    return any("热线" in wording or "电话" in wording for wording in wordings) and bool(_PHONE.search(text))


def other_years(mentions: Iterable[str], read: Sequence[NoticeWords], occurrence: Occurrence) -> str:
    """Days of another year that stand where the season's own should; "" where there are none, or it is not sure.

    Sure are weekdays that are last year's and not this year's, and years beside the peak's word where no day of this
    season stands beside it.
    """
    text = "\n".join(one.text for one in read)
    year = occurrence.event.year
    for found in _WEEKDAY.finditer(text):
        weekday = "一二三四五六日".index(found[4].replace("天", "日"))
        now, before = (_weekday(int(found[1] or of), int(found[2]), int(found[3])) for of in (year, year - 1))
        near = _near(occurrence, int(found[2]), int(found[3]))
        if found[1] is None and near and now != weekday == before:
            return found[0]
    peaks = [fold(one) for element in mentions for one in element.split("|") if "高峰" in element or "日期" in element]
    return _stale_peak(text, peaks, occurrence)


def _stale_peak(text: str, peaks: Sequence[str], occurrence: Occurrence) -> str:
    stale = ""
    for word in peaks:
        for at in (match.start() for match in re.finditer(re.escape(word), text)):
            for found in _DATE.finditer(text, max(0, at - _AROUND), at + len(word) + _AROUND):
                if not _near(occurrence, int(found[2]), int(found[3])):
                    continue
                if found[1] is None or int(found[1]) in occurrence.years:
                    return ""
                stale = stale or found[0]
    return stale


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


def _near(occurrence: Occurrence, month: int, day: int) -> bool:
    """Whether that day of the year lies near the event."""
    for year in (occurrence.event.year - 1, occurrence.event.year, occurrence.event.year + 1):
        try:
            if abs((date(year, month, day) - occurrence.event).days) <= _SEASON:
                return True
        except ValueError:
            continue
    return False


def has(article: Article, notices: Sequence[Article], observed: Observed) -> bool:
    """Whether an account's article leads on to one of the portal's notices (阅读原文, a link)."""
    own = {address_key(one.url) for one in notices}
    targets = points_to(article)
    content = (observed.contents or {}).get(article.url)
    if content is not None:
        targets |= {address_key(anchor.url) for anchor in content.links if host_of(anchor.url)}
    return bool(own & targets)
