"""Which checks do not look at a site, and why: what nobody looks at is never called clear."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from inspection.asking import OF_ACCOUNTS, OF_AVAILABILITY, OF_COUNTERPARTS, OF_INTERPRETATIONS, OF_SERVICES
from inspection.findings import Undecided
from inspection.looking import SEEN_BY_WATCH
from inspection.plan import Plan
from inspection.vouching import OF_VISITS
from inspection.vouching_contents import OF_CONTENTS, OF_PROMISES

WHOLE = frozenset({"pages-not-read"})  # reasons of a check that could look at nothing
_WITHOUT: Mapping[str, tuple[Callable[[Plan], object], str]] = {
    "overdue-reply": (lambda plan: plan.messages, "方案没有写留言板（messages）"),
    # The guide to disclosure is no guide to a service: the indicators count the latter alone.
    "incomplete-guide": (lambda plan: any(one.kind == "办事" for one in plan.guides), "方案没有写办事指南（guides）"),
    "missing-feedback": (lambda plan: plan.consultations, "方案没有写意见征集（consultations）"),
    "short-consultation": (lambda plan: plan.consultations, "方案没有写意见征集（consultations）"),
    "incomplete-decision": (lambda plan: plan.decisions, "方案没有写重大行政决策目录（decisions）"),
    "missing-label": (lambda plan: plan.labels.enabled, "方案规定不检查网页标签"),
    "wrong-label": (lambda plan: plan.labels.enabled, "方案规定不检查网页标签"),
    "missing-identity": (lambda plan: plan.identity.enabled, "方案规定不检查网站标识"),
    "wrong-wording": (lambda plan: plan.wording.built_in or plan.wording.lexicons, "方案没有可用的词表"),
    "missing-ipv6": (lambda plan: plan.availability.ipv6, "方案不要求支持 IPv6"),
    "missing-https-redirect": (lambda plan: plan.availability.https, "方案不要求跳转 HTTPS"),
    "blank-column": (lambda plan: plan.columns, "方案没有写栏目"),
    "stale-column": (lambda plan: plan.columns, "方案没有写栏目"),
}


def unwatched(
    plan: Plan,
    checks: Collection[str],
    undecided: Collection[Undecided],
    *,
    kind: str,
    unasked: Collection[str] = (),
    probed: bool = True,
    early_program: bool = False,
) -> dict[str, str]:
    """Of these checks those that do not look at this site, each with the reason in Chinese.

    `kind`: of the round; `unasked`: checks that were left out of it; `probed`: the home page is watched around the
    clock; `early_program`: the round was made by a program that did not read pages yet.
    """
    blind = {one.check for one in undecided if one.reason in WHOLE}
    found: dict[str, str] = {}
    for check in checks:
        if why := _by_plan(plan, check):
            found[check] = why
        elif check in OF_AVAILABILITY:
            if not probed:
                found[check] = "没有常驻服务的可用性探测记录"
        elif check in unasked:
            found[check] = "最近一次巡检没有做这项检查"
        elif early_program and check in OF_CONTENTS | OF_PROMISES:
            found[check] = "当时的程序还没有这项检查"
        elif kind == "watch" and check not in SEEN_BY_WATCH:
            found[check] = "近期只有值守巡检，不做这项检查"
        elif check in blind:
            found[check] = "最近一次巡检没有通读网页"
    return found


def _by_plan(plan: Plan, check: str) -> str:
    asks, why = _WITHOUT.get(check, (None, ""))
    if asks is not None and not asks(plan):
        return why
    if check in OF_ACCOUNTS | OF_COUNTERPARTS and not plan.accounts:
        return "方案没有写新媒体账号"
    if check in OF_INTERPRETATIONS and plan.interpretation is None:
        return "方案没有写政策解读的要求"
    if check in OF_SERVICES and plan.services is None:
        return "方案没有写阅办联动（services）"
    return "方案规定不用浏览器检查" if check in OF_VISITS and plan.crawl.browser == "never" else ""
