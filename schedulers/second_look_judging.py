"""What a second look came to: still there, not seen any more, or not to be told. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from inspection.findings import Finding, Json, Undecided
from inspection.issue import Gone, Issue
from inspection.looking import Scope, events
from inspection.reasons import explain
from inspection.records import Verdict
from inspection.vouching_bodies import HIJACKED
from schedulers.second_look_ways import MOST_PAGES, MOST_VIEWS, Way, pages_to_read, pages_to_view
from store.second_looks import LookOutcome

_OF_ARTICLES = frozenset({"future-date", "missing-interpretation", "unlinked-interpretation"})
_PLACES = 5  # that an answer names


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person is told."""

    outcome: LookOutcome
    words: str  # Chinese, one or two sentences
    facts: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the look learnt."""

    findings: Sequence[Finding]
    undecided: Sequence[Undecided]
    broken: Collection[str]  # names of checks that failed themselves
    missing: Sequence[str]  # Chinese: what could not be completed
    rows: Collection[str] = ()  # addresses of the articles that were read
    ways: Collection[str] = ()  # addresses of services that policies lead to


def answer_of(issue: Issue, way: Way, judged: Judged, scope: Scope) -> Answer:
    """The answer, with the evidence of now where the fault is still there."""
    if issue.check in judged.broken:
        return Answer(LookOutcome.FAILED, "检查程序自身出错，请告诉维护人员")
    for finding in judged.findings:
        if finding.fingerprint == issue.fingerprint:
            return _still(finding)
    if (why := _why_unclear(issue, way, judged, scope)) is not None:
        return Answer(LookOutcome.UNCLEAR, why)
    return Answer(LookOutcome.GONE, "该看的都看到了，没有再见到这个问题", _verdict(issue, scope))


def _still(finding: Finding) -> Answer:
    facts: dict[str, Json] = {
        "title": finding.title,
        "severity": finding.severity.value,
        "found_on": list(finding.found_on[:_PLACES]),
        "evidence": dict(finding.evidence),
    }
    return Answer(LookOutcome.STILL, finding.title, facts)


def _verdict(issue: Issue, scope: Scope) -> dict[str, Json]:
    verdict = (scope.verdicts or {}).get(issue.subject)
    return {"verdict": verdict.value} if verdict is not None else {}


def _why_unclear(issue: Issue, way: Way, judged: Judged, scope: Scope) -> str | None:
    """Why absence proves nothing, in Chinese; None: the look could see the subject, and the fault was not there."""
    if issue.check != "site-down" and (down := _site(judged)) is not None:
        return down
    if (doubt := _doubt(issue, judged)) is not None:
        return doubt
    if judged.missing:
        return judged.missing[0].rstrip("。")
    sound = (scope.verdicts or {}).get(issue.subject) is Verdict.SOUND
    if not (sound and issue.check == "broken-link") and (left := _not_asked(issue, way, scope)):
        return f"有 {left} 个涉及的网页这次没有打开"
    if way is Way.SERVICE and issue.subject not in judged.ways:
        return "这次没有看到哪份政策链接到这个办事入口"
    if issue.check in _OF_ARTICLES and issue.subject not in judged.rows and not _is_gone(issue, scope):
        return "这篇稿件这次没有在栏目里读到"
    if any(isinstance(event, Gone) and one is issue for one, event in _events(issue, judged, scope)):
        return None
    return _other(issue, judged) or "这次看到的不足以下结论"


def _events(issue: Issue, judged: Judged, scope: Scope) -> list[tuple[Issue | None, object]]:
    return list(events([issue], judged.findings, judged.undecided, scope))


def _site(judged: Judged) -> str | None:
    for finding in judged.findings:
        if finding.check == "site-down":
            return f"网站首页打不开（{finding.title}）"
    for one in judged.undecided:
        if one.check == "site-down":
            return f"网站首页未能打开（{explain(one.reason, one.detail)}）"
    return None


def _doubt(issue: Issue, judged: Judged) -> str | None:
    subjects = {issue.subject, issue.column, *issue.found_on}
    for one in judged.undecided:
        if one.check == issue.check and one.subject in subjects:
            return (one.detail or explain(one.reason)).rstrip("。")
    return None


def _not_asked(issue: Issue, way: Way, scope: Scope) -> int:
    """How many of the addresses that decide the look did not try."""
    if way is Way.ADDRESS:
        tried, wanted = issue.found_on[:MOST_PAGES], issue.found_on
        left, known = len(wanted) - len(tried), scope.verdicts or {}
        if issue.check == HIJACKED and known.get(issue.subject) is Verdict.SOUND:
            # What a sound address shows is only looked at where something that was read links to it.
            return left + sum(known.get(page) is not Verdict.SOUND for page in tried)
        return left + sum(page not in known for page in (issue.subject, *tried))
    if way is Way.PAGES:
        wanted, known = pages_to_read(issue), scope.verdicts or {}
        told = issue.evidence.get("pages")  # of a template's fault the issue names a sample
        beyond = max(told - len(wanted), 0) if isinstance(told, int) else 0
        return beyond + sum(page not in known for page in wanted)
    if way is Way.VIEW:
        wanted = pages_to_view(issue)
        seen = {url for url, _ in scope.visits}
        shown = [url for url in wanted[:MOST_VIEWS] if url in seen or _faulty(url, scope)]
        return len(wanted) - len(shown)
    return 0


def _faulty(url: str, scope: Scope) -> bool:
    return (scope.verdicts or {}).get(url.partition("#")[0]) is Verdict.FAULTY


def _is_gone(issue: Issue, scope: Scope) -> bool:
    return _faulty(issue.subject, scope)


def _other(issue: Issue, judged: Judged) -> str | None:
    places = {issue.subject, *issue.found_on}
    for finding in judged.findings:
        if finding.check == issue.check and places & {finding.subject, *finding.found_on}:
            return f"同类问题还在，但与原来的不同：{finding.title}"
    return None
