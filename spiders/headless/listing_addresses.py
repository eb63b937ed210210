"""Where rows lead that have no address: learnt from rows that were pressed and from what is known of them. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin

from spiders.reading.list_json_fields import parse

Record = Mapping[str, str]  # what is known of a row: attributes of its elements, fields of its data
MOST_VALUES = 50_000  # of one answer that are looked at
_CALLBACK = re.compile(r"^[\s;]*(?:/\*.*?\*/)?\s*[\w.$\[\]'\"]{1,80}\s*\((.*)\)[\s;]*$", re.S)
_ARGUMENT = re.compile(r"""['"]([^'"]{1,200})['"]|\b(\d{1,19})\b""")
_WHOLE = re.compile(r"[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """How addresses are made: pieces of text, and names of fields between them."""

    pieces: tuple[tuple[str, bool], ...]  # text or a field's name, and whether it is a field

    def address(self, record: Record, base: str) -> str | None:
        """The row's address; None where a field is not known."""
        made = ""
        for text, is_field in self.pieces:
            if is_field and not record.get(text):
                return None
            made += record[text] if is_field else text
        return urljoin(base, made)


def learn(known: Sequence[tuple[Record, str]], base: str) -> Pattern | None:
    """The one pattern that explains every pressed row (what is known of it, where it led). Needs three that differ.

    A pattern without any field explains nothing; so do fields that all rows share.
    """
    if len({url for _, url in known}) < 3 or len(known) < 3:
        return None
    first, url = known[0]
    for pattern in _candidates(first, url, base):
        if all(pattern.address(record, base) == to for record, to in known):
            return pattern
    return None


def _candidates(record: Record, url: str, base: str) -> Iterable[Pattern]:
    """Patterns that give this row's address, the ones that leave least of it fixed first."""
    for name, value in record.items():
        if len(value) > 1 and ("/" in value or "." in value) and urljoin(base, value) == url:
            yield Pattern(((name, True),))
    found = [
        (name, value)
        for name, value in sorted(record.items(), key=lambda kv: -len(kv[1]))
        if value and value != url and len(value) <= 200 and _spot(url, value) >= 0
    ]
    for name, value in found:
        at = _spot(url, value)
        pieces = [(url[:at], False), (name, True), (url[at + len(value) :], False)]
        yield Pattern(tuple(p for p in pieces if p[0]))
        for other, part in found:  # two fields: /{year}/{id}.html, ?channel={c}&id={id}
            if other != name and (more := _with(pieces, other, part)):
                yield more


def _with(pieces: list[tuple[str, bool]], name: str, value: str) -> Pattern | None:
    made: list[tuple[str, bool]] = []
    used = False
    for text, is_field in pieces:
        at = -1 if is_field or used else _spot(text, value)
        if at < 0:
            made.append((text, is_field))
        else:
            made += [(text[:at], False), (name, True), (text[at + len(value) :], False)]
            used = True
    return Pattern(tuple(p for p in made if p[0])) if used else None


def _spot(text: str, value: str) -> int:
    """Where the value stands in the text as a whole word, after the host; the last such place; -1."""
    low = text.find("/", text.find("//") + 2) if "//" in text else 0
    at = text.rfind(value)
    while at >= max(0, low):
        before, after = text[at - 1 : at], text[at + len(value) : at + len(value) + 1]
        if not (_WHOLE.match(before) and _WHOLE.match(value[0])) and not (
            _WHOLE.match(after) and _WHOLE.match(value[-1])
        ):
            return at
        at = text.rfind(value, 0, at)
    return -1


def records_in(body: bytes) -> list[Record]:
    """Every object of a JSON or JSONP answer with its plain fields; those of an object inside it beside its own."""
    text = body.decode("utf-8", "replace").strip()
    value: Any = parse(text) if text[:1] in ("{", "[") else None
    if value is None and (called := _CALLBACK.match(text[:5_000_000])):
        value = parse(called[1])
    found: list[Record] = []
    stack = [value]
    for _ in range(MOST_VALUES):
        if not stack:
            break
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            found.append(_plain(item))
            stack.extend(v for v in reversed(item.values()) if isinstance(v, (list, dict)))
        elif isinstance(item, str) and item[:1] in ("{", "[") and (inner := parse(item)) is not None:
            stack.append(inner)
    return found


def _plain(item: Mapping[str, Any]) -> Record:
    inner = [v for v in item.values() if isinstance(v, dict)]
    merged = {**(inner[0] if len(inner) == 1 else {}), **item}
    return {
        str(k): v if isinstance(v, str) else json.dumps(v)
        for k, v in merged.items()
        if isinstance(v, (str, int)) and not isinstance(v, bool)
    }


def known_of(words: str, attributes: Mapping[str, str], records: Sequence[Record]) -> Record:
    """What is known of a row: its elements' attributes, the arguments of its script, and its object in the data."""
    known = {f"@{name}": value for name, value in attributes.items() if name != "onclick"}
    for number, match in enumerate(_ARGUMENT.finditer(attributes.get("onclick", ""))):
        known[f"@argument {number}"] = match[1] or match[2]
    same = re.sub(r"\s+", "", words)
    mine = [r for r in records if any(_packed(value) == same for value in r.values())] or [
        r for r in records if any(_is_title(value, words) for value in r.values())
    ]
    if len({json.dumps(dict(r), sort_keys=True) for r in mine}) == 1:  # two rows of one title: whose data is not known
        known |= mine[0]
    return known | {
        f"%{name}": quote(value, safe="") for name, value in known.items() if quote(value, safe="") != value
    }


def _is_title(value: str, words: str) -> bool:
    """Whether a field is what the row shows as its title, in full or cut."""
    if len(value) < 4 or len(value) > 400:
        return False
    packed, shown = _packed(value), re.sub(r"\s+", "", words)
    if packed in shown:
        return len(packed) >= 6
    cut = re.split(r"\.{2,}|…", shown)[0]
    return len(cut) >= 8 and cut != shown and cut[-8:] in packed and packed[:6] in shown


def _packed(value: str) -> str:
    return re.sub(r"<[^<>]*>|\s+", "", value) if len(value) <= 400 else value
