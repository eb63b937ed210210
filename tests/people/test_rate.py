"""A robot takes twenty messages a minute, and two senders together keep to it."""

from __future__ import annotations

import os
import time
from datetime import date

import pytest

from tests.people.office import Office
from tests.people.portal import COLUMNS, Portal
from tests.people.robots import Robots

pytestmark = pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="takes two minutes; set XUNJIAN_SLOW=1")


@pytest.mark.parametrize("kind", ["wecom", "dingtalk"])
def test_no_more_than_twenty_a_minute(office: Office, portal: Portal, robots: Robots, kind: str) -> None:
    office.columns = True
    office.alerts |= {"group_wait": "0s", "group_interval": "0s", "routes": [{"to": [kind]}]}
    portal.published = str(date.today())  # the senders judge by the machine's clock
    plan = str(office.write_plan())
    for number in range(9):
        portal.dead |= {f"/{column}/gone{number}.html": f"{column}{number}" for column in COLUMNS}
        office.run("inspect", plan, "--quiet")
    queued = len(office.messages())
    senders = [office.start("alerts", "send", plan, "--watch") for _ in range(2)]
    try:
        ends = time.monotonic() + 120
        while time.monotonic() < ends and len(robots.texts(kind)) < queued:
            time.sleep(0.5)
    finally:
        for sender in senders:
            sender.kill()
            sender.wait()

    assert queued > 20, "too few to tell"
    assert robots.wrong == []
    assert len(robots.ids(kind)) == len(set(robots.ids(kind))) == queued
