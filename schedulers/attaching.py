"""The pictures of what a message is about, looked up when it is sent."""

from __future__ import annotations

import base64
from dataclasses import replace

from inspection.pictures import Picture
from inspection.telling import Kind
from notifications.alert import Alert, Line, Shown
from notifications.pictures import DOUBTS
from spiders import logs
from store.errors import StoreError
from store.store import Store

SENT = 3  # pictures that are sent along
_BYTES = 1_500_000  # of these together
_KINDS = frozenset({Kind.NEW, Kind.REMINDER, Kind.ESCALATION})
_DOUBT = "截图与所报不一致，请人工核对"

log = logs.get(__name__)


def with_pictures(store: Store, alert: Alert) -> Alert:
    """The alert with what shows its issues. Never fails: without pictures the words go all the same."""
    if alert.kind not in _KINDS or not alert.lines:
        return alert
    try:
        known = store.pictures_of_issues([line.issue for line in alert.lines])
    except StoreError as error:
        log.warning("截图没有附上", error=error.reason)
        return alert
    shown: list[Shown] = []
    left, count = _BYTES, SENT
    for line in alert.lines:
        picture = known.get(line.issue)
        if picture is None:
            continue
        content = _content(store, picture, left) if count else ""
        left -= len(content) * 3 // 4
        count -= bool(content)
        shown.append(_shown(line.issue, picture, content))
    doubtful = {one.issue for one in shown if one.doubtful}
    lines = tuple(_doubted(line) if line.issue in doubtful else line for line in alert.lines)
    return replace(alert, lines=lines, pictures=tuple(shown))


def _shown(issue: int, picture: Picture, content: str) -> Shown:
    doubtful = picture.reason in DOUBTS
    return Shown(issue, picture.shows, doubtful, picture.evidence, picture.snapshot, picture.har, content)


def _doubted(line: Line) -> Line:
    return replace(line, note="，".join(filter(None, (line.note, _DOUBT))))


def _content(store: Store, picture: Picture, most: int) -> str:
    if picture.evidence is None:
        return ""
    try:
        body = store.evidence.get(picture.evidence)
    except StoreError:  # cleared away, or damaged
        return ""
    return base64.b64encode(body).decode() if body.startswith(b"\x89PNG") and len(body) <= most else ""
