"""What the tests of Slack's listener and of the timetable are given."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from schedulers.timetable import Entry
from tests.notifications.channels.slack_fixtures import slack as slack
from tests.schedulers.slack_desk import Desk
from tests.schedulers.timetable_office import MONDAY, NewOffice, Office


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def office_of(tmp_path: Path) -> AsyncIterator[NewOffice]:
    made: list[Office] = []

    def new(*entries: Entry, now: datetime = MONDAY, seen: bool = True) -> Office:
        office = Office(tmp_path, entries, now)
        if seen:
            office.seen_before()
        made.append(office)
        return office

    yield new
    for office in made:
        office.store.close()
