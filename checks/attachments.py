"""The attachments of one article: whether they are there, open, and are of the year that they should be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from checks.links import address_key
from inspection.contents import Anchor, PageContent
from inspection.due import Occurrence
from inspection.file_kinds import PAGES, extension_of
from inspection.files import FileFacts, file_facts
from inspection.observed import Observed
from inspection.occurrences import years_in
from inspection.reasons import explain
from inspection.records import Article, Probe, Verdict
from inspection.visits import View, Visit

# Kinds that are damaged where they cannot be read: of others our own reading may fall short.
_OPENS_NOT = frozenset({"pdf", "docx", "xlsx", "pptx", "zip"})
_HARDLY = 40  # characters: a page that shows no more is drawn by script
_SCRIPT = "script"  # in PageContent.foot_from
_MAY_BE = ("附件", "下载")  # words of a link that may be one, though it does not look like it


class State(StrEnum):
    """How an article's attachments stand."""

    SOUND = "sound"
    FAULTY = "faulty"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Attached:
    """What can be said. `faults`: in Chinese, one for each attachment that is wrong; none where there is none."""

    state: State
    faults: tuple[str, ...] = ()
    reason: str = ""


def attached_to(observed: Observed, article: Article, occurrence: Occurrence) -> Attached:
    """Of an article that counts for this occurrence.

    One attachment that is wrong makes the whole faulty; one that was not read leaves it undecided. The year is wrong
    where names or first lines say years, none of them the occurrence's, and no attachment says one that is.
    """
    if extension_of(article.url):
        files: tuple[Anchor, ...] = (Anchor(article.url, article.title),)
    else:
        page = (observed.contents or {}).get(article.url)
        if page is None:
            return Attached(State.UNKNOWN, reason="page-not-read")
        files = page.attachments
        if not files:
            return _none(page)
    return _judged(observed, files, occurrence)


def _none(page: PageContent) -> Attached:
    if len(page.text) < _HARDLY and (_SCRIPT in page.foot_from or not page.packed):
        return Attached(State.UNKNOWN, reason="scripted-page")
    if any(word in link.text for word in _MAY_BE for link in page.links):
        return Attached(State.UNKNOWN, reason="attachment-not-read")
    return Attached(State.FAULTY)


def _judged(observed: Observed, files: Sequence[Anchor], occurrence: Occurrence) -> Attached:
    looks = {address_key(v.url): v for v in observed.visits or () if v.view is View.FILE}
    probes = {address_key(target.probe.url): target.probe for target in observed.targets}
    faults: list[str] = []
    reasons: list[str] = []
    known: list[tuple[Anchor, FileFacts | None]] = []
    for one in files:
        fault, reason = _state(one, looks, probes)
        faults += [f"“{_called(one)}”{fault}"] if fault else []
        reasons += [reason] if reason else []
        look = looks.get(address_key(one.url))
        known.append((one, file_facts(look) if look is not None and look.reason is None else None))
    if not faults and (other := _other_year(known, occurrence)):
        faults.append(other)
    if faults:
        return Attached(State.FAULTY, tuple(faults))
    return Attached(State.UNKNOWN, reason=reasons[0]) if reasons else Attached(State.SOUND)


def _state(one: Anchor, looks: Mapping[str, Visit], probes: Mapping[str, Probe]) -> tuple[str, str]:
    """What is wrong with it, or why that cannot be told."""
    key = address_key(one.url)
    probe, look = probes.get(key), looks.get(key)
    if probe is not None and probe.verdict is Verdict.FAULTY:
        return f"打不开（{explain(probe.reason)}）", ""
    if probe is not None and probe.verdict is Verdict.UNDECIDED:
        return "", probe.reason or "undecided"
    if look is None:
        return "", "attachment-not-read"
    if look.reason is not None:
        return "", look.reason
    facts = file_facts(look)
    if facts.kind in PAGES and extension_of(one.url) not in ("", "txt", "csv", "xml"):
        return ("是空文件" if facts.kind == "empty" else f"点开是网页（{facts.title[:30]}），不是文件"), ""
    if facts.unread == "encrypted" or (facts.unread == "damaged" and facts.kind in _OPENS_NOT):
        return explain(facts.unread), ""
    if facts.unread == "damaged":
        return "", "damaged"
    return "", ""


def _other_year(known: Sequence[tuple[Anchor, FileFacts | None]], occurrence: Occurrence) -> str:
    """The year stated by names and first lines; what only the first page mentions speaks for, never against."""
    wrong: tuple[Anchor, frozenset[int]] | None = None
    for one, facts in known:
        stated = years_in(f"{one.text}\n{unquote(one.url.rpartition('/')[2])}\n{facts.title if facts else ''}")
        said = stated | frozenset(facts.years if facts else ())
        if said & occurrence.years:
            return ""
        if stated and wrong is None:
            wrong = (one, stated)
    if wrong is None:
        return ""
    return f"“{_called(wrong[0])}”写的是 {'、'.join(f'{year} 年' for year in sorted(wrong[1]))}"


def _called(one: Anchor) -> str:
    return (one.text.strip() or unquote(one.url.partition("?")[0].rpartition("/")[2]))[:40]
