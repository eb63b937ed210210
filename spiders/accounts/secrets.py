"""Secrets of one round: read from the environment, named by variable, blotted out of everything that is kept."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import takewhile
from typing import Any, TypeVar
from urllib.parse import quote, quote_plus, unquote

T = TypeVar("T")

BLOT = "***"
_SHORTEST = 4  # characters; blotting out a shorter value would blot out half of every text
_SHORTEST_SAID = 8  # the same of what is published
_BEGINNING = 8  # characters by which a secret is known that was cut off
_ESCAPE = re.compile(r"%[0-9A-F]{2}")


class Secrets:
    """Values by variable, and whatever platforms hand out for them (access tokens): kept in memory only."""

    def __init__(self, environment: Mapping[str, str], names: Iterable[str]) -> None:
        self._values = {name: value for name in names if (value := environment.get(name, "").strip())}
        self._given: set[str] = set()
        self._note_forms()

    def get(self, name: str) -> str | None:
        """The variable's value; None where it is not set or empty."""
        return self._values.get(name)

    def learn(self, value: str) -> None:
        """A platform handed this out: it is a secret too."""
        if value and value not in self._given:
            self._given.add(value)
            self._note_forms()

    def redact(self, text: str) -> str:
        """The text with every secret blotted out, in whichever way an address may carry it, and if it was cut off."""
        for form in self._forms:
            text = text.replace(form, BLOT)
        for beginning, forms in self._beginnings.items():
            if beginning in text:
                text = _without_pieces(text, beginning, forms)
        return text

    def redact_bytes(self, body: bytes) -> bytes:
        """The same for an answer's bytes, whatever its charset: secrets are ASCII."""
        for form in self._forms:
            body = body.replace(form.encode("utf-8", "surrogateescape"), BLOT.encode())
        return body

    def redact_all(self, value: T) -> T:
        """A record of what a platform publishes, with the secrets blotted out of all its texts, at any depth.

        What may be a word, or an account's number, is left: it stands in the addresses of all the account's articles.
        """
        forms = [form for form in self._forms if _is_no_word(form)]

        def blot(text: str) -> str:
            for form in forms:
                if form in text:
                    text = text.replace(form, BLOT)
            return text

        return _mapped(value, blot) if forms else value

    def digest(self, name: str, scope: str) -> str | None:
        """Tells whether the value is still the one that was refused, without keeping it; `scope` salts it."""
        value = self._values.get(name)
        if value is None:
            return None
        password = value.encode("utf-8", "surrogateescape")
        return hashlib.scrypt(password, salt=scope.encode(), n=2**14, r=8, p=1, dklen=16).hex()

    def _note_forms(self) -> None:
        values = {*self._values.values(), *self._given}
        values |= {part.partition("=")[2].strip() for value in values for part in value.split(";")}  # a cookie's parts
        found = {form for value in values for form in _forms_of(value) if len(form) >= _SHORTEST}
        self._forms = sorted(found, key=len, reverse=True)
        self._beginnings: dict[str, list[str]] = {}
        for form in self._forms:
            if len(form) > _BEGINNING and "://" not in unquote(form):  # an address begins as many do
                self._beginnings.setdefault(form[:_BEGINNING], []).append(form)


def _forms_of(value: str) -> set[str]:
    """As addresses, pages and JSON write it."""
    quoted = {write(value, safe="", errors="surrogateescape") for write in (quote, quote_plus)}
    quoted |= {_ESCAPE.sub(lambda match: match[0].lower(), form) for form in {value, *quoted}}
    return {value, *quoted, unquote(value), html.escape(value), json.dumps(value)[1:-1]}


def _is_no_word(form: str) -> bool:
    """Neither a word nor a number, nor a number in base 64, as WeChat writes an account's."""
    if len(form) < _SHORTEST_SAID or not (any(map(str.isdigit, form)) or "://" in form):
        return False
    try:
        return not (form.isdecimal() or base64.b64decode(unquote(form), validate=True).isdigit())
    except ValueError:
        return True


def _without_pieces(text: str, beginning: str, forms: Iterable[str]) -> str:
    """Without what stands of the secret, where its end was cut off."""
    first, *parts = text.split(beginning)
    endings = [form[_BEGINNING:] for form in forms]
    return first + "".join(BLOT + part[max(_same(part, ending) for ending in endings) :] for part in parts)


def _same(one: str, other: str) -> int:
    """How many characters they have in common from the beginning on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _mapped(value: Any, blot: Callable[[str], str]) -> Any:
    """The value with `blot` applied to its texts; the same object where nothing changes."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return blot(value)
    if isinstance(value, tuple):
        items = tuple(_mapped(item, blot) for item in value)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if not is_dataclass(value) or isinstance(value, type):
        return value
    stated = ((field.name, getattr(value, field.name)) for field in fields(value))
    changed = {name: new for name, old in stated if (new := _mapped(old, blot)) is not old}
    return replace(value, **changed) if changed else value
