"""The document keeps its contract whatever was found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from inspection.findings import Severity, Undecided
from inspection.pictures import Picture
from notifications.report import NO_UNIT
from tests.notifications import samples
from tests.notifications.samples import AS_OF, document, facts, finding

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "report.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@settings(max_examples=40, deadline=None)
@given(samples.findings, samples.undecided)
def test_every_document_fits_the_schema_and_survives_json(findings, undecided):
    made = document(findings, undecided)
    VALIDATOR.validate(made)
    assert json.loads(json.dumps(made)) == made


@pytest.mark.parametrize("key", ["schema", "site", "as_of", "round", "findings", "undecided", "summary"])
def test_a_document_without_one_of_its_parts_does_not_fit(key):
    made = document([finding()])
    del made[key]
    assert not VALIDATOR.is_valid(made)


def test_every_key_of_the_document_is_in_the_schema():
    made = document([finding()], [Undecided("broken-link", "http://h/", "dns", "说明")], broken_checks={"x": "坏了"})
    parts = {
        "round": made["round"],
        "summary": made["summary"],
        "finding": made["findings"][0],
        "undecided": made["undecided"][0],
        "threshold": made["summary"]["thresholds"][0],
    }
    unknown = {name: set(part) - set(SCHEMA["$defs"][name]["properties"]) for name, part in parts.items()}
    assert (set(made) - set(SCHEMA["properties"]), unknown) == (set(), {name: set() for name in parts})


def test_the_gravest_findings_come_first():
    found = [
        finding("future-date", "a", severity=Severity.WARNING),
        finding("broken-link", "b"),
        finding("site-down", "c", severity=Severity.CRITICAL),
    ]
    assert [f["subject"] for f in document(found)["findings"]] == ["c", "b", "a"]


def test_the_order_in_which_checks_spoke_leaves_no_trace():
    found = [finding(subject=f"http://h/{n}", unit=u) for n, u in enumerate(["乙", None, "甲", "乙"])]
    assert document(found) == document(reversed(found))


def test_the_summary_counts_by_check_severity_and_unit():
    found = [finding(subject="a", unit="办公室"), finding(subject="b"), finding("blank-column", "c", unit="办公室")]
    summary = document(found)["summary"]
    assert (summary["by_check"], summary["by_unit"], summary["by_severity"]["error"]) == (
        {"blank-column": 1, "broken-link": 2},
        {"办公室": 2, NO_UNIT: 1},
        3,
    )


def test_what_could_not_be_completed_is_in_the_document():
    assert document(facts=facts(complete=False, missing=("栏目没有读完",)))["round"]["missing"] == ["栏目没有读完"]


def test_a_finding_names_its_picture_as_the_schema_has_it() -> None:
    shown = finding()
    picture = Picture(shown.fingerprint, AS_OF, "r", "http://h.example/", "断链", None, "a" * 64, None, "b" * 64)

    made = document([shown], pictures={shown.fingerprint: picture})

    [entry] = made["findings"]
    assert entry["picture"]["har"] == "b" * 64
    VALIDATOR.validate(made)
