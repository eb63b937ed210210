"""What a browser, or a download, showed of one address: plain values, kept beyond the round that took them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from inspection.findings import Json


class View(StrEnum):
    """How an address was looked at. One address has at most one visit of each."""

    DESK = "desk"  # at an office PC's width: facts are PageFacts
    PHONE = "phone"  # at the plan's phone width: facts are PageFacts
    SERVICE = "service"  # a service's page on the platform: facts are ServiceFacts
    POLICY = "policy"  # a policy's page, for the services that it leads to: facts are PolicyFacts
    SEARCH = "search"  # the site's search, asked for its own titles: facts are SearchFacts
    FORM = "form"  # the consultation form: facts are FormFacts
    DOWNLOAD = "download"  # the first bytes of a file: facts are DownloadFacts
    FILE = "file"  # a file that was read to its end: facts are inspection.files.FileFacts


@dataclass(frozen=True, slots=True)
class Visit:
    """One look. `reason` is why nothing was learnt (timeout, crashed, blocked-by-firewall, dns, http-404 ...)."""

    url: str  # as asked, normalised
    view: View
    visited_at: datetime  # aware
    round: str  # id of the round that looked
    reason: str | None = None  # None: the page was seen, and `facts` hold
    status: int | None = None  # of the main document
    final_url: str | None = None  # where redirects and scripts led, when that is elsewhere
    title: str = ""
    facts: Mapping[str, Json] = field(default_factory=dict)
    picture: str | None = None  # SHA-256 of a PNG in the evidence store


@dataclass(frozen=True, slots=True)
class ScriptError:
    """An error that no script caught. `source`: the script's address, empty where it stands in the page."""

    message: str
    source: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Insecure:
    """Something that a page of https:// asked for by http://."""

    url: str
    kind: str  # script, stylesheet, image, media, font, xhr, frame, form
    blocked: bool  # by the browser, so that people do not see it


@dataclass(frozen=True, slots=True)
class Wide:
    """An element that reaches beyond the right edge of the screen."""

    selector: str
    text: str
    right: int  # CSS pixels


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule of axe-core that the page breaks."""

    rule: str  # color-contrast, label ...
    impact: str  # minor, moderate, serious, critical
    tags: tuple[str, ...]  # wcag2a, wcag111 ...
    help: str  # Chinese
    count: int  # elements
    examples: tuple[str, ...] = ()  # HTML of a few, cut


@dataclass(frozen=True, slots=True)
class NoAlt:
    """An image that shows something and has no alternative text."""

    src: str
    selector: str
    link: str = ""  # where it leads, when it is the only content of a link


@dataclass(frozen=True, slots=True)
class Floating:
    """Something that floats above the page: a pop-up, a corner notice, a couplet."""

    text: str
    selector: str
    links: tuple[str, ...] = ()  # absolute
    images: tuple[str, ...] = ()  # absolute
    alts: tuple[str, ...] = ()
    covers: float = 0.0  # of the window, 0..1
    position: str = ""  # fixed, absolute, sticky
    moving: bool = False  # it drifts across the page by itself
    modal: bool = False  # it keeps people from the page beneath until it is closed
    role: str = ""  # by structure and words: nav (bar of links), tools (back to top, share, 无障碍); else empty
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a link off the site does when it is pressed."""

    url: str
    announced: bool | None  # None: could not be told
    said: str = ""  # the notice's words


@dataclass(frozen=True, slots=True)
class Hidden:
    """A link off the site that people cannot see, as the browser computes it."""

    url: str
    text: str
    how: str  # off-screen, zero-size, same-colour, transparent, clipped, display-none, visibility-hidden, covered
    parent: str = ""  # selector of the element that hides it
    scripted: bool = False  # inside something that scripts show: a menu, a tab, a carousel


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What one page showed at one width. Times in seconds, lengths in CSS pixels. None: not measured."""

    text: int = 0  # characters that people see
    images: int = 0  # images, canvases, videos, backgrounds of some size that people see
    controls: int = 0  # links, buttons, fields that people see
    excerpt: str = ""  # the beginning of the text that people see
    errors: tuple[ScriptError, ...] = ()
    failed: tuple[str, ...] = ()  # scripts and stylesheets that could not be had
    paint: float | None = None  # largest contentful paint
    loaded: float | None = None  # load event
    stalled: float = 0.0  # how long this machine itself kept the browser waiting, as far as it is known
    width: int = 0  # of the window
    scroll_width: int = 0  # of the page
    viewport_meta: bool = False
    wide: tuple[Wide, ...] = ()
    insecure: tuple[Insecure, ...] = ()
    pictures: int = 0  # img elements that people see
    no_alt: tuple[NoAlt, ...] = ()
    violations: tuple[Violation, ...] = ()
    axe: bool = False  # whether axe-core ran to its end
    floating: tuple[Floating, ...] = ()
    leaving: tuple[Leaving, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    inked: float | None = None  # share of the first screen that is not background, as painted: 0 is a blank sheet
    withheld: tuple[str, ...] = ()  # what the inspection itself refused the page (guard, robots.txt, limits)
    looks: int = 1  # how often the page was looked at: what seemed faulty is looked at twice


@dataclass(frozen=True, slots=True)
class DownloadFacts:
    """What the beginning of a file is. The visit's `reason` says why nothing of it was had."""

    kind: str = ""  # inspection.file_kinds
    content_type: str = ""
    size: int | None = None  # bytes, as the server states it
    began: float = 0.0  # seconds until the first bytes were there
    says: str = ""  # the title, or the first words, of a page that came in its place
    linked_from: str = ""  # one page that offers it
    named: str = ""  # as that page calls it


@dataclass(frozen=True, slots=True)
class SearchTry:
    """One of the site's own titles, asked of its search."""

    title: str
    url: str  # of the article
    query: str  # what was typed: the title, or the most telling part of it
    outcome: str  # found, absent (results without it, or none), broken (an error, a blank page), unclear
    reason: str | None = None  # no-results, other-results; http-500, blank; needs-captcha, search-not-sent ...
    shown_at: str = ""  # the address of the results


@dataclass(frozen=True, slots=True)
class SearchFacts:
    """What the site's search found of its own titles. The visit's `reason` says why it was not asked at all."""

    tries: tuple[SearchTry, ...] = ()
    by_template: bool = False  # the plan names the address; else the home page's box was used


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What stands at the consultation's entrance. Nothing was typed there, nothing was sent."""

    state: str  # form, login, closed (it says so), blank, unclear; an error is the visit's status
    entry: str = ""  # the address of the entrance
    named: str = ""  # as the page that leads there calls it
    texts: int = 0  # fields for long text that people see
    fields: tuple[str, ...] = ()  # what else it asks for: title, name, phone, mail, code
    submit: str = ""  # words of the button
    says: str = ""  # the notice, or the first words
    others: tuple[str, ...] = ()  # further entrances that were opened and are no better


_PAGE = TypeAdapter(PageFacts)
_DOWNLOAD = TypeAdapter(DownloadFacts)
_SEARCH = TypeAdapter(SearchFacts)
_FORM = TypeAdapter(FormFacts)


def page_facts(visit: Visit) -> PageFacts:
    """The facts of a visit at desk or phone width. What an older program left out has its default."""
    return _PAGE.validate_python(dict(visit.facts))


def download_facts(visit: Visit) -> DownloadFacts:
    """The facts of a download."""
    return _DOWNLOAD.validate_python(dict(visit.facts))


def search_facts(visit: Visit) -> SearchFacts:
    """The facts of a search."""
    return _SEARCH.validate_python(dict(visit.facts))


def form_facts(visit: Visit) -> FormFacts:
    """The facts of a consultation's entrance."""
    return _FORM.validate_python(dict(visit.facts))


def to_facts(facts: object) -> dict[str, Json]:
    """A dataclass of facts as JSON values."""
    kind: Any = type(facts)
    dumped: dict[str, Json] = _adapter(kind).dump_python(facts, mode="json")
    return dumped


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
