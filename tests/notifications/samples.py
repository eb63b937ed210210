"""Findings and rounds for the tests of reports, and words that mean harm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from inspection.findings import Finding, Severity, Undecided, fingerprint
from notifications.report import RoundFacts, report_document

SHANGHAI = timezone(timedelta(hours=8))
AS_OF = datetime(2025, 3, 25, 9, 0, tzinfo=SHANGHAI)
CHECKS = ("broken-link", "stale-column", "blank-column", "missing-interpretation", "site-down", "not-known-yet")

# Markup, schemes that run, direction marks, controls, half a surrogate pair, and length.
HOSTILE = st.one_of(
    st.sampled_from(
        (
            "<script>alert(1)</script>",
            "</style><img src=x onerror=alert(1)>",
            '"><svg/onload=alert(1)>',
            "{{ 7 * 7 }}{% raw %}",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)//http://a.example/",
            "data:text/html,<script>alert(1)</script>",
            "\u202egnp.exe\u2066",
            "\x00\x1b[31m红\x07",
            "\ud800",
            "[bold red]标题[/bold red]",
            "a\nb\r\nc",
            "http://[::1",
        )
    ),
    st.text(max_size=30),
    st.integers(100, 9000).map(lambda n: "长" * n),
    st.integers(10, 900).map(lambda n: "http://x.example/" + "%E4%B8%AD" * n),
)
WORDS = HOSTILE.filter(bool)


def finding(check="broken-link", subject="http://h.example/a", **more):
    facts = {"severity": Severity.ERROR, "title": "链接打不开", "basis": "工作惯例"} | more
    identity = fingerprint("站", check, subject.encode(errors="replace").decode())
    return Finding(check=check, subject=subject, fingerprint=identity, **facts)


def facts(**more):
    known = {
        "id": "20250325-090000-3f2a",
        "kind": "full",
        "started_at": AS_OF,
        "finished_at": AS_OF.astimezone(UTC) + timedelta(seconds=9),
        "complete": True,
        "pages": 132,
        "requests": 412,
        "links": 3120,
        "bytes": 2_345_678,
        "seconds": 9.21,
    }
    return RoundFacts(**(known | more))


def document(findings=(), undecided=(), **more):
    site, round_facts = more.pop("site", "示例市民政局"), more.pop("facts", facts())
    return report_document(site, AS_OF, round_facts, findings, undecided, **more)


findings = st.lists(
    st.builds(
        finding,
        check=st.sampled_from(CHECKS),
        subject=WORDS,
        title=WORDS,
        severity=st.sampled_from(Severity),
        unit=st.none() | HOSTILE,
        column=st.none() | HOSTILE,
        found_on=st.lists(HOSTILE, max_size=7).map(tuple),
        evidence=st.dictionaries(
            HOSTILE | st.sampled_from(("reason", "status", "looks", "link_count")),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | HOSTILE,
                lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
                max_leaves=6,
            ),
            max_size=4,
        ),
        basis=HOSTILE,
    ),
    max_size=6,
)
undecided = st.lists(
    st.builds(
        Undecided,
        check=st.sampled_from(CHECKS),
        subject=WORDS,
        reason=WORDS,
        detail=HOSTILE,
    ),
    max_size=4,
)
