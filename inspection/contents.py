"""What a page says of itself beyond list and article: labels, identity, stated dates, tables, text."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from inspection.findings import Json

MADE_BY = "content-1"  # at most 20 letters; another number reads every body anew
LONGEST_TEXT = 200_000  # characters of a body that are kept


class Mark(StrEnum):
    """What the foot of every page of a government site must show."""

    BADGE = "badge"  # 党政机关标识
    ERRORS = "errors"  # 政府网站找错
    ID_CODE = "id-code"  # 标识码
    SPONSOR = "sponsor"  # 主办单位
    CONTACT = "contact"  # 联系方式
    ICP = "icp"
    POLICE = "police"  # 公安备案


class StatedBy(StrEnum):
    """Where a page states a day of publication."""

    SHOWN = "shown"
    META = "meta"
    ADDRESS = "address"
    TABLE = "table"  # of document facts


HIDDEN = "（网页代码中可见，页面上不显示）"  # behind the words around what a page holds and does not show


class Personal(StrEnum):
    """Kinds of personal data."""

    ID = "id"  # 居民身份证号, by its checksum
    MOBILE = "mobile"
    CARD = "card"  # of a bank, by Luhn


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day of publication that the page states."""

    day: date
    by: StatedBy
    words: str = ""  # as written


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """One hit. Never the number itself: `masked` is what may be shown."""

    kind: Personal
    masked: str
    context: str  # the words around it, masked likewise
    label: str = ""  # 身份证号, 联系电话: the words before it, or its column's heading


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell of a table without content."""

    row: int  # 1 is the first row below the heading
    key: str  # what the row is about: its first cell with words
    heading: str


@dataclass(frozen=True, slots=True)
class TableFacts:
    """One table with a heading row. `blanks` are at most 50; `filled` counts the filled cells under each heading."""

    headings: tuple[str, ...]
    rows: int  # below the heading
    filled: tuple[int, ...]
    caption: str = ""
    blanks: tuple[Blank, ...] = ()
    first: tuple[tuple[str, ...], ...] = ()  # the first three rows, cells cut at 60 characters


@dataclass(frozen=True, slots=True)
class Message:
    """A letter to the office as its board shows it. A day that is not shown is None."""

    title: str
    url: str = ""
    asked: date | None = None
    answered: date | None = None
    state: str = ""  # 已回复, 办理中, as shown
    has_answer: bool | None = None  # None: the page does not show answers


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link with its words."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class MatterLink:
    """A link of one matter, with what stands over or before it: the column's heading, 征求意见：."""

    url: str
    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter of a directory of major decisions. `said`: cells without a link, by heading (会议: 不涉及)."""

    name: str
    links: tuple[MatterLink, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageContent:
    """What one page says. `url`, `digest` and `columns` are the round's; all else is the body's alone."""

    url: str = ""
    digest: str = ""
    columns: tuple[str, ...] = ()  # of the plan, that list this page or whose list it is
    kind: str = "other"  # home, list, article, other, part (no whole page): by the page's structure
    title: str = ""  # the article's, else the page's
    heading: str = ""  # the title that the page shows, whatever its labels say; "" where it is not known
    metas: Mapping[str, str] = field(default_factory=dict)  # by the name as written, values cut at 300
    marks: Mapping[Mark, str] = field(default_factory=dict)  # what was found, with the words or address that show it
    id_codes: tuple[str, ...] = ()  # 标识码 as the foot states them
    foot_from: tuple[str, ...] = ()  # where few marks stand: frames and scripts that may draw the foot; "scripts": any
    frames: tuple[str, ...] = ()  # addresses of pages that are shown inside this one
    days: tuple[StatedDay, ...] = ()
    number: str = ""  # 文号
    source: str = ""  # 来源
    fields: Mapping[str, str] = field(default_factory=dict)  # the table of document facts: 有效性, 成文日期 …
    notices: tuple[str, ...] = ()  # 本文件已废止, 已失效: said of the document outside its text
    links: tuple[Anchor, ...] = ()  # of the body, and those named as related; at most 300 of an article, else 1,000
    attachments: tuple[Anchor, ...] = ()
    tables: tuple[TableFacts, ...] = ()
    messages: tuple[Message, ...] = ()
    matters: tuple[Matter, ...] = ()  # of a directory of major decisions (spiders.contents.matters)
    personal: tuple[PersonalDatum, ...] = ()
    outcomes: tuple[str, ...] = ()  # of a notice that asks for opinions: what it says outside its text of what came
    packed: str = ""  # the text, zlib and base64: the article's body, of another page all that people read

    @property
    def text(self) -> str:
        """The body as plain text."""
        return zlib.decompress(base64.b64decode(self.packed)).decode() if self.packed else ""


def pack(text: str) -> str:
    """Text as `PageContent.packed` keeps it; half characters and what is too long are left out."""
    whole = text[:LONGEST_TEXT].encode("utf-8", "ignore")
    return base64.b64encode(zlib.compress(whole)).decode() if whole else ""


_ADAPTER: TypeAdapter[PageContent] = TypeAdapter(PageContent)
_OF_THE_ROUND = {"url", "digest", "columns"}


def to_facts(content: PageContent) -> dict[str, Json]:
    """The body's own part as JSON, defaults left out."""
    dumped: dict[str, Json] = _ADAPTER.dump_python(content, mode="json", exclude_defaults=True, exclude=_OF_THE_ROUND)
    return dumped


def from_facts(facts: Mapping[str, Any], url: str, digest: str, columns: tuple[str, ...] = ()) -> PageContent:
    """The content of a page with that body. What an older program left out has its default."""
    known = {key: value for key, value in facts.items() if key in PageContent.__dataclass_fields__}
    return replace(_ADAPTER.validate_python(known), url=url, digest=digest, columns=columns)
