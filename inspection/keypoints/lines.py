"""A document's text as paragraphs: page numbers and running heads gone, lines that a page broke joined again.

It assumes that a text whose lines mostly end at one width was broken by a page, and that other texts have a paragraph
a line. It gives up on text in two columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from inspection.keypoints.numbering import marker

_HAN = "\u3400-\u9fff"
_ODD = re.compile(
    r"[\u2488-\u249b\u2474-\u2487\u2e80-\u2fdf\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0e]"
)
_GONE = re.compile(
    r"[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
_PARTING = "\n\t\v\f"  # lines, cells, lines of a cell, pages
_BLANK = re.compile(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x85]+")
_PAGE_NUMBER = re.compile(
    r"^(?:[-—–－―─_·•.~〜\s]{1,6}\d{1,4}[-—–－―─_·•.~〜\s]{1,6}"
    r"|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})$"
)
_ENDS = re.compile(r"[。！？；：;:!?…][”’」』）)〕】\]]*$|[）)〕】\]]$")
_ROLE = re.compile("责任|牵头|配合|主办|协办|落实单位")
_SQUEEZE = re.compile(
    rf"(?<=[{_HAN}，。、；：！？（）《》〈〉“”〔〕【】\d]) (?=[{_HAN}，。、；：！？（）《》〈〉“”〔〕【】\d])"
)
MAX_LINE = 20_000


def paragraphs(text: str) -> list[str]:
    """The paragraphs in their order; a row of a table keeps its tabs. Pages are parted by form feeds where known."""
    pages = [_page(page) for page in _clean(text).split("\f")]
    lines = _without_running_heads(pages) if len(pages) > 1 else pages[0]
    return _joined([_plain(line) for line in lines])


def squeeze(text: str) -> str:
    """Without the blanks that a layout leaves between Chinese letters and digits: 2024 年 → 2024年."""
    return _SQUEEZE.sub(lambda found: " " if _between_digits(found) else "", _BLANK.sub(" ", text).strip())


def _between_digits(found: re.Match[str]) -> bool:
    text, at = found.string, found.start()
    return text[at - 1].isdigit() and text[at + 1].isdigit()


def width(line: str) -> float:
    """In Chinese letters: a Latin letter or a digit takes half."""
    return sum(0.5 if letter < "\u2000" else 1.0 for letter in line)


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _ODD.sub(lambda odd: unicodedata.normalize("NFKC", odd.group()), text)
    text = _BLANK.sub(" ", _GONE.sub("", text))
    # Soft hyphens, letters of symbol fonts: a plan cannot hold them, and a name with one must not be another name.
    return text if text.isprintable() else "".join(one for one in text if one.isprintable() or one in _PARTING)


def _page(page: str) -> list[str]:
    lines = [(line if "\t" in line else line.replace("\v", " ")).strip(" ") for line in page.split("\n")]
    return [line[:MAX_LINE] for line in lines if not _PAGE_NUMBER.match(line)]


def _without_running_heads(pages: list[list[str]]) -> list[str]:
    """A short first or last line that most pages share is no text; nor is a bare number there."""
    edges: Counter[str] = Counter()
    for page in pages:
        shown = [line for line in page if line]
        edges.update({_edge(line) for line in (*shown[:1], *shown[-1:]) if _may_be_head(line)})
    often = {edge for edge, times in edges.items() if times >= max(3, len(pages) * 0.5)}
    kept: list[str] = []
    for page in pages:
        lines = [line for line in page if line]
        if lines and _may_be_head(lines[0]) and _edge(lines[0]) in often:
            lines = lines[1:]
        if lines and (lines[-1].isdigit() or (_may_be_head(lines[-1]) and _edge(lines[-1]) in often)):
            lines = lines[:-1]
        kept += lines
    return kept


def _may_be_head(line: str) -> bool:
    return width(line) <= 30 and "\t" not in line and not line.endswith("。") and marker(line) is None


def _edge(line: str) -> str:
    return re.sub(r"[\d\s]+", "", line)


def _plain(line: str) -> str:
    """Without the marks of Markdown."""
    line = re.sub(r"^#{1,6}\s+|^>\s+|^[*•●◆■▪-]\s+(?=\S)", "", line).replace("**", "").replace("__", "")
    if line.startswith("|") and line.endswith("|") and len(line) > 2:
        cells = [cell.strip() for cell in line[1:-1].split("|")]
        return "" if all(re.fullmatch(r":?-{2,}:?", cell) for cell in cells) else "\t".join(cells)
    return line


def _page_width(lines: list[str]) -> float | None:
    """The width at which a page broke its lines; None: a line is a paragraph."""
    broken = [wide for line in lines if "\t" not in line and not _ENDS.search(line) and (wide := width(line)) >= 25]
    if len(broken) >= 3 and max(broken) - min(broken) <= 3 and max(broken) <= 70:
        return max(broken)  # a short text: whatever long line has no stop ends at the same place
    long = sorted(wide for line in lines if "\t" not in line and (wide := width(line)) >= 12)
    if len(long) < 8:
        return None
    widest = long[int(len(long) * 0.9)]
    full = [wide for wide in long if widest * 0.88 <= wide <= widest * 1.1]
    return widest if widest <= 70 and len(full) >= len(long) * 0.45 else None


def _joined(lines: list[str]) -> list[str]:
    page = _page_width(lines)
    found: list[str] = []
    last, blank = "", False
    for line in lines:
        if not line:
            blank = True
            continue
        if found and _goes_on(found[-1], last, line, page, blank=blank):
            found[-1] = f"{found[-1]}{_glue(found[-1], line)}{line}"
        else:
            found.append(line)
        last, blank = line, False
    return found


def _goes_on(before: str, last: str, line: str, page: float | None, *, blank: bool) -> bool:
    """Whether the line continues the paragraph before it. `last`: the line above it, as it was broken."""
    if "\t" in line or "\t" in last or len(before) > MAX_LINE:
        return False
    if _open(before, paged=page is not None) and width(before) < 2000:
        return True
    if _ENDS.search(before) or marker(line):
        return False
    if page is not None:
        return width(last) >= page * 0.8
    return blank and width(last) > 40 and "，" in before.replace(",", "，")


def _open(before: str, *, paged: bool) -> bool:
    """Whether a name or a bracket is still open: no paragraph ends there. In unbroken texts only one of units is."""
    tail = before[-400:]
    if tail.count("《") > tail.count("》"):
        return True
    depth = 0
    for at in range(len(tail) - 1, -1, -1):
        depth += (tail[at] in "）)〕】") - (tail[at] in "（(〔【")
        if depth < 0:
            inner = tail[at + 1 :]
            return (paged and len(inner) <= 120) or (len(inner) <= 300 and bool(_ROLE.search(inner)))
    return False


def _glue(before: str, line: str) -> str:
    """Between Latin words that a line broke stands a blank; between units that a line broke, what stood there."""
    return " " if before[-1:].isascii() and before[-1:].isalnum() and line[:1].isascii() and line[:1].isalpha() else ""
