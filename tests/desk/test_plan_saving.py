"""A plan that was edited is saved when it is sound, of the same site, and from the text in force."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desk.access import Caller
from desk.desk import Desk
from desk.plan_saving import Invalid, Outcome, Overtaken, Refused, Saved, Typed, save
from inspection.people import Role
from inspection.plan_file import digest_of
from schedulers.plan_watch import PlanFile
from store.errors import StoreError
from store.plan_edits import PlanEdit
from store.store import Store
from tests.desk.conftest import PLAN, SITE, enter

LONGER = PLAN.replace("update_within: 14d", "update_within: 30d")


def saved(desk: Desk, text: str, base: str = PLAN, why: str = "例会要求") -> Outcome:
    caller = Caller(enter(desk, Role.TRIAGE)[0])
    return save(desk, caller, SITE, Typed(text, digest_of(base), why))


def test_what_is_saved_is_on_the_disk_and_kept_with_who_and_why(desk: Desk, plan_path: Path) -> None:
    outcome = saved(desk, LONGER)

    edit = desk.store.plan_edits(SITE)[0]
    assert (outcome, plan_path.read_text("utf-8")) == (Saved(digest_of(LONGER)), LONGER)
    assert (edit.why, edit.before, edit.after) == ("例会要求", digest_of(PLAN), digest_of(LONGER))
    assert desk.store.plan_text(SITE) == LONGER
    assert desk.store.audited(act="plan-edit")[0].subject == SITE


def test_the_service_takes_up_what_was_saved(desk: Desk, plan_path: Path) -> None:
    file = PlanFile.load(plan_path)

    outcome = saved(desk, LONGER)
    file.look()
    file.look()

    assert (file.refusal, Saved(file.digest)) == (None, outcome)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (PLAN.replace("update_within: 14d", "update_within: soon"), 4),
        (PLAN.replace("unit: 养老处,", "unti: 养老处,"), 5),
        ("[" * 200 + "]" * 200, None),
        ("", None),
        ("\x00", 1),
        (PLAN + "# " + "长" * 400_000, None),
    ],
    ids=["a-value", "a-key", "depth", "nothing", "nul", "a-megabyte"],
)
def test_what_is_wrong_is_never_saved(desk: Desk, plan_path: Path, text: str, line: int | None) -> None:
    outcome = saved(desk, text)

    assert isinstance(outcome, Invalid)
    assert line in (None, outcome.mistakes[0].line)
    assert (plan_path.read_text("utf-8"), desk.store.plan_edits(SITE)) == (PLAN, [])


def test_a_site_keeps_its_name(desk: Desk, plan_path: Path) -> None:
    outcome = saved(desk, PLAN.replace(SITE, "别的网站"))

    assert isinstance(outcome, Invalid)
    assert ("不能由" in outcome.mistakes[0].message, plan_path.read_text("utf-8")) == (True, PLAN)


def test_whoever_is_second_is_told_what_the_first_saved(desk: Desk, plan_path: Path) -> None:
    saved(desk, LONGER)

    assert saved(desk, PLAN.replace("90d", "60d")) == Overtaken(LONGER)
    assert plan_path.read_text("utf-8") == LONGER


def test_a_change_by_hand_meanwhile_is_not_overwritten(desk: Desk, plan_path: Path) -> None:
    by_hand = PLAN + "# 手工改动\n"
    plan_path.write_text(by_hand, "utf-8")

    assert saved(desk, LONGER) == Overtaken(by_hand)
    assert plan_path.read_text("utf-8") == by_hand


def test_of_two_at_once_one_saves_and_the_other_is_told(desk: Desk) -> None:
    caller, outcomes = Caller(enter(desk, Role.TRIAGE)[0]), list[Outcome]()
    start = threading.Barrier(2)

    def one(text: str) -> None:
        start.wait()
        outcomes.append(save(desk, caller, SITE, Typed(text, digest_of(PLAN), "同时")))

    threads = [threading.Thread(target=one, args=(PLAN.replace("90d", days),)) for days in ("60d", "70d")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(type(one).__name__ for one in outcomes) == ["Overtaken", "Saved"]


def test_line_ends_mark_and_comments_of_a_file_from_windows_stay(desk: Desk, plan_path: Path) -> None:
    was = "\ufeff# 说明\r\n" + PLAN.replace("\n", "\r\n")
    plan_path.write_bytes(was.encode())
    base = was.removeprefix("\ufeff")

    outcome = saved(desk, base.replace("14d", "30d"), base)

    assert isinstance(outcome, Saved)
    assert plan_path.read_bytes() == was.replace("14d", "30d").encode()


@pytest.mark.parametrize(("text", "why", "said"), [(LONGER, " ", "原因"), (PLAN, "无", "没有任何改动")])
def test_a_reason_and_a_change_are_needed(desk: Desk, text: str, why: str, said: str) -> None:
    outcome = saved(desk, text, why=why)

    assert isinstance(outcome, Refused)
    assert said in outcome.why


def test_without_the_file_the_desk_says_how_to_start_it(desk: Desk, plan_path: Path) -> None:
    without = replace(desk, plans=type(desk.plans)(desk.store, []))

    outcome = saved(without, LONGER)

    assert isinstance(outcome, Refused)
    assert ("xunjian desk" in outcome.why, plan_path.read_text("utf-8")) == (True, PLAN)


def test_a_read_only_file_is_left_alone_and_no_edit_is_kept(desk: Desk, plan_path: Path) -> None:
    plan_path.chmod(0o444)

    outcome = saved(desk, LONGER)

    assert isinstance(outcome, Refused)
    assert ("只读" in outcome.why, plan_path.read_text("utf-8"), desk.store.plan_edits(SITE)) == (True, PLAN, [])


def test_where_the_database_cannot_keep_the_edit_the_file_is_as_it_was(desk: Desk, plan_path: Path) -> None:
    with _Forgetful.open(desk.database, plan_path.parent / "evidence") as store:
        with pytest.raises(StoreError):
            saved(replace(desk, store=store), LONGER)
        seen = store.seen

    assert (seen, plan_path.read_text("utf-8"), desk.store.plan_edits(SITE)) == (LONGER, PLAN, [])


class _Forgetful(Store):
    """A database that goes away when it is to keep what was done."""

    seen = ""

    def edit_plan(self, edit: PlanEdit, before: str, after: str, put: Callable[[], None]) -> None:
        def and_go() -> None:
            put()
            _Forgetful.seen = after
            raise StoreError("数据库断开", "away")

        super().edit_plan(edit, before, after, and_go)
