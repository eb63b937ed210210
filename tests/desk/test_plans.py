"""Which plan holds: the file's while it is sound, else the database's."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from desk.desk import Desk
from desk.plans import Plans, bare
from inspection.plan_file import digest_of
from schedulers.plan_watch import PlanFile
from tests.desk.conftest import PLAN, SITE


def test_a_file_that_becomes_faulty_is_still_the_site_s_and_the_last_sound_plan_holds(
    desk: Desk, plan_path: Path
) -> None:
    plan_path.write_text(PLAN.replace("update_within: 14d", "update_within: x"), "utf-8")

    written = desk.plans.written(SITE)

    assert (desk.plans.file(SITE), desk.plans.text(SITE)) == (plan_path, PLAN)
    assert written is not None
    assert (written.sound, "update_within: x" in written.text) == (False, True)


def test_a_file_that_becomes_unreadable_is_remembered_as_the_site_s(desk: Desk, plan_path: Path) -> None:
    desk.plans.sites()
    plan_path.write_bytes(b"\xff\xfe\x00")

    assert (desk.plans.file(SITE), desk.plans.text(SITE), desk.plans.sites()) == (plan_path, PLAN, [SITE])


def test_the_desk_names_a_plan_as_the_service_does(desk: Desk, plan_path: Path) -> None:
    plan_path.write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())

    written = desk.plans.written(SITE)

    assert written is not None
    assert written.digest == PlanFile.load(plan_path).digest


def test_what_somebody_began_to_edit_is_remembered_though_the_database_never_had_it(desk: Desk) -> None:
    text = PLAN + "# 手工\n"

    assert desk.plans.remembered(desk.plans.remember(text)) == text
    assert desk.plans.remembered(digest_of(PLAN)) == PLAN


def test_a_site_whose_plan_nobody_keeps_has_a_bare_one(desk: Desk) -> None:
    plans = Plans(desk.store, [])

    assert (plans.is_bare(SITE), plans.is_bare("别的网站")) == (False, True)


@given(st.text())
@example("")
@example(" \n")
@example("网站\x00\u202e")
@example("\ud800")
def test_a_site_without_a_plan_has_a_bare_one_whatever_it_is_called(name: str) -> None:
    plan = bare(name)

    assert (plan.site.name, plan.units, plan.site.inspected_hosts, plan.zone.key) == (
        name,
        (),
        frozenset({"plan.invalid"}),
        "Asia/Shanghai",
    )
