"""Lexicons, read from the files that a plan names."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspection.plan import Plan
from inspection.wordings import Lexicon
from schedulers.lexicons import BUILT_IN, lexicons_of


def read(folder: Path, *patterns: str, built_in: bool = False) -> tuple[Lexicon, ...]:
    wording = {"lexicons": list(patterns), "built_in": built_in}
    plan = Plan.model_validate({"site": {"name": "某局", "home": "https://a.example/"}, "wording": wording})
    return lexicons_of(plan, folder)


def test_the_built_in_lexicon_comes_first_unless_the_plan_does_without(tmp_path: Path) -> None:
    assert [one.name for one in (*read(tmp_path, built_in=True), *read(tmp_path))] == [BUILT_IN]


def test_a_pattern_names_several_files_each_once(tmp_path: Path) -> None:
    (tmp_path / "词表").mkdir()
    for name in ("乙", "甲"):
        (tmp_path / "词表" / f"{name}.txt").write_text("残废人 -> 残疾人", "utf-8")
    found = read(tmp_path, "词表/*.txt", "词表/甲.txt")
    assert [(one.name, len(one.entries)) for one in found] == [("词表/乙.txt", 1), ("词表/甲.txt", 1)]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("没有.txt", "没有找到词表“没有.txt”"),
        ("../外.txt", "应当放在方案所在文件夹之内"),
        ("/etc/hostname", "应当放在方案所在文件夹之内"),
        ("里/../../外.txt", "应当放在方案所在文件夹之内"),
        ("a**b/*.txt", "词表“a**b/*.txt”"),
        (".", "的写法不对"),
    ],
)
def test_a_pattern_that_names_nothing_or_leads_outside_is_said(tmp_path: Path, pattern: str, said: str) -> None:
    (one,) = read(tmp_path, pattern)
    assert (said in one.problem, one.entries) == (True, ())


def test_a_link_that_leads_outside_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "方案"
    inside.mkdir()
    (tmp_path / "外.txt").write_text("残废人 -> 残疾人", "utf-8")
    (inside / "里.txt").symlink_to(tmp_path / "外.txt")
    (one,) = read(inside, "*.txt")
    assert "指向方案文件夹之外" in one.problem


def test_a_link_that_leads_to_itself_is_said(tmp_path: Path) -> None:
    (tmp_path / "圈.txt").symlink_to("圈.txt")
    (one,) = read(tmp_path, "*.txt")
    assert "指向自己" in one.problem


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "大.txt").write_bytes(b"#" * (5 * 1024 * 1024 + 1))
    assert "超过 5 MB" in read(tmp_path, "*.txt")[0].problem
