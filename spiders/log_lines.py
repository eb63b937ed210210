"""What a log line holds: one line, of bounded length, without secrets, whatever hostile pages and libraries put in."""

from __future__ import annotations

import json
import logging
import math
import re
import reprlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import PurePath
from typing import Any

MOST_TEXT = 2000  # characters of one value
MOST_TRACE = 8000  # characters of a traceback, its end
_MOST_ITEMS = 50  # of a list or mapping
_DEEPEST = 4
_LOOKED_AT = 50_000  # characters in which secrets are looked for; the rest is cut off anyway
_LARGEST = 2**63  # integers beyond are no figures of ours, and slow to print
BLOT = "***"

# Control characters, line and paragraph separators, what turns text around, lone surrogates.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_IN_TRACE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_USER_IN_ADDRESS = re.compile(r"(?<=://)[^/\s@'\"]+@")
_NAMED_SECRET = re.compile(
    r"((?:key|token|secret|passw(?:or)?d|pwd|signature|sign|auth|authorization|credential)[\"']?\s*[:=]\s*[\"']?"
    r"(?:(?:bearer|basic)\s+)?)[^\s\"'&,;}]+",
    re.I,
)
_COOKIE = re.compile(r"(cookie[\"']?\s*[:=]\s*[\"']?)[^\n\"']+", re.I)
_SECRET_NAME = re.compile(r"(?:key|token|secret|passw(?:or)?d|pwd|cookie|authorization|credential)s?$", re.I)
_FIRST = ("time", "level", "event", "logger", "process", "site", "round", "kind")

_repr = reprlib.Repr()
_repr.maxother = _repr.maxstring = _repr.maxlong = MOST_TEXT


def without_secrets(text: str) -> str:
    """Blots out what stands where passwords, keys and tokens stand in addresses, headers and JSON."""
    text = _USER_IN_ADDRESS.sub(f"{BLOT}@", text)
    return _COOKIE.sub(rf"\1{BLOT}", _NAMED_SECRET.sub(rf"\1{BLOT}", text))


class Cleaning:
    """Makes any value fit for one line. `redact` blots out the secrets that are known by value."""

    def __init__(self, redact: Callable[[str], str] = str) -> None:
        self._redact = redact

    def facts(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The line's values, in the order in which people look for them."""
        ordered = {name: facts[name] for name in _FIRST if name in facts} | dict(facts)
        return {str(name)[:100]: self._named(str(name), value) for name, value in ordered.items() if value is not None}

    def _named(self, name: str, value: Any) -> Any:
        if name == "exception":
            return self._trace(str(value))
        return BLOT if _SECRET_NAME.search(name) else self.value(value)

    def value(self, value: Any, depth: int = 0) -> Any:
        """What JSON can write: texts, numbers, lists and mappings, each bounded."""
        if isinstance(value, Enum):
            value = value.value
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int):
            return value if -_LARGEST < value < _LARGEST else "…"
        if isinstance(value, float):
            return value if math.isfinite(value) else str(value)
        if isinstance(value, (str, PurePath)):
            return self.text(str(value))
        if isinstance(value, (datetime, date)):
            return value.isoformat()
        if depth < _DEEPEST and isinstance(value, Mapping):
            few = list(value.items())[:_MOST_ITEMS]
            return {str(self.value(name))[:100]: self._inner(name, inner, depth) for name, inner in few}
        if depth < _DEEPEST and isinstance(value, (list, tuple, set, frozenset)):
            return [self.value(inner, depth + 1) for inner in list(value)[:_MOST_ITEMS]]
        return self.text(_repr.repr(value))  # it prints what cannot be printed, too

    def _inner(self, name: Any, value: Any, depth: int) -> Any:
        return BLOT if isinstance(name, str) and _SECRET_NAME.search(name) else self.value(value, depth + 1)

    def text(self, text: str) -> str:
        """One line of text: neither longer than can be read nor able to look like several."""
        said = without_secrets(self._redact(_UNPRINTABLE.sub(" ", text[:_LOOKED_AT])))
        return said if len(said) <= MOST_TEXT else f"{said[:MOST_TEXT]}…（共 {len(text)} 字）"

    def _trace(self, text: str) -> str:
        """A traceback keeps its lines, and its end, where the error stands."""
        said = without_secrets(self._redact(_IN_TRACE.sub(" ", text[-_LOOKED_AT:])))
        return said if len(said) <= MOST_TRACE else f"…{said[-MOST_TRACE:]}"


def stamp(record: logging.LogRecord, context: Mapping[str, Any]) -> dict[str, Any]:
    """What every line says besides its own facts: when, how grave, from where, about which site and round."""
    facts = getattr(record, "facts", None)
    said = dict(facts) if isinstance(facts, Mapping) else {}
    time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"time": time, "level": record.levelname.lower(), "logger": record.name} | dict(context) | said


def as_json(facts: Mapping[str, Any], *, plain: bool) -> str:
    """One JSON object; `plain`: in ASCII, for a stream that knows nothing else."""
    return json.dumps(facts, ensure_ascii=plain, default=_repr.repr)
