"""What was measured of a page, as facts: pure, from the scripts' answers and from what the browser asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from inspection.visits import Insecure, PageFacts, ScriptError
from spiders.headless.opened import Exchange, Opened

_PARTS = ("script", "stylesheet")
# What says that it was the inspection itself, not the site, that refused an answer.
_OURS = ("ERR_BLOCKED_BY_CLIENT", "ERR_BLOCKED_BY_PRIVATE_NETWORK", "ERR_PROXY", "ERR_SOCKS")
_KINDS = {"xhr": "xhr", "fetch": "xhr", "document": "frame", "media": "media", "font": "font", "image": "image"}
_BLOCKED = ("script", "stylesheet", "xhr", "frame", "font")  # kinds that browsers do not load insecurely
_MOST = 60
_FACTS = TypeAdapter(PageFacts)


def facts_of(raw: dict[str, Any], opened: Opened, *, stalled: float) -> PageFacts:
    """The scripts' answers as PageFacts. `axe` among them: what axe-core said, None where it did not end."""
    timing, layout, alts = raw["timing"], raw["layout"], raw["alts"]
    axe = raw.get("axe")
    facts = _FACTS.validate_python(
        {
            **raw["content"],
            **layout,
            **alts,
            "paint": timing["paint"],
            "loaded": timing["loaded"],
            "hidden": raw["hidden"],
            "floating": raw["floating"],
            "violations": axe or [],
            "axe": axe is not None,
        }
    )
    measured: dict[str, Any] = {
        "stalled": stalled,
        "errors": errors_of(opened),
        "failed": failed_of(opened),
        "withheld": withheld_of(opened),
        "insecure": insecure_of(raw["insecure"], opened),
    }
    return replace(facts, **measured)


def errors_of(opened: Opened) -> tuple[ScriptError, ...]:
    """Uncaught errors, each message of each script once."""
    found: dict[tuple[str, str], ScriptError] = {}
    main = opened.page.url.partition("#")[0]
    for one in opened.errors[:500]:
        message, source = str(one.get("message", "")).strip()[:300], str(one.get("source", "") or "")
        source = "" if source.partition("#")[0] in (main, opened.task.url) else source[:500]
        line = str(one.get("line", "") or "")
        if message:
            found.setdefault((message, source), ScriptError(message, source, int(line) if line.isdigit() else None))
    return tuple(found.values())[:_MOST]


def failed_of(opened: Opened) -> tuple[str, ...]:
    """Scripts and stylesheets that could not be had."""
    found = (one.url for one in opened.exchanges if one.kind in _PARTS and _is_lost(one) and not _is_ours(one))
    return tuple(dict.fromkeys(found))[:_MOST]


def unanswered_of(opened: Opened) -> bool:
    """Whether a script or data got no answer at all, which may be the fault of the way there, or ours."""
    kinds = (*_PARTS, "xhr", "fetch")
    silent = (one for one in opened.exchanges if one.kind in kinds and one.status is None)
    return any(_is_ours(one) or not one.error or _is_lost(one) for one in silent)


def withheld_of(opened: Opened) -> tuple[str, ...]:
    """What the inspection refused the page."""
    return tuple(dict.fromkeys(one.url for one in opened.exchanges if _is_ours(one)))[:_MOST]


def _is_lost(one: Exchange) -> bool:
    if one.status is not None:
        return one.status >= 400
    return bool(one.error) and "ERR_ABORTED" not in one.error  # the page itself thought better of it


def _is_ours(one: Exchange) -> bool:
    return any(mark in one.error for mark in _OURS)


def insecure_of(named: list[dict[str, Any]], opened: Opened) -> tuple[Insecure, ...]:
    """What the page's elements name by http://, and what its scripts and styles asked for beside."""
    if not opened.page.url.startswith("https://"):
        return ()
    found = {one["url"]: Insecure(**one) for one in named}
    for one in opened.exchanges:
        if one.url.startswith("http://") and not _is_top(one, opened):
            kind = _KINDS.get(one.kind, one.kind if one.kind in _PARTS else "xhr")
            lost = bool(one.error) or (kind in _BLOCKED and one.status is None)
            found.setdefault(one.url, Insecure(one.url[:2000], kind, lost))
    return tuple(found.values())[:_MOST]


def _is_top(one: Exchange, opened: Opened) -> bool:
    """The main document, before it was led on to https://."""
    if one.kind != "document":
        return False
    plain = {opened.task.url, "http" + opened.page.url.removeprefix("https")}
    return one.url in plain or (one.status is not None and 300 <= one.status < 400)
