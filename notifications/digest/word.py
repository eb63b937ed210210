"""巡检周报 as a Word document in the official layout (公文格式, GB/T 9704-2012), to be signed and circulated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC
from io import BytesIO

from docx.document import Document

from notifications.digest.facts import DigestFacts
from notifications.digest.phrases import said, website, week_name
from notifications.digest.word_accounts import accounts
from notifications.digest.word_blocks import Approval, Block, Salutation, Signature, Subtitle, Title, numbered
from notifications.digest.word_columns import columns
from notifications.digest.word_issues import issues
from notifications.digest.word_layout import lay_out
from notifications.digest.word_outlook import outlook, undecided
from notifications.digest.word_package import sealed
from notifications.digest.word_pictures import NONE, Shot, pictures
from notifications.digest.word_summary import handling, overview

_ROLES = ("填报", "审核", "签发")


def document(facts: DigestFacts, shots: Mapping[int, Shot] = NONE) -> bytes:
    """The week as a .docx file; equal facts (and pictures, by issue) give equal bytes."""
    paper = lay_out(numbered(content(facts, shots)))
    _properties(paper, facts)
    written = BytesIO()
    paper.save(written)
    return sealed(written.getvalue())


def content(facts: DigestFacts, shots: Mapping[int, Shot] = NONE) -> Iterator[Block]:
    """What the document says, in order."""
    yield Title(title(facts))
    yield Subtitle(week_name(facts))
    yield Salutation(f"{said(facts.unit, 40)}：" if facts.unit else "各责任单位：")
    yield from overview(facts)
    yield from issues(facts)
    yield from columns(facts)
    yield from accounts(facts)
    yield from outlook(facts)
    yield from undecided(facts)
    yield from handling(facts)
    yield from pictures(facts, shots)
    yield Signature(said(facts.office or facts.site, 40), facts.until.date())
    yield Approval(_ROLES)


def title(facts: DigestFacts) -> str:
    """××网站巡检周报."""
    return f"{website(facts)}巡检周报"


def _properties(paper: Document, facts: DigestFacts) -> None:
    """What the file says of itself: nothing that changes from one writing to the next."""
    site, clock = said(facts.site, 40), facts.until.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = paper.core_properties
    properties.title = f"{title(facts)} {week_name(facts)}"
    properties.subject = said(facts.unit, 40) if facts.unit else "全站"
    properties.author = properties.last_modified_by = site
    properties.created = properties.modified = clock
    properties.language = "zh-CN"
    properties.revision = 1
