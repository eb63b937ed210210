"""A report held against the truth: per check right, invented, missed, and what was left open without a word."""

from __future__ import annotations

from typing import Any

from tests.media.office import Office

CHECKS = (
    "stale-account", "silent-source", "expired-credential", "missing-crosspost", "conflicting-facts", "low-originality",
    "withdrawn-article", "unanswered-comment", "broken-link", "broken-check",
)  # fmt: skip
KINDS = {"wechat-api": "api", "weibo-api": "api", "weibo-mobile": "uid", "weibo-uid": "uid", "wechat-album": "album"}


def plain(subject: str) -> str:
    """`名称：wechat-api` → `名称：api`."""
    name, colon, kind = subject.rpartition("：")
    return f"{name}：{KINDS.get(kind, kind)}" if colon else subject


def score(office: Office, report: dict[str, Any]) -> dict[str, Any]:
    truth = office.truth
    found = {(f["check"], plain(f["subject"])): f for f in report.get("findings", []) if f["check"] in CHECKS}
    undecided = {(u["check"], plain(u["subject"])): u["reason"] for u in report.get("undecided", [])}
    twins = {one for one in truth.must if one[0] == "unanswered-comment"}
    missed = {one for one in truth.must - twins if one not in found}
    right = len(truth.must - twins - missed)
    asked = {one for one in twins if one in found}
    right += len(asked)
    missed |= {("unanswered-comment", f"{len(twins) // 2 - len(asked)} of {len(twins) // 2}")} if len(asked) * 2 < len(
        twins) else set()  # fmt: skip
    invented = {one: f for one, f in found.items() if one not in truth.must | truth.may}
    made = [
        [a.name, max(p.at for p in a.posts).isoformat(), *(f"{s.kind}/{s.fault}/{s.frozen_days}" for s in a.sources)]
        for a in office.accounts
    ]
    quiet = sorted(one for one in truth.open if one not in undecided and one not in found)
    return {
        "seed": office.seed, "now": f"{office.now}", "status": report.get("status"), "output": report.get("output"),
        "leaks": report.get("leaks"), "asked": report.get("asked"),
        "accounts": made,
        "right": _count(one for one in truth.must if one in found),
        "missed": [[*one, truth.why.get(one), undecided.get(one)] for one in sorted(missed)],
        "invented": [[*one, f["title"], truth.why.get(one)] for one, f in sorted(invented.items())],
        "unsaid": [[*one, truth.why.get(one)] for one in quiet],
        "undecided": [[*one, reason] for one, reason in undecided.items() if one[0] in CHECKS],
    }  # fmt: skip


def _count(rows: Any) -> dict[str, int]:
    counts: dict[str, int] = {}
    for check, _ in rows:
        counts[check] = counts.get(check, 0) + 1
    return counts
