"""Every deed, by whoever may do it, on the issue's page in a browser; who may not is offered nothing."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from desk.desk import Desk
from inspection.issue import Act, State
from inspection.people import Role
from tests.desk.samples import one

pytestmark = pytest.mark.browser
# Deed, where the issue stands before, where after (None: as before), what is filled in.
DEEDS: list[tuple[Act, State, State | None, dict[str, str]]] = [
    (Act.CONFIRM, State.SUSPECTED, State.CONFIRMED, {}),
    (Act.ACCEPT, State.CONFIRMED, State.ASSIGNED, {}),
    (Act.ASSIGN, State.CONFIRMED, State.ASSIGNED, {"unit": "办公室"}),
    (Act.CLAIM, State.ASSIGNED, State.CORRECTED, {"why": "附件已重新上传"}),
    (Act.DISMISS, State.CONFIRMED, State.FALSE_ALARM, {"why": "该链接仅内网可用"}),
    (Act.WAIVE, State.CONFIRMED, State.WAIVED, {"why": "栏目即将撤并"}),
    (Act.MUTE, State.CONFIRMED, State.MUTED, {"why": "改版期间"}),
    (Act.WAKE, State.MUTED, State.CONFIRMED, {}),
    (Act.REOPEN, State.CORRECTED, State.REOPENED, {"why": "仍然打不开"}),
    (Act.NOTE, State.CONFIRMED, None, {"why": "已电话联系"}),
]
OF_HANDLERS = {Act.ACCEPT, Act.ASSIGN, Act.CLAIM, Act.NOTE, Act.REOPEN}
WHO = [(Role.TRIAGE, None), (Role.ADMIN, None), (Role.HANDLER, "办公室"), (Role.HANDLER, "养老处"), (Role.READER, None)]


def may(role: Role, unit: str | None, act: Act) -> bool:
    """As the manual says."""
    return role in (Role.TRIAGE, Role.ADMIN) or (role is Role.HANDLER and unit == "办公室" and act in OF_HANDLERS)


@pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="fifty pages in a browser; the ordinary run has a few")
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed[0].value)
@pytest.mark.parametrize(("role", "unit"), WHO)
def test_a_deed_is_done_by_whoever_may(
    role: Role,
    unit: str | None,
    deed: tuple[Act, State, State | None, dict[str, str]],
    desk: Desk,
    tab_of: Callable[..., Page],
) -> None:
    act, before, after, filled = deed
    muted = {"before_mute": State.CONFIRMED, "muted_until": desk.clock().replace(year=2027)}
    issue = one(desk, state=before, **(muted if before is State.MUTED else {}))
    tab = tab_of(role, unit)
    tab.goto(f"/issues/{issue.id}")
    form = tab.locator(f"form#deed-{act.value}")

    if not may(role, unit, act):
        expect(form).to_have_count(0)
        return
    if filled or act is Act.MUTE:
        tab.locator(f"details.deed:has(form#deed-{act.value}) summary").click()
    for name, value in filled.items():
        field = form.locator(f"[name={name}]")
        _ = field.select_option(value) if name == "unit" else field.fill(value)
    form.locator("button[type=submit]").click()

    expect(tab.locator("#issue-said")).to_be_visible()
    now = desk.store.issue(issue.id)
    assert now is not None
    assert (now.state, desk.store.steps(issue.id)[-1].act) == (after or before, act)
