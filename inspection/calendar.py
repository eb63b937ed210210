"""Working days by the official calendar, 调休 included, with an honest answer for years that it does not cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Workdays:
    """Working days. `overrides` come from the plan and win over the official calendar."""

    overrides: Mapping[date, bool] = field(default_factory=dict)
