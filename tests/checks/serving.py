"""The manual's words for services: 办事, with 政策 (where each policy's page leads) and 打开 (what was seen there)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from inspection.browsing import Services
from inspection.observed import Observed
from inspection.service_pages import is_home
from inspection.service_visits import PolicyFacts, ServiceFacts, ServiceLink
from inspection.visits import View, Visit, to_facts
from tests.checks.tellings import address

PLATFORM = "zwdt.example.gov.cn"


def told_services(told: dict[str, Any], built: Observed) -> Observed:
    """That round with a platform, and with looks at policies (all columns') and services."""
    at = built.as_of - timedelta(hours=1)
    services = Services(hosts=(PLATFORM,), policies=tuple(built.columns))
    visits = [
        Visit(address(page), View.POLICY, at, "r1", facts=to_facts(PolicyFacts(tuple(map(_link, links)))))
        for page, links in told.get("政策", {}).items()
    ]
    visits += [_service(one, built) for one in told.get("打开", ())]
    plan = built.plan.model_copy(update={"services": services})
    return replace(built, plan=plan, visits=[*(built.visits or ()), *visits])


def _link(told: str) -> ServiceLink:
    url, _, text = told.partition(" ")
    return ServiceLink(url, text, is_home(url))


def _service(told: dict[str, Any], built: Observed) -> Visit:
    names = (told["名称"],) if "名称" in told else ()
    facts = ServiceFacts(
        told.get("状态", ""), names, bool(names), told.get("用时", 1.0), told.get("忙碌", 0.0), told.get("内容", "")
    )
    known = to_facts(facts) if "原因" not in told else {}
    at = built.as_of - timedelta(hours=1)
    return Visit(told["地址"], View.SERVICE, at, "r1", told.get("原因"), 200, facts=known)
