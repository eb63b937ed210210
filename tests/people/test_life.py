"""The life of an issue through rounds and people's steps; what a round cannot see it does not change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.people.office import Office
from tests.people.portal import Portal, Served

A, B, C, D, E, F = (f"/tzgg/gone-{name}.html" for name in "abcdef")
DAYS = [f"2025-03-{day}T10:00:00+08:00" for day in range(24, 32)]


def _states(office: Office, at: str) -> dict[str, str]:
    return {i["subject"].removeprefix(office.portal.address): i["state"] for i in office.found(at=at)}


class Story:
    """One office's fortnight; `after` are the states after each round and each person's step."""

    def __init__(self, office: Office) -> None:
        self.office, self.portal = office, office.portal
        self.after: dict[str, dict[str, str]] = {}
        self.said: dict[str, Any] = {}

    def look(self, name: str, day: int) -> None:
        self.said[name] = self.office.inspect(DAYS[day])
        self.after[name] = _states(self.office, DAYS[day])

    def tell(self) -> None:
        office, portal = self.office, self.portal
        portal.dead = {path: f"附件{path[-6]}" for path in (A, B, C, D, E, F)}
        self.look("first", 0)
        self.look("second", 1)
        self.ids = {i["subject"].removeprefix(portal.address): i["id"] for i in office.found()}
        steps = {
            A: ("corrected",),
            B: ("assigned", "--unit", "法规处"),
            C: ("false-alarm", "--why", "仅内网可用"),
            D: ("muted", "--until", "2025-03-28", "--why", "改版期间"),
            E: ("corrected",),
            F: ("waived", "--why", "历史页面"),
        }
        for path, (state, *more) in steps.items():
            self.said[path] = office.act(self.ids[path], state, DAYS[1], *more)
        self.after["people"] = _states(office, DAYS[1])
        portal.walled = {"/tzgg/"}
        self.look("walled", 2)
        portal.walled, portal.down = set(), True
        self.look("down", 2)
        portal.down = False
        portal.dead = dict.fromkeys((C, D, E, F), "附件")
        self.look("mended", 3)
        portal.dead = dict.fromkeys((A, B, C, D, E, F), "附件")
        self.look("returned", 4)
        self.look("later", 5)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with Served(Portal()) as portal:
        story = Story(Office(tmp_path_factory.mktemp("life"), portal))
        story.tell()
        yield story


def test_what_one_round_saw_is_suspected(story: Story) -> None:
    assert story.after["first"] == dict.fromkeys((A, B, C, D, E, F), "suspected")


def test_seen_again_in_a_later_round_is_confirmed(story: Story) -> None:
    assert story.after["second"] == dict.fromkeys((A, B, C, D, E, F), "confirmed")


def test_people_may_do_the_rest(story: Story) -> None:
    wanted = ("corrected", "assigned", "false-alarm", "muted", "corrected", "waived")

    assert story.after["people"] == dict(zip((A, B, C, D, E, F), wanted, strict=True))


def test_a_round_that_met_a_firewall_changes_nothing(story: Story) -> None:
    assert story.after["walled"] == story.after["people"]


def test_a_round_of_a_site_that_is_down_changes_no_link(story: Story) -> None:
    assert {p: s for p, s in story.after["down"].items() if p in (A, B, C, D, E, F)} == story.after["people"]


def test_a_site_that_is_down_is_an_issue(story: Story) -> None:
    assert len(story.after["down"]) == 7


def test_claimed_and_no_longer_found_is_verified(story: Story) -> None:
    assert story.after["mended"][A] == "verified"


def test_unclaimed_and_no_longer_found_is_verified_too(story: Story) -> None:
    assert story.after["mended"][B] == "verified"


def test_claimed_and_still_found_is_not_verified(story: Story) -> None:
    assert story.after["mended"][E] == "reopened"


def test_found_again_is_reopened(story: Story) -> None:
    assert story.after["returned"][A] not in ("verified", "suspected")
    assert next(i for i in story.office.found() if i["id"] == story.ids[A])["reopened"] == 1


def test_a_reopened_issue_keeps_its_history(story: Story) -> None:
    steps = story.office.run("issues", "show", str(story.ids[A]), "--format", "json").json["history"]

    assert len(steps) >= 5, steps


def test_a_false_alarm_stays_one_while_the_finding_remains(story: Story) -> None:
    assert {story.after[name][C] for name in ("walled", "mended", "returned", "later")} == {"false-alarm"}


def test_a_waived_issue_stays_waived_while_the_finding_remains(story: Story) -> None:
    assert {story.after[name][F] for name in ("mended", "returned", "later")} == {"waived"}


def test_a_muted_issue_is_muted_until_its_time_and_no_longer(story: Story) -> None:
    assert [story.after[name][D] for name in ("mended", "returned", "later")][::2] == ["muted", "confirmed"]


def test_every_step_says_who_when_and_why(story: Story) -> None:
    steps = story.office.run("issues", "show", str(story.ids[C]), "--format", "json").json["history"]

    assert any("值班编辑" in str(s) and "仅内网可用" in str(s) and "2025-03-25" in str(s) for s in steps), steps


def test_fingerprints_are_one_issue_across_rounds(story: Story) -> None:
    found = [i["fingerprint"] for i in story.office.found()]

    assert len(found) == len(set(found)) == 7


@pytest.mark.parametrize("state", ["verified", "已复核"])
def test_nobody_may_write_that_an_issue_is_verified(story: Story, state: str) -> None:
    assert story.office.act(story.ids[A], state, DAYS[5]).status != 0


@pytest.mark.parametrize("state", ["false-alarm", "waived"])
def test_a_judgement_without_a_reason_is_refused(story: Story, state: str) -> None:
    assert story.office.act(story.ids[E], state, DAYS[5]).status != 0


def test_an_issue_belongs_to_the_columns_owner(story: Story) -> None:
    assert next(i for i in story.office.found() if i["id"] == story.ids[E])["unit"] == "办公室"


def test_an_assigned_issue_belongs_to_that_unit(story: Story) -> None:
    assert next(i for i in story.office.found() if i["id"] == story.ids[B])["unit"] == "法规处"


def test_due_times_are_in_working_days(story: Story) -> None:
    """Five working days after Monday 2025-03-24."""
    due = next(i for i in story.office.found() if i["id"] == story.ids[C])["due_at"]

    assert due.startswith("2025-03-31")


def test_steps_cannot_be_rewritten(story: Story, tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(story.office.folder / "people.db") as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type='table'")]
        steps = next(t for t in tables if "step" in t)
        for wrong in (f"update {steps} set rowid=rowid+1000", f"delete from {steps}"):
            with pytest.raises(sqlite3.DatabaseError):
                connection.execute(wrong)
