"""Text, RTF, and pages that were saved as office files."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from spiders.files.sheets import read_csv
from spiders.files.text import FIRST, MOST_TEXT, FileText, Rows, UnreadError, cut
from spiders.markup import bounded
from spiders.reading.charset import decode

_TOKEN = re.compile(
    r"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,6}) ?|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|([^\\{}]+)"
)
_APART = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata", "datastore", "listtable", "xmlnstbl"}
    | {
        "listoverridetable",
        "generator",
        "rsidtbl",
        "latentstyles",
        "fldinst",
        "private",
        "operator",
        "company",
        "author",
    }
)
_BREAKS = {
    "par": "\n",
    "line": "\n",
    "row": "\n",
    "cell": "\t",
    "tab": "\t",
    "sect": "\n",
    "page": "\n",
    "nestcell": "\t",
}
_SKIPPED_AFTER_U = re.compile(r"\\'[0-9a-fA-F]{2}|\?")
_MOST_TABLES = 60


def read_text(body: bytes, *, as_table: bool) -> FileText:
    """Plain text; `as_table`: lines of cells."""
    text, unread = cut(decode(body, "")[0])
    if as_table or "\t" in text[:2000]:
        told = read_csv(text)
        return FileText("text", text, text[:FIRST], tables=told.tables, unread=told.unread or unread)
    return FileText("text", text, text[:FIRST], unread=unread)


def read_rtf(body: bytes) -> FileText:
    """The words of an RTF file: groups that are not text are left out. Raises UnreadError."""
    text, unread = cut(_rtf(body.decode("latin-1")))
    return FileText("rtf", text, text[:FIRST], unread=unread)


def read_html(body: bytes, kind: str) -> FileText:
    """A page: its tables as rows, and all of its words. `kind`: html, office-html."""
    tree = LexborHTMLParser(bounded(decode(body, "")[0]))
    for node in tree.css("script, style, head > meta"):
        node.decompose()
    tables: list[Rows] = []
    for table in tree.css("table")[:_MOST_TABLES]:
        if table.css_first("table table") is None:
            tables.append(
                tuple(
                    tuple(" ".join(cell.text(separator=" ").split()) for cell in row.css("td, th"))
                    for row in table.css("tr")
                )
            )
    title = tree.css_first("title")
    words = "\n".join(" ".join(line.split()) for line in tree.text(separator="\n").split("\n") if line.strip())
    text, unread = cut(words)
    first = title.text().strip() if title is not None and title.text().strip() else text[:FIRST]
    return FileText(kind, text, first, tables=tuple(tables), unread=unread)


def _rtf(source: str) -> str:
    said, raw, size = list[str](), bytearray(), 0
    depth, apart, skip = 0, None, 0  # apart: the depth of a group that is no text

    def settle() -> None:
        if raw:
            said.append(raw.decode("gb18030", "replace"))
            raw.clear()

    for found in _TOKEN.finditer(source):
        if found[6]:
            settle()
            depth += 1 if found[6] == "{" else -1
            apart = None if apart is not None and depth < apart else apart
            continue
        if found[3] in _APART or found[5] == "*":
            apart = depth if apart is None else apart
        if apart is not None:
            continue
        if found[1]:
            if skip:
                skip -= 1
            else:
                raw.append(int(found[1], 16))
            continue
        settle()
        if found[2]:
            said.append(chr(int(found[2]) % 65_536))
            skip = 1
        elif found[3]:
            said.append(_BREAKS.get(found[3], ""))
        elif found[7]:
            words = found[7].replace("\r", "").replace("\n", "")
            said.append(words[1:] if skip and words[:1] == "?" else words)
            skip = 0
            size += len(words)
        if size > MOST_TEXT or depth > 5_000:
            raise UnreadError("too-large")
    settle()
    return "".join(said).strip()
