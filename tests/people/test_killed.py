"""Two senders, killed at random moments: nothing is lost, and what is repeated carries the same id."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import time
from collections import Counter
from datetime import date

import pytest

from tests.people.faults import DROPPED, Fault
from tests.people.office import Office
from tests.people.portal import Portal
from tests.people.robots import Robots

KILLS = 30
CHANNELS = [f"hook{n}" for n in range(40)]
pytestmark = pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="takes a minute; set XUNJIAN_SLOW=1")
OK = Fault(200, "{}", {"Content-Type": "application/json"}, after=0.05, heard=True)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    process.wait()


@pytest.fixture
def told(office: Office, portal: Portal, robots: Robots) -> Counter[str]:
    """How often each id was heard, after the last message has gone."""
    office.columns = True
    office.alerts |= {"group_wait": "0s", "routes": [{"to": CHANNELS}]}
    office.alerts["channels"] = {
        name: {"webhook": {"url": robots.url + "/hook", "secret_env": "SECRET"}} for name in CHANNELS
    }
    chance = random.Random()
    robots.always["webhook"] = OK
    robots.faults["webhook"] = chance.sample([Fault(503), Fault(500, heard=True), DROPPED] + [OK] * 9, 12)
    portal.published = str(date.today())  # the senders judge by the machine's clock
    portal.dead = {f"/{column}/gone.html": column for column in ("tzgg", "zcwj", "gzdt")}
    plan = str(office.write_plan())
    office.run("inspect", plan, "--quiet")
    watch = ("alerts", "send", plan, "--watch")
    senders = [office.start(*watch), office.start(*watch)]
    try:
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.8, 2.2))
            victim = chance.randrange(2)
            _kill(senders[victim])
            senders[victim] = office.start(*watch)
        ends = time.monotonic() + 150
        while time.monotonic() < ends and any(m["status"] == "queued" for m in office.messages()):
            time.sleep(0.5)
    finally:
        for sender in senders:
            _kill(sender)
    return Counter(robots.ids("webhook"))


def test_nothing_is_lost_and_repeats_carry_the_same_id(told: Counter[str], office: Office, robots: Robots) -> None:
    messages = office.messages()
    said = Counter((issue, m["channel"]) for m in messages for issue in m["issues"])

    assert {m["status"] for m in messages} == {"sent"}
    assert set(told) == {m["id"] for m in messages}
    assert set(said) == {(issue, name) for issue in (1, 2, 3) for name in CHANNELS}
    assert max(said.values()) == 1, "an issue was told in two messages"
    assert sum(told.values()) - len(told) <= KILLS + 1, "only a kill, or an answer that hid a yes, may repeat"
    assert robots.wrong == []
