"""The digest as one JSON document, for other programs: the facts, names unchanged, personal data masked."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from inspection.findings import Json
from inspection.personal import mask
from notifications.digest.facts import Counts, DigestFacts, Freshness

SCHEMA = "xunjian/digest/1"
_FACTS = TypeAdapter(DigestFacts)


def digest_document(facts: DigestFacts) -> dict[str, Any]:
    """Ready for json.dump; times are ISO 8601 with their offset, `week` is 2025-W13."""
    known: dict[str, Any] = _FACTS.dump_python(facts, mode="json")
    masked = _masked({**known, "week": str(facts.week)})
    assert isinstance(masked, dict)
    document: dict[str, Any] = {"schema": SCHEMA, **masked}
    for name, counts in (("counts", facts.counts), ("before", facts.before)):
        if counts is not None:
            document[name] |= _sums(counts)
    for column, fact in zip(document["columns"], facts.columns, strict=True):
        column["cells"] = _cells(fact)
    for account, one in zip(document["accounts"], facts.accounts, strict=True):
        if one.freshness is not None:
            account["freshness"]["cells"] = _cells(one.freshness)
    return document


def _cells(of: Freshness) -> list[dict[str, Any]]:
    return [{"week": str(one.week), "cell": one.cell.value, "count": one.count} for one in of.cells]


def _sums(counts: Counts) -> dict[str, Any]:
    rate = counts.false_alarm_rate
    return {
        "reopened": counts.reopened,
        "ended": counts.ended,
        "false_alarm_rate": None if rate is None else round(rate, 4),
    }


def _masked(value: Json) -> Json:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked(one) for one in value]
    return {key: _masked(one) for key, one in value.items()} if isinstance(value, dict) else value
