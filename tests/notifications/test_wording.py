"""Whatever reports show has a Chinese name."""

from __future__ import annotations

import re

import pytest

from notifications import evidence, reasons, wording


@pytest.mark.parametrize("check", wording.CHECK_NAMES)
def test_every_named_check_has_advice(check):
    assert wording.check_advice(check).endswith("。")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("http-404", "服务器回答 404（找不到）"),
        ("http-599", "服务器回答 599"),
        ("blocked-by-firewall", "检测受阻：被防火墙拦截"),
        ("soft-404", "页面打得开，但内容是“找不到页面”"),
        ("never-heard-of", "never-heard-of"),
    ],
)
def test_reasons_are_put_into_words_and_unknown_ones_are_shown_as_they_are(reason, said):
    assert reasons.reason_text(reason) == said


def test_names_of_checks_are_chinese_and_differ():
    names = list(wording.CHECK_NAMES.values())
    assert len(set(names)) == len(names)
    assert all(re.search(r"[\u4e00-\u9fff]", name) for name in names)


def test_labels_of_evidence_fit_their_column():
    assert [label for label in evidence.EVIDENCE_NAMES.values() if len(label) > 8] == []
