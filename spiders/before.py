"""What an earlier look at a page got, and whether today's answer is the same: then nothing of it is read again."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from spiders.fetch import Answer

_LONGEST = 1_000  # characters of a validator that is sent back


@dataclass(frozen=True, slots=True)
class Before:
    """One page as the last look recorded it."""

    evidence: str  # the body's SHA-256
    content_type: str
    etag: str | None = None
    last_modified: str | None = None
    freely: bool = False  # asked without a condition: does the server's word hold?

    @property
    def conditions(self) -> dict[str, str]:
        """Headers by which the server need not send again what has not changed; empty where it gave nothing to ask by.

        Both go out where both are known: a server that knows entity tags heeds them alone (RFC 9110, 13.2.2).
        """
        if self.freely:
            return {}
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value and _is_sendable(value)}

    def is_same(self, answer: Answer) -> bool:
        """Whether the answer is the page that was recorded: the server says so, or the bytes do."""
        if answer.status == 304:
            return bool(self.conditions)
        if answer.status != 200 or answer.content_type != self.content_type:
            return False
        return sha256(answer.body).hexdigest() == self.evidence

    def is_vouched_for(self, answer: Answer) -> bool:
        """Whether the server still gives the page the validators that it had: by its word it is unchanged."""
        said = [(self.etag, answer.headers.get("ETag")), (self.last_modified, answer.headers.get("Last-Modified"))]
        known = [(before, now) for before, now in said if before is not None]
        return bool(known) and all(before == now for before, now in known)


def _is_sendable(value: str) -> bool:
    return value.isascii() and value.isprintable() and len(value) <= _LONGEST
