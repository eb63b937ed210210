"""The comparison says what was missed and what was invented."""

from __future__ import annotations

from demo import compare
from demo.truth import Known, Truth

TRUTH = Truth(
    faults=(Known("http://h/a", "附件缺失", "broken-link", "http-404"), Known("媒体关注", "旧", "stale-column")),
    undecided=(Known("http://f/", "防火墙"),),
    sound=(Known("http://h/fine", "HEAD 被拒"),),
)


def _finding(check, subject, reason=""):
    return {"check": check, "subject": subject, "title": "有错", "evidence": {"reason": reason} if reason else {}}


FOUND = [_finding("broken-link", "http://h/a", "http-404"), _finding("stale-column", "媒体关注")]
DOUBTS = [{"check": "broken-link", "subject": "http://f/", "reason": "blocked-by-firewall"}]


def _report(findings=FOUND, undecided=DOUBTS):
    return {"findings": findings, "undecided": undecided}


def test_a_report_that_says_what_is_known_is_right():
    assert compare(_report(), TRUTH).right


def test_a_known_fault_that_is_not_reported_is_missed():
    assert [k.subject for k in compare(_report(FOUND[:1]), TRUTH).missed] == ["媒体关注"]


def test_a_fault_under_another_check_is_both_missed_and_invented():
    found = compare(_report([FOUND[0], _finding("blank-column", "媒体关注")]), TRUTH)
    assert ([k.subject for k in found.missed], [i.check for i in found.invented]) == (["媒体关注"], ["blank-column"])


def test_a_finding_about_a_sound_thing_is_invented_and_says_what_the_thing_is():
    found = compare(_report([*FOUND, _finding("broken-link", "http://h/fine", "http-405")]), TRUTH)
    assert [(i.subject, i.why) for i in found.invented] == [("http://h/fine", "HEAD 被拒")]


def test_silence_about_what_cannot_be_judged_is_a_miss():
    assert [k.subject for k in compare(_report(undecided=[]), TRUTH).missed] == ["http://f/"]


def test_a_finding_about_what_cannot_be_judged_is_invented():
    found = compare(_report([*FOUND, _finding("broken-link", "http://f/", "http-403")], []), TRUTH)
    assert [i.subject for i in found.invented] == ["http://f/"]


def test_another_reason_is_told_but_no_miss():
    found = compare(_report([_finding("broken-link", "http://h/a", "http-410"), FOUND[1]]), TRUTH)
    assert (found.right, [said for _, said in found.otherwise]) == (True, ["http-410"])


def test_doubt_about_a_sound_thing_is_told_but_no_invention():
    found = compare(_report(undecided=[*DOUBTS, {"check": "broken-link", "subject": "http://h/fine"}]), TRUTH)
    assert (found.right, found.unclear) == (True, ("http://h/fine",))
