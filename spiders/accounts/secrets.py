"""Secrets of one round: read from the environment, named by variable, blotted out of everything that is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from urllib.parse import quote, quote_plus, unquote

BLOT = "***"
_SHORTEST = 4  # characters; blotting out a shorter value would blot out half of every text


class Secrets:
    """Values by variable, and whatever platforms hand out for them (access tokens): kept in memory only."""

    def __init__(self, environment: Mapping[str, str], names: Iterable[str]) -> None:
        self._values = {name: value for name in names if (value := environment.get(name, "").strip())}
        self._given: set[str] = set()

    def get(self, name: str) -> str | None:
        """The variable's value; None where it is not set or empty."""
        return self._values.get(name)

    def learn(self, value: str) -> None:
        """A platform handed this out: it is a secret too."""
        if value:
            self._given.add(value)

    def redact(self, text: str) -> str:
        """The text with every secret blotted out, in whichever way an address may carry it."""
        for form in self._forms:
            text = text.replace(form, BLOT)
        return text

    def redact_bytes(self, body: bytes) -> bytes:
        """The same for an answer's bytes, whatever its charset: secrets are ASCII."""
        for form in self._forms:
            body = body.replace(form.encode(), BLOT.encode())
        return body

    def digest(self, name: str, scope: str) -> str | None:
        """Tells whether the value is still the one that was refused, without keeping it; `scope` salts it."""
        value = self._values.get(name)
        if value is None:
            return None
        return hashlib.scrypt(value.encode(), salt=scope.encode(), n=2**14, r=8, p=1, dklen=16).hex()

    @property
    def _forms(self) -> list[str]:
        found: set[str] = set()
        for value in (*self._values.values(), *self._given):
            found |= {value, quote(value, safe=""), quote_plus(value), unquote(value)}
            found |= {part.partition("=")[2].strip() for part in value.split(";") if "=" in part}  # a cookie's parts
        return sorted((form for form in found if len(form) >= _SHORTEST), key=len, reverse=True)
