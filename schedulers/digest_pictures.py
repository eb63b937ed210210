"""The pictures of a digest's most weighty issues, from the store."""

from __future__ import annotations

from inspection.pictures import Picture
from notifications.digest.facts import DigestFacts
from notifications.digest.word_pictures import SHOWN, Shot, weighty
from notifications.pictures import DOUBTS
from store.errors import StoreError
from store.store import Store

_ASKED = 200  # issues that are asked about: not every one has a picture
_BYTES = 8_000_000  # of one picture: what is larger is left out


def shots_of(store: Store, facts: DigestFacts) -> dict[int, Shot]:
    """By issue. A picture that speaks against the fault is none of it; one that was cleared away is left out."""
    wanted = [one.id for one in weighty(facts)[:_ASKED]]
    known = store.pictures_of_issues(wanted)
    found: dict[int, Shot] = {}
    for number in wanted:
        picture = known.get(number)
        body = _body(store, picture) if picture is not None and picture.reason not in DOUBTS else None
        if picture is not None and body is not None:
            found[number] = Shot(body, picture.shows)
        if len(found) == SHOWN:
            break
    return found


def _body(store: Store, picture: Picture) -> bytes | None:
    if picture.evidence is None:
        return None
    try:
        body = store.evidence.get(picture.evidence)
    except StoreError:  # cleared away, or damaged
        return None
    return body if body.startswith(b"\x89PNG") and len(body) <= _BYTES else None
