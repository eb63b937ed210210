"""Which pictures a digest takes from the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspection.pictures import Picture
from notifications.digest.facts import Week
from schedulers.digest_pictures import shots_of
from schedulers.weekly import weekly_facts
from store.store import Store
from tests.schedulers.weeks import DAY, MONDAY, PLAN, Office, finding

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "evidence") as opened:
        Office(opened).round(MONDAY, [finding("a")])
        yield opened


def _shots(store: Store, body: bytes | None, reason: str | None = None) -> list[bytes]:
    digest = None if body is None else store.evidence.put(body)
    fingerprint = finding("a").fingerprint
    shown = Picture(fingerprint, MONDAY, "r", "https://portal.example/", "红框处", reason, digest)
    store.record_picture(PLAN.site.name, shown)
    facts = weekly_facts(store, PLAN, Week(2025, 13), None, MONDAY + 60 * DAY)
    return [shot.png for shot in shots_of(store, facts).values()]


def test_an_issues_picture_is_found(store: Store) -> None:
    assert _shots(store, PNG) == [PNG]


@pytest.mark.parametrize(("body", "reason"), [(None, "timeout"), (b"<html>", None), (PNG, "opens-in-browser")])
def test_what_shows_nothing_or_speaks_against_the_fault_is_left_out(
    store: Store, body: bytes | None, reason: str | None
) -> None:
    assert _shots(store, body, reason) == []


def test_a_picture_that_was_cleared_away_is_left_out(store: Store) -> None:
    store.record_picture(
        PLAN.site.name,
        Picture(finding("a").fingerprint, MONDAY, "r", "https://portal.example/", "红框处", None, "0" * 64),
    )

    assert shots_of(store, weekly_facts(store, PLAN, Week(2025, 13), None, MONDAY + 60 * DAY)) == {}
