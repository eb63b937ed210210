"""Faults at addresses to which nothing leads any more: they do harm as long as the addresses open."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from inspection.findings import CannotTell
from inspection.observed import Observed

STILL_OPEN = "已没有网页链接到它，但仍能打开"


def still_open(observed: Observed, check: str) -> frozenset[str]:
    """Addresses that open although nothing links to them."""
    return frozenset(one.url for one in observed.unlinked if one.check == check and one.reason is None)


def not_had(observed: Observed, check: str, told: Collection[str]) -> Iterator[CannotTell]:
    """Doubts about what could not be had, each subject once; what is `told` as a fault is in no doubt."""
    doubts = {one.subject: one for one in observed.unlinked if one.check == check and one.reason is not None}
    for subject, one in doubts.items():
        if subject not in told:
            where = "" if one.url == subject else f"（{one.url}）"
            detail = f"已没有网页链接到原来发现问题的地址{where}，本轮也没有取到，不能断定问题已消除"
            yield CannotTell(subject, one.reason or "undecided", detail)
