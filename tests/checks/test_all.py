"""The list of checks, their pages of the manual, and the manual itself."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.all import CHECKS
from checks.check import Check
from checks.run import run_checks
from inspection.observed import Observed
from scripts.checks_manual import HEADINGS, MANUAL, manual, options, sections
from tests.checks.rounds import from_yaml, said

ROOM = Path(__file__).resolve().parents[2] / "checks"
by_name = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)


def examples(check: Check, heading: str) -> Iterator[str]:
    return iter(re.findall(r"```yaml\n(.*?)```", sections(check)[heading], re.DOTALL))


def test_every_check_on_disk_is_in_the_list() -> None:
    defined = set()
    for file in ROOM.glob("*.py"):
        module = importlib.import_module(f"checks.{file.stem}")
        defined |= {
            thing
            for thing in vars(module).values()
            if isinstance(thing, type) and issubclass(thing, Check) and thing is not Check
        }
    assert {type(check) for check in CHECKS} == defined


@by_name
def test_a_check_is_named_as_its_file(check: Check) -> None:
    assert type(check).__module__ == f"checks.{check.name.replace('-', '_')}"


@by_name
def test_a_check_is_named_in_kebab_case(check: Check) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z][a-z0-9]*)+", check.name)


@by_name
def test_the_manual_has_the_fixed_headings(check: Check) -> None:
    assert tuple(sections(check)) == HEADINGS


@by_name
def test_every_option_is_documented_with_its_default(check: Check) -> None:
    documented = dict(re.findall(r"^- `(\w+)`（默认 (.+?)）", sections(check)["选项"], re.MULTILINE))
    assert documented == {name: str(default) for name, default in options(check).items()}


@by_name
def test_the_faulty_example_is_found(check: Check) -> None:
    for text in examples(check, "有错的例子"):
        observed, told = from_yaml(text)
        assert said(check, observed).subjects == told["发现"]


@by_name
def test_the_sound_example_is_not_found(check: Check) -> None:
    for text in examples(check, "无错的例子"):
        observed, told = from_yaml(text)
        heard = said(check, observed)
        assert (heard.subjects, [u.subject for u in heard.untold]) == ([], told.get("无法判断", []))


@by_name
def test_a_check_has_both_examples(check: Check) -> None:
    assert list(examples(check, "有错的例子")), "faulty"
    assert list(examples(check, "无错的例子")), "sound"


@by_name
def test_an_example_speaks_of_its_own_fault_alone(check: Check) -> None:
    """So that the manual's round is believable as a whole: other checks see no fault in a sound example's subject."""
    for text in examples(check, "有错的例子"):
        observed, told = from_yaml(text)
        findings, _, broken = run_checks(observed)
        assert not broken
        assert set(told["发现"]) <= {f.subject for f in findings if f.check == check.name}


def test_the_manual_is_current() -> None:
    assert MANUAL.read_text("utf-8") == manual(), "run: python scripts/checks_manual.py"


def test_no_check_keeps_the_round_between_two_calls() -> None:
    first: list[Observed] = [from_yaml(next(examples(check, "有错的例子")))[0] for check in CHECKS]
    for observed in first:
        assert run_checks(observed) == run_checks(observed)
