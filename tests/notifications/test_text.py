"""The summary in the terminal is short, aligned and plain where nobody looks."""

from __future__ import annotations

import io

from hypothesis import given, settings
from rich.cells import cell_len
from rich.console import Console

from inspection.findings import Undecided
from notifications.text import print_report
from tests.notifications import samples
from tests.notifications.samples import document, facts, finding


def _text(made, width=100, files=()):
    out = io.StringIO()
    print_report(made, Console(file=out, width=width), files)
    return out.getvalue()


def test_no_colour_is_written_where_it_is_no_terminal():
    assert "\x1b" not in _text(document([finding()]))


@settings(max_examples=40, deadline=None)
@given(samples.findings, samples.undecided)
def test_hostile_words_neither_colour_nor_control_the_terminal(findings, undecided):
    shown = _text(document(findings, undecided))
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown


def test_no_line_is_wider_than_the_terminal():
    found = [
        finding(subject="http://h.example/" + "中" * 300, title="题" * 300, found_on=("http://h.example/" + "a" * 400,))
    ]
    assert max(cell_len(line) for line in _text(document(found), width=80).splitlines()) <= 80


def test_markup_of_the_terminal_library_is_shown_as_it_stands():
    assert "[bold red]标题[/bold red]" in _text(document([finding(title="[bold red]标题[/bold red]")]))


def test_five_thousand_findings_stay_short_and_are_counted():
    shown = _text(document([finding(subject=f"http://h.example/{n}") for n in range(5000)]))
    assert len(shown.splitlines()) < 80
    assert "另有 4992 项" in shown


def test_findings_are_shown_with_reason_unit_and_place():
    shown = _text(
        document([finding(unit="残福处", found_on=("http://h.example/page",), evidence={"reason": "redirect-loop"})])
    )
    assert [t for t in ("断链", "残福处", "反复跳转", "见于：http://h.example/page") if t not in shown] == []


def test_what_could_not_be_judged_is_said_plainly():
    shown = _text(document([], [Undecided("broken-link", "http://f.example/", "blocked-by-firewall")]))
    assert "未能判定（1）" in shown


def test_checks_that_the_same_stopped_share_a_row():
    checks = ("stale-column", "blank-column", "undated-column", "personal-data")
    shown = _text(document([finding()], [Undecided(c, "慈善事业", "blocked-by-firewall") for c in checks]))
    assert shown.count("未能判定 1") == 1
    assert "等 4 项检查" in shown


def test_the_distance_to_the_veto_is_said():
    shown = _text(document([finding("blank-column", f"栏目{n}") for n in range(3)]))
    assert "距否决还差 2 个栏目" in shown


def test_the_distance_is_told_of_what_the_veto_counts():
    guides = [finding("incomplete-guide", f"指南{n}", evidence={"counts_for_veto": True}) for n in range(4)]
    assert "还差 1 个指南" in _text(document(guides))


def test_an_unfinished_round_and_a_broken_check_are_said():
    shown = _text(
        document(facts=facts(complete=False, missing=("超出页数上限",)), broken_checks={"broken-link": "ValueError"})
    )
    assert "未完成：超出页数上限" in shown
    assert "未执行：断链" in shown


def test_the_summary_ends_with_where_the_full_report_is():
    assert _text(document(), files=[("网页报告", "reports/a.html")]).rstrip().endswith("网页报告：reports/a.html")
