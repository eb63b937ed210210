"""What the store makes of a record: the same, with text that it can hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from store.values import clean, from_json, to_json

T = TypeVar("T")


def cleaned(record: T, **changes: Any) -> T:
    """The record as it comes back."""
    values = {field.name: _value(getattr(record, field.name)) for field in fields(record)}  # type: ignore[arg-type]
    return replace(record, **{**values, **changes})  # type: ignore[type-var]


def _value(value: Any) -> Any:
    if type(value) is str:
        return clean(value)
    if isinstance(value, Mapping):
        return from_json(to_json(value))
    if is_dataclass(value) and not isinstance(value, type):
        return cleaned(value)
    return tuple(map(_value, value)) if isinstance(value, tuple) else value
