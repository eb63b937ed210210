"""Scripted lists are read as well as plain ones: the same articles, the same faults, seed after seed."""

from __future__ import annotations

import os
import random
from datetime import date
from pathlib import Path

import pytest

from tests.headless_blackbox import dialects, firewall, rounds, truth
from tests.headless_blackbox.server import Portal, Serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="minutes long: set XUNJIAN_SLOW=1"),
]
QUICK = "browser: {pages: 0, pictures: 0}\nfunctions: {search_titles: 0, downloads: 0}\n"
SEEDS = range(1, 1 + int(os.environ.get("XUNJIAN_SLOW_SEEDS", "6")))


def _round(folder: Path, portal: Portal) -> tuple[rounds.Round, set[tuple[str, str]]]:
    with Serving(portal):
        ran = rounds.inspect(folder, portal, rounds.plan(portal.made, portal.origin, more=QUICK))
        return ran, ran.findings(portal.origin)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_scripted_portal_holds_what_its_plain_twin_holds(seed: int, tmp_path: Path) -> None:
    made = truth.portal(seed, date.today())
    dice = random.Random(seed * 31 + 7)
    scripted = {each.name: dialects.of(each, dice) for each in made.columns}
    drawn, found = _round(tmp_path / "scripted", Portal(made, scripted))
    _, plainly = _round(tmp_path / "plain", Portal(made))
    wanted = {entry for entries in rounds.expected(made).values() for entry in entries}
    got = {entry for name in scripted for entry in drawn.entries.get(name, set())}
    ways = {name: (each.asks, each.shows, each.size, each.delay) for name, each in scripted.items()}
    assert (wanted - got, got - wanted, found ^ plainly) == (set(), set(), set()), ways


@pytest.mark.parametrize(
    ("asks", "shows"), [("jpaas", "laypage"), ("jpaas", "window"), ("get", "tabs"), ("jsonp", "inner")]
)
def test_no_page_of_a_long_list_is_lost_in_silence(asks: str, shows: str, tmp_path: Path) -> None:
    made = truth.portal(7, date.today(), rows=(34, 35))
    scripted = {each.name: dialects.of(each, random.Random(3), asks, shows) for each in made.columns[:1]}
    for each in scripted.values():
        each.size, each.delay, each.framed = 10, 3.0 if shows == "tabs" else 0.2, False
    ran, _ = _round(tmp_path, Portal(made, scripted))
    name = made.columns[0].name
    missing = rounds.expected(made)[name] - ran.entries.get(name, set())
    assert not missing


@pytest.mark.parametrize(
    "wall",
    [
        firewall.Wall(412),
        firewall.Wall(202, ("/gzdt", "/zcwj"), bound=True, reload=1),
        firewall.Wall(200, reload=2, wait=800),
        firewall.Wall(503, bound=True),
    ],
    ids=["412", "202 for one browser", "200 after a while", "503 for one browser"],
)
def test_a_challenge_by_script_hides_nothing(wall: firewall.Wall, tmp_path: Path) -> None:
    made = truth.portal(40, date.today(), rows=(8, 20))
    _, plainly = _round(tmp_path / "plain", Portal(made))
    _, behind = _round(tmp_path / "wall", Portal(made, wall=wall))
    assert behind == plainly


def test_behind_a_captcha_nothing_is_said_that_was_not_seen(tmp_path: Path) -> None:
    made = truth.portal(40, date.today(), rows=(8, 20))
    _, plainly = _round(tmp_path / "plain", Portal(made))
    _, behind = _round(tmp_path / "wall", Portal(made, wall=firewall.Wall(captcha=True, over=("/tzgg", "/zcjd"))))
    assert behind <= plainly


def test_articles_drawn_by_script_are_as_good_as_plain_ones(tmp_path: Path) -> None:
    made = truth.portal(40, date.today(), rows=(8, 20))
    _, plainly = _round(tmp_path / "plain", Portal(made))
    _, drawn = _round(tmp_path / "drawn", Portal(made, drawn_details={"政策文件", "通知公告"}))
    assert drawn == plainly
