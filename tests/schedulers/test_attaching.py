"""What a message brings along: no more than mails take, nothing that is gone, and a doubt in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspection.findings import Severity
from inspection.pictures import Picture
from inspection.telling import Kind
from notifications.alert import Alert, Line
from schedulers.attaching import SENT, with_pictures
from store.store import Store
from tests.store.samples import SITE, issue, open_issues

NOW = datetime(2025, 3, 25, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "evidence") as store:
        yield store


def alert(store: Store, count: int, size: int = 10, reason: str | None = None) -> Alert:
    """About so many issues, each with its picture."""
    opened = open_issues(store, *(issue(str(n)) for n in range(count)))
    for one in opened:
        digest = store.evidence.put(b"\x89PNG" + str(one.id).encode() + bytes(size))
        store.record_picture(SITE, Picture(one.fingerprint, NOW, "r", "https://a.test/", "断链", reason, digest))
    lines = tuple(Line(one.id, one.title, Severity.ERROR, "suspected", one.check) for one in opened)
    return Alert("m", Kind.NEW, SITE, NOW, "g", Severity.ERROR, "断链", "首次发现", lines)


def test_the_first_few_come_along_and_of_the_others_it_is_known(store: Store) -> None:
    shown = with_pictures(store, alert(store, SENT + 2)).pictures

    assert [bool(one.content) for one in shown] == [True] * SENT + [False] * 2


def test_what_is_too_much_for_a_mail_stays_behind(store: Store) -> None:
    shown = with_pictures(store, alert(store, 3, size=700_000)).pictures

    assert [bool(one.content) for one in shown] == [True, True, False]


def test_a_picture_that_was_cleared_away_costs_no_message(store: Store) -> None:
    told = alert(store, 1)
    [picture] = store.pictures_of_issues([told.lines[0].issue]).values()
    assert picture.evidence is not None
    store.evidence.path(picture.evidence).unlink()

    [shown] = with_pictures(store, told).pictures

    assert shown.content == ""


def test_a_picture_that_speaks_against_the_fault_is_said_in_its_line(store: Store) -> None:
    [line] = with_pictures(store, alert(store, 1, reason="opens-in-browser")).lines

    assert "请人工核对" in line.note


@pytest.mark.parametrize("kind", [Kind.RECOVERY, Kind.DIGEST, Kind.TEST, Kind.NOTICE, Kind.UPDATE])
def test_what_tells_of_no_fault_brings_no_picture(store: Store, kind: Kind) -> None:
    told = replace(alert(store, 1), kind=kind)

    assert with_pictures(store, told) == told
