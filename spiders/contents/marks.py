"""The identity of a government site at the foot of its pages: badge, error reports, code, sponsor, contact, filings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from inspection.contents import Mark
from spiders.reading.article_body import Body
from spiders.reading.page import Line, ParsedPage, plain, squeeze

_ADDRESSES: tuple[tuple[Mark, re.Pattern[str]], ...] = (
    (Mark.BADGE, re.compile(r"(?:bszs|dcs)\.conac\.cn|_ideConac|/(?:dzjg|dangzheng)\w*\.(?:png|jpe?g|gif|svg)", re.I)),
    (Mark.ERRORS, re.compile(r"zfwzgl\.www\.gov\.cn|jiu_?cuo|zhao_?cuo", re.I)),
    (Mark.ICP, re.compile(r"//(?:www\.)?(?:beian\.miit\.gov\.cn|miitbeian\.gov\.cn|miibeian\.gov\.cn)", re.I)),
    (Mark.POLICE, re.compile(r"//(?:www\.)?beian\.(?:mps\.)?gov\.cn", re.I)),
)
_CODE = re.compile(
    r"(?:网\s*站|政\s*府)?\s*标\s*识\s*(?:编\s*)?码\s*(?:编号)?\s*(?:为|是)?\s*[:：\]】]?\s*[（(\[【]?([0-9A-Za-z]{4,20})(?![0-9A-Za-z])"
)
_SITE_CODE = re.compile(r"网\s*站\s*标\s*识\s*(?:编\s*)?码")
_FILED = re.compile(r"ICP\s*[备证]\s*(?:案)?\s*(?:序?号)?\s*[:：]?\s*[A-Za-z]?\s*(?:\d|[BZ]\d|-)", re.I)
_POLICE = re.compile(r"公\s*网\s*安\s*备|公\s*安\s*(?:机关)?(?:网安)?\s*备\s*案")
_SPONSOR = re.compile(
    r"主\s*办\s*(?:单\s*位|方|机关|部门)?\s*[:：]\s*\S|主\s*办\s*单\s*位\s*\S{2,}|由.{2,30}主办|(?:主管|承办)、?主办[:：]"
    r"|[\u4e00-\u9fa5]{2,25}(?:局|厅|委|部|政府|办公室|院|会|中心)\s*主\s*办(?!单位|的|活动|方)"
)
_FULL_WIDTH = re.compile("[Ａ-Ｚａ-ｚ０-９]")
_LABEL_ALONE = re.compile(r"^.{0,12}(?:[:：]|单\s*位|电\s*话|地\s*址|热\s*线)\s*$")  # its value stands in the next cell
_CONTACT = re.compile(
    r"(?:电\s*话|热\s*线|联系方式|联系我们|传\s*真|地\s*址|邮\s*箱|信\s*箱|邮\s*编|E-?mail|Tel)|[\w.+-]{1,40}@[\w-]{1,40}\.\w",
    re.I,
)
_PHONE = re.compile(r"(?<!\d)0\d{2,3}\)?[-—－– ]\d{7,8}(?!\d)")
_PROVES = re.compile(r"\d{5,}|\d{3,4}[-—－–()（）\s]\d{3,}|@|[路街道巷弄号楼室]|[联系]{2}我们|联系方式|12345")
_BADGE_WORDS = re.compile(r"^\W*(?:党\s*政\s*机\s*关|事\s*业\s*单\s*位)(?:网站)?(?:专用)?(?:标识|标志|挂标)?\W*$")
_ERROR_WORDS = re.compile(r"(?:网站|政府网站|我要|我为.{0,6}|内容|页面|在线|本页|信息)?(?:找错|纠错)")
_STRONG = re.compile(f"{_FILED.pattern}|{_POLICE.pattern}|{_SITE_CODE.pattern}", re.I)
FOOT = re.compile(r"foot|bottom|copy_?right|ye_?jiao|di_?bu|ban_?quan|页脚|底部|版权", re.I)
_NEAR = 12  # lines above the first sure mark that belong to the foot
_LAST = 14  # lines that are taken for the foot where nothing is sure
_GAP = 25  # lines between two marks of one foot
_SHORT = 24  # characters of a link or a line that says no more than 我要纠错
_LONG = 80  # characters of what shows a mark, as evidence


def marks_of(page: ParsedPage, body: Body | None) -> tuple[dict[Mark, str], tuple[str, ...]]:
    """What of the identity the page shows, with the words or address that show it, and the codes that it states.

    Assumes that sponsor and contact stand near what only a foot has (ICP, 公网安备, 标识码), else in a box named as the
    foot or in the last lines outside the body. What the markup hides is not shown.
    """
    found: dict[Mark, str] = {}
    for mark, words in _by_addresses(page):
        found.setdefault(mark, words[:_LONG])
    foot = _foot(page, body)
    for mark, words in _by_words(page, foot):
        found.setdefault(mark, words[:_LONG])
    codes = dict.fromkeys(code for line in _stating(page, foot) for code in _codes(line))
    if codes:
        found.setdefault(Mark.ID_CODE, f"标识码：{next(iter(codes))}")
    return found, tuple(islice(codes, 5))


def _codes(line: str) -> Iterator[str]:
    for match in _CODE.finditer(line):
        if any(letter.isdigit() for letter in match[1]):
            yield match[1]


def _stating(page: ParsedPage, foot: range) -> Iterator[str]:
    """Lines that may state the site's code: those of the foot, and those that say 网站标识码."""
    for index, line in enumerate(page.lines):
        if not line.box.hidden and "码" in line.text and (index in foot or _SITE_CODE.search(line.text)):
            yield _narrow(line.text)
            if line.text.rstrip(":： ").endswith("码") and index + 1 < len(page.lines):
                yield _narrow(line.text + page.lines[index + 1].text)


def _by_addresses(page: ParsedPage) -> Iterator[tuple[Mark, str]]:
    for anchor in page.anchors:
        if anchor.url and not anchor.box.hidden:
            yield from _in_address(anchor.url)
    for node in page.tree.css("img, area, script, span[id], iframe"):
        attributes = node.attributes
        for name in ("src", "href", "id"):
            if value := attributes.get(name):
                yield from _in_address(value[:500])
        if node.tag == "script" and not attributes.get("src"):
            yield from _in_script(node)
        elif said := f"{attributes.get('alt') or ''} {attributes.get('title') or ''}".strip():
            yield from _in_words(plain(said[:200]))


def _in_address(address: str) -> Iterator[tuple[Mark, str]]:
    low = address.lower()
    if "conac" in low or "cuo" in low or "bei" in low or "gov.cn" in low or "dzjg" in low or "dangzheng" in low:
        for mark, pattern in _ADDRESSES:
            if pattern.search(address):
                yield mark, address


def _in_script(node: LexborNode) -> Iterator[tuple[Mark, str]]:
    """Only what a script writes out: the badge's and the error report's own snippets."""
    code = node.text()[:20_000]
    if "conac" in code or "jiucuo" in code:
        for mark, pattern in _ADDRESSES[:2]:
            if match := pattern.search(code):
                yield mark, match[0]


def _in_words(said: str) -> Iterator[tuple[Mark, str]]:
    """Words of a short text that stands for itself: of a link, of a picture, of a line of the foot."""
    if len(said) <= _SHORT:
        if _BADGE_WORDS.search(said):
            yield Mark.BADGE, said
        if _ERROR_WORDS.search(said):
            yield Mark.ERRORS, said


def _by_words(page: ParsedPage, foot: range) -> Iterator[tuple[Mark, str]]:
    for anchor in page.anchors:
        if not anchor.box.hidden and len(anchor.text) <= _SHORT and _ERROR_WORDS.search(anchor.text):
            yield Mark.ERRORS, anchor.text
        if anchor.title and not anchor.box.hidden:
            yield from _in_words(anchor.title)
    for index, line in enumerate(page.lines):
        if line.box.hidden or not line.text:
            continue
        text = _narrow(line.text)
        if match := _FILED.search(text):
            yield Mark.ICP, text[max(0, match.start() - 4) :]
        if match := _POLICE.search(line.text):
            yield Mark.POLICE, line.text[max(0, match.start() - 4) :]
        if index in foot:
            yield from _in_foot(line, page.lines[index + 1].text if index + 1 < len(page.lines) else "")


def _in_foot(line: Line, below: str) -> Iterator[tuple[Mark, str]]:
    text = f"{line.text} {below}" if _LABEL_ALONE.search(line.text) else line.text
    if match := _SPONSOR.search(text):
        yield Mark.SPONSOR, text[match.start() :]
    if (match := _CONTACT.search(text)) and _PROVES.search(text, max(0, match.start() - 20)):
        yield Mark.CONTACT, text[match.start() :]
    elif match := _PHONE.search(text):
        yield Mark.CONTACT, text[max(0, match.start() - 12) :]
    yield from _in_words(squeeze(line.text))


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text) if _FULL_WIDTH.search(text) else text


def _is_sure(line: Line) -> bool:
    """Whether only a foot has such a line."""
    return bool(_STRONG.search(_narrow(line.text))) or any(
        next(_in_address(anchor.url), None) for anchor in line.anchors
    )


def _foot(page: ParsedPage, body: Body | None) -> range:
    """The lines of the foot."""
    lines, end = page.lines, len(page.lines)
    sure = [index for index, line in enumerate(lines) if not line.box.hidden and _is_sure(line)]
    first = end
    for index in reversed(sure):
        if first - index > _GAP and first != end:
            break
        first = index
    floor = body.last if body is not None else 0
    if first < end:
        return range(max(first - _NEAR, floor) if floor <= first else max(first - _NEAR, 0), end)
    named = [
        box for box in page.boxes if not box.hidden and FOOT.search(f"{box.mark} {box.tag}") and box.first >= floor
    ]
    if named:
        return range(min(box.first for box in named), end)
    return range(max(end - _LAST, floor), end)
