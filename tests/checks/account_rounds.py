"""Rounds with accounts, from plain values in the examples' own words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from checks.check import Check
from inspection.observed import Observed
from tests.checks.accounts import told_accounts
from tests.checks.rounds import TODAY, Said, observed, said

NAME = "上海民政"


def a_round(today: date = TODAY, **account: Any) -> Observed:
    """A round of one account, described as the examples do: 稿件, 来源, 见过, 留言 …"""
    told = told_accounts({NAME: account})
    keepers = {s["keeper"] for a in told.plan for s in a["source"] if "keeper" in s}
    units = sorted({a["unit"] for a in told.plan if "unit" in a} | keepers)
    return told.put_in(observed(today=today, plan={"accounts": told.plan, "units": units}))


def heard(check: Check, today: date = TODAY, **account: Any) -> Said:
    """What the check says of that round."""
    return said(check, a_round(today, **account))


def posts(*ages: int, **more: Any) -> list[dict[str, Any]]:
    """Articles of so many days ago."""
    return [{"标题": f"第{n}篇", "日期": TODAY - timedelta(days=age), **more} for n, age in enumerate(ages)]
