"""Which pages a daily round looks at because faults are known of them."""

from __future__ import annotations

from dataclasses import replace

from inspection.findings import Finding, Severity
from schedulers.daily import told_pages

HOME, PAGE, OTHER = (f"https://x.example/{name}" for name in ("", "1.html", "2.html"))


def finding(subject: str, severity: Severity, *found_on: str) -> Finding:
    return Finding("some-check", severity, subject, "", "", "", found_on=found_on)


def test_the_worst_come_first_and_a_fault_without_an_address_names_the_pages_that_show_it() -> None:
    told = [
        finding("PubDate（稿件页）", Severity.WARNING, OTHER, "https://x.example/elsewhere"),
        finding("https://x.example/attach/dead.doc", Severity.ERROR, HOME),
        finding(PAGE, Severity.CRITICAL, PAGE),
    ]

    assert list(told_pages(told, {HOME, PAGE, OTHER})) == [PAGE, OTHER]


def test_a_check_with_many_faults_leaves_room_to_the_others() -> None:
    many = [finding(f"https://x.example/{n}.html", Severity.ERROR) for n in range(5)]
    other = replace(finding(OTHER + "#", Severity.WARNING), check="other-check")

    assert list(told_pages([*many, other], {one.subject for one in (*many, other)}))[1] == other.subject
