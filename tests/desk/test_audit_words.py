"""The audit trail in words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import desk
from desk.audit_words import ACTS, KINDS, act_words
from inspection.issue import Act

_KEEPERS = {"keep", "_keep", "AuditRow"}
_ACT = re.compile(r"[a-z]+(-[a-z]+)+")


def written() -> set[str]:
    """Every act that the desk's own code hands to the trail."""
    files = Path(desk.__file__).parent.rglob("*.py")
    return {act for path in files for act in _acts_in(ast.parse(path.read_text(encoding="utf-8")))}


def _acts_in(tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or getattr(call.func, "id", getattr(call.func, "attr", "")) not in _KEEPERS:
            continue
        for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
            if isinstance(argument, ast.Constant) and _ACT.fullmatch(str(argument.value)):
                yield str(argument.value)


def test_every_act_that_is_kept_has_its_words_and_no_other_does() -> None:
    assert written() == {act for act in ACTS if not act.startswith("issue-")}


def test_every_deed_on_an_issue_has_its_words() -> None:
    assert [act for act in Act if act_words(f"issue-{act.value}") == f"issue-{act.value}"] == []


def test_what_the_trail_can_be_narrowed_to_are_acts_that_there_are() -> None:
    assert [kind for kind in KINDS if not any(act.startswith(kind) for act in ACTS)] == []
