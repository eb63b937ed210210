"""Every reason that the stages can name has its Chinese."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import notifications
from inspection.handling import Rung
from notifications.because import REASONS, STAGES, reason_words, stage_words, why_withdrawn

ROOM = Path(notifications.__file__).parent
MODULES = ("route", "inhibit", "dedup", "quiet_hours", "group", "escalate", "recover", "recall", "telling")


def strings(name):
    tree = ast.parse((ROOM / f"{name}.py").read_text("utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def named():
    """Reasons as the stages write them: the second argument of a Ruling, and the recall's constants."""
    calls = [
        node
        for name in MODULES
        for node in ast.walk(ast.parse((ROOM / f"{name}.py").read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Ruling"
    ]
    reasons = {call.args[1].value for call in calls if isinstance(call.args[1], ast.Constant)}
    return reasons | {text for text in strings("recall") if re.fullmatch(r"[a-z]+(-[a-z]+)+", text)}


def test_every_reason_in_the_code_has_words():
    assert named() - set(REASONS) == set()


def test_every_rung_has_words():
    told = Rung.model_fields["tell"].annotation.__args__

    assert {f"overdue-{who}" for who in told} <= set(REASONS)


def test_no_words_are_left_for_reasons_that_nobody_names():
    assert {reason for reason in REASONS if not reason.startswith("overdue-")} - named() == set()


def test_every_stage_has_words():
    stages = {text for name in MODULES for text in strings(name) if text in STAGES}

    assert stages | {"send"} == set(STAGES)


def test_what_is_not_known_keeps_its_own_name():
    assert (reason_words("x-y"), stage_words("x"), why_withdrawn("x-y")) == ("x-y", "x", "x-y")
