"""Values as platforms' JSON and exported tables write them: each of the kind that is wanted, or nothing. Never raises.

Numbers are bounded: what has more digits than any count or identity is an attack on whoever reckons or stores it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Any

from spiders.reading.dates import from_timestamp

_LIMIT = 10**18  # of a number that is reckoned with
_LONGEST = 10**30  # of one that is a name
_WHOLE = re.compile(r"-?\d{1,18}", re.A)
_COUNT = re.compile(r"(?:[^\W\d]{0,4}\[)?([0-9]{1,18}(?:\.[0-9]{1,9})?)(亿|万|千|w|k)?\+?(?:次|人|条|个)?\]?")
_UNITS = {"亿": 100_000_000, "万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000}
_SEPARATORS = re.compile(r"[,\s']")


def as_text(value: Any) -> str:
    """Text without outer space and without what no database takes; a number as its digits; "" for anything else."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode().strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LONGEST else ""


def as_number(value: Any) -> int | None:
    """A whole number, written as a number or as text; None for anything else."""
    if isinstance(value, str):
        value = value.strip()
        return int(value) if _WHOLE.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return int(value) if -_LIMIT < value < _LIMIT and value == int(value) else None


def as_count(value: Any) -> int | None:
    """How many: 12, "1,234", "1.2万", "10万+" (at least that many), "35次", "赞[12]". None for 12%, -1 and words."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return round(value) if 0 <= value < _LIMIT else None
    if not isinstance(value, str) or len(value) > 60:
        return None
    match = _COUNT.fullmatch(_SEPARATORS.sub("", unicodedata.normalize("NFKC", value)).lower())
    return round(float(match[1]) * _UNITS.get(match[2] or "", 1)) if match else None


def as_flag(value: Any) -> bool:
    """Whether it is true, written as a boolean, a number or text."""
    return value is True or as_text(value).lower() in {"true", "1"}


def as_moment(value: Any) -> datetime | None:
    """Seconds since 1970 as a time in Shanghai; None for 0 and for what is no time."""
    stamp = as_number(value)
    return from_timestamp(stamp) if stamp else None


def as_dict(value: Any) -> dict[str, Any]:
    """The value where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """The value where it is an array; the values of an object with numbers for names, as PHP writes some arrays."""
    if isinstance(value, dict) and value and all(str(key).isdecimal() for key in value):
        return list(value.values())
    return value if isinstance(value, list) else []


def as_dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of an array; a single object where an array of one was meant."""
    return [entry for entry in ([value] if isinstance(value, dict) else as_list(value)) if isinstance(entry, dict)]
