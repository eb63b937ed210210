"""Whose turn it is to be read: files of the plan's hosts, and attachments that articles name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from checks.matching import fits
from inspection.addresses import host_of
from inspection.contents import MADE_BY
from inspection.file_kinds import extension_of
from inspection.files import MADE_BY as FILE_MADE_BY
from inspection.files import file_facts
from inspection.records import Verdict
from inspection.visits import View, Visit, download_facts
from schedulers.browsed import Browsed
from schedulers.leaks import files_told

NEVER = datetime.min.replace(tzinfo=UTC)
# What holds no text that could be read: pictures, films, sound.
_NO_TEXT = frozenset(
    {"jpg", "jpeg", "jpe", "png", "gif", "bmp", "webp", "tif", "tiff", "ico", "mp4", "m4v", "mov", "mp3", "m4a", "wav"}
    | {"avi", "wma", "wmv", "flv", "mkv", "webm", "ogg", "mpg", "mpeg", "rm", "rmvb"}
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One file that is to be read. `page` offers it and calls it `name`; both empty where that is not known."""

    url: str
    page: str = ""
    name: str = ""
    last: Visit | None = None
    required: bool = False


def turns_of(browsed: Browsed) -> list[Turn]:
    """As many as the plan allows, the most urgent first."""
    store, site = browsed.store, browsed.plan.site.name
    until = datetime.max.replace(tzinfo=UTC)
    last = {visit.url: visit for visit in store.visits(site, NEVER, until, [View.FILE])}
    sizes = {visit.url: download_facts(visit).size for visit in store.visits(site, NEVER, until, [View.DOWNLOAD])}
    named, wanted = _named(browsed)
    told = files_told(browsed.plan, store)
    due = [
        Turn(url, *named.get(url, ("", "")), last.get(url), url in wanted)
        for url in dict.fromkeys(_files(browsed, {*named, *told}))
        if url not in last or last[url].round != browsed.round_id
    ]
    due.sort(key=lambda turn: _urgency(turn, sizes.get(turn.url)))
    most = browsed.plan.privacy.files
    first = [turn for turn in due if turn.url in told][: (most + 1) // 2]  # whoever mended one is not to wait
    chosen = (first + [turn for turn in due if turn not in first])[:most]
    return _with_pages(browsed, chosen)


def _urgency(turn: Turn, size: int | None) -> tuple[bool, int, datetime, str]:
    """What must be there first; then what was never read, what is of another size now, what was read longest ago."""
    last = turn.last
    if last is None:
        return (not turn.required, 0, NEVER, turn.url)
    known = file_facts(last) if last.reason is None else None
    changed = known is None or known.made_by != FILE_MADE_BY or (size is not None and size != known.size)
    return (not turn.required, 1 if changed else 2, last.visited_at, turn.url)


def _files(browsed: Browsed, named: Collection[str]) -> Iterator[str]:
    """Those that open, by their names; what an article calls an attachment, or what is told of, however it is named."""
    hosts = browsed.plan.site.inspected_hosts
    for probe in browsed.store.probes(browsed.round_id):
        if probe.verdict is not Verdict.SOUND:
            continue
        extension = extension_of(probe.url)
        if extension in _NO_TEXT:
            continue
        if probe.url in named or (extension and host_of(probe.url) in hosts):
            yield probe.url


def _named(browsed: Browsed) -> tuple[dict[str, tuple[str, str]], set[str]]:
    """Attachments by address, with the page and its name for them; and those of articles that must have such."""
    wanted = _asked(browsed)
    named: dict[str, tuple[str, str]] = {}
    required: set[str] = set()
    for page, _, facts in browsed.store.sound_page_facts(browsed.round_id, MADE_BY):
        attachments = facts.get("attachments")
        for one in attachments if isinstance(attachments, list) else ():
            if isinstance(one, dict) and isinstance(url := one.get("url"), str) and url.startswith("http"):
                named.setdefault(url, (page, str(one.get("text") or "")))
                if page in wanted:
                    required.add(url)
    return named, required


def _asked(browsed: Browsed) -> set[str]:
    """Articles whose titles are those that the plan wants with attachments."""
    asked = [one for one in browsed.plan.expectations if one.attachments == "required"]
    if not asked:
        return set()
    readings = browsed.store.readings(browsed.round_id)
    return {
        article.url
        for reading in readings.values()
        for article in reading.articles
        if any(fits(one, article.title) for one in asked)
    }


def _with_pages(browsed: Browsed, turns: list[Turn]) -> list[Turn]:
    """Those that no article names, with a page that links to them."""
    store, home = browsed.store, browsed.plan.site.home_url
    bare = [turn.url for turn in turns if not turn.page]
    links = {
        target.probe.url: target.links[0]
        for target in (store.targets_at(browsed.round_id, bare, home, 1) if bare else ())
        if target.links
    }
    return [
        replace(turn, page=links[turn.url].page, name=links[turn.url].text) if turn.url in links else _as_before(turn)
        for turn in turns
    ]


def _as_before(turn: Turn) -> Turn:
    """What nothing links to any more keeps the name that it had."""
    known = turn.last is not None and turn.last.reason is None and not turn.page
    return replace(turn, name=file_facts(turn.last).named) if known and turn.last is not None else turn
