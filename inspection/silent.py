"""Checks that say nothing, because the plan does not ask or nobody looked: their silence is not soundness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inspection.asking import (
    CONFLICT,
    CROSSPOST,
    HTTPS,
    IPV6,
    OF_ACCOUNTS,
    OF_AVAILABILITY,
    OF_INTERPRETATIONS,
    OF_SERVICES,
    UNANSWERED,
    UNORIGINAL,
)
from inspection.plan import Plan
from inspection.vouching import OF_VISITS

_OF_CONSULTATIONS = ("short-consultation", "missing-feedback", "missing-draft-interpretation")
_OF_LISTS = {
    "decisions": "incomplete-decision",
    "messages": "overdue-reply",
    "guides": "incomplete-guide",
    "libraries": "library-gap",
    "tables": "incomplete-table",
    "crossposts": CROSSPOST,
}


def silent_checks(plan: Plan, *, watched: bool, browsed: bool) -> Mapping[str, str]:
    """By name, why they say nothing, in Chinese. `watched`: somebody probed the site around the clock in the last week;
    `browsed`: a browser looked at its pages of late."""
    return dict([*_by_plan(plan), *_by_looking(plan, watched=watched, browsed=browsed)])


def _by_looking(plan: Plan, *, watched: bool, browsed: bool) -> Iterator[tuple[str, str]]:
    if not plan.availability.enabled or not watched:
        why = "近期没有全天候监测" if plan.availability.enabled else "方案没有要求监测可用性"
        yield from ((check, why) for check in OF_AVAILABILITY)
    if not browsed or plan.crawl.browser == "never":
        yield from ((check, "近期没有用浏览器查看") for check in OF_VISITS)


def _by_plan(plan: Plan) -> Iterator[tuple[str, str]]:
    for section, check in _OF_LISTS.items():
        if not getattr(plan, section):
            yield check, f"方案没有写 {section}"
    if plan.consultations is None:
        yield from ((check, "方案没有写 consultations") for check in _OF_CONSULTATIONS)
    if plan.interpretation is None:
        yield from ((check, "方案没有写 interpretation") for check in (*OF_INTERPRETATIONS, "excerpt-interpretation"))
        if not plan.validity.columns:
            yield "expiring-document", "方案没有写看哪些栏目的文件（validity.columns）"
    if plan.services is None:
        yield from ((check, "方案没有写 services") for check in OF_SERVICES)
    yield from _of_accounts(plan)
    yield from _of_upkeep(plan)


def _of_accounts(plan: Plan) -> Iterator[tuple[str, str]]:
    if not plan.accounts:
        yield from ((check, "方案没有写 accounts") for check in (*OF_ACCOUNTS, CONFLICT))
    if not any(account.originality for account in plan.accounts):
        yield UNORIGINAL, "方案没有要求原创比例"
    if not any(account.replying for account in plan.accounts):
        yield UNANSWERED, "方案没有要求回复留言"
    if not any(account.series for account in plan.accounts):
        yield "stale-series", "方案没有写合集"


def _of_upkeep(plan: Plan) -> Iterator[tuple[str, str]]:
    if not plan.labels.enabled:
        yield from ((check, "方案没有要求网页标签") for check in ("missing-label", "wrong-label"))
    if not plan.identity.enabled:
        yield "missing-identity", "方案没有要求网站标识"
    if not plan.wording.built_in and not plan.wording.lexicons:
        yield "wrong-wording", "方案没有用任何词表"
    if not any(duty.ticks for duty in plan.duties):
        yield "overdue-duty", "方案没有写人工确认"
    for check, asked in ((IPV6, plan.availability.ipv6), (HTTPS, plan.availability.https)):
        if not asked:
            yield check, "方案没有要求这一项"
