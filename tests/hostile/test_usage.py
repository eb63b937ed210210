"""A wrong command or plan ends with status 2 and names the fault; nothing is fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.command import run

GOOD = "site: {name: 某局, home: 'http://127.0.0.1:9/'}\n"
WRONG_PLANS = {
    "not-yaml": ("site: {name: [", "1"),
    "empty": ("", ""),
    "no-site": ("columns: []\n", "site"),
    "unknown-key": (GOOD + "colums: []\n", "colums"),
    "bad-duration": (GOOD + "columns: [{name: 动态, url: /a/, update_within: 两周}]\n", "update_within"),
    "bad-unit": (GOOD + "units: [甲]\ncolumns: [{name: 动态, url: /a/, unit: 乙}]\n", "乙"),
    "two-dues": (GOOD + "expectations: [{name: 甲, due: {monthly: 3, yearly: 01-31}, all_of: [甲]}]\n", "due"),
    "a-list": ("- 1\n- 2\n", ""),
    "not-text": ("\x00\x01\x02", ""),
}


@pytest.mark.parametrize("fault", WRONG_PLANS)
def test_a_wrong_plan_ends_with_2_and_names_the_fault(tmp_path: Path, fault: str) -> None:
    text, named = WRONG_PLANS[fault]
    (tmp_path / "plan.yaml").write_text(text, "utf-8")
    ended = run(tmp_path, "inspect", str(tmp_path / "plan.yaml"), within=30)
    assert ended.status == 2, ended.output
    assert named in ended.output
    assert "Traceback" not in ended.output


def test_every_mistake_of_a_plan_is_named_at_once_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(
        "site:\n  name: 某局\n  home: http://127.0.0.1:9/\n  hots: []\ncrawl:\n  delay: -3\ntimezone: Moon/Base\n",
        "utf-8",
    )
    ended = run(tmp_path, "inspect", str(tmp_path / "plan.yaml"), within=30)
    assert all(mark in ended.output for mark in (":4:", ":6:", ":7:")), ended.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("inspect", "absent.yaml"),
        ("inspect", "{plan}", "--as-of", "昨天"),
        ("inspect", "{plan}", "--checks", "no-such-check"),
        ("inspect", "{plan}", "--database", "nonsense"),
        ("inspect", "{plan}", "--round", "hourly"),
        ("inspect", "{plan}", "--format", "pdf"),
        ("inspect",),
        ("no-such-command",),
    ],
    ids=lambda a: " ".join(a[1:]) or a[0],
)
def test_a_wrong_command_ends_with_2_and_says_why(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(GOOD, "utf-8")
    ended = run(tmp_path, *(a.format(plan=plan) for a in arguments), within=30)
    assert ended.status == 2, ended.output
    assert ended.output.strip()
    assert "Traceback" not in ended.output
