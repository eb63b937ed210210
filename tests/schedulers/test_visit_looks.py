"""What one look shows may be chance; what two looks show is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inspection.visits import PageFacts, ScriptError, View
from schedulers.visit_looks import both, seems_faulty

SOUND = PageFacts(text=500, images=3, inked=0.2, paint=0.8, width=390, scroll_width=390)
ERROR = ScriptError("x is not defined", "https://a.example/x.js")


@pytest.mark.parametrize(
    "faults",
    [
        {"text": 0, "images": 0},
        {"inked": 0.0},
        {"paint": 5.0},
        {"errors": (ERROR,)},
        {"failed": ("https://a.example/x.js",)},
    ],
    ids=lambda faults: next(iter(faults)),
)
def test_what_only_one_of_two_looks_shows_is_not_kept(faults: dict[str, Any]) -> None:
    faulty = replace(SOUND, **faults)

    assert seems_faulty(faulty, View.DESK, 3.0, None)
    for merged in (both(faulty, SOUND), both(SOUND, faulty)):
        assert not seems_faulty(merged, View.DESK, 3.0, None)
        assert merged.looks == 2


@pytest.mark.parametrize(
    "faults",
    [{"text": 0, "images": 0, "inked": 0.0}, {"paint": 5.0}, {"errors": (ERROR,)}],
    ids=lambda one: next(iter(one)),
)
def test_what_both_looks_show_is_kept(faults: dict[str, Any]) -> None:
    faulty = replace(SOUND, **faults)

    merged = both(faulty, replace(faulty, excerpt="另一次"))

    assert all(getattr(merged, name) == value for name, value in faults.items())


def test_the_faster_look_keeps_its_own_wait_for_the_machine() -> None:
    slow, fast = replace(SOUND, paint=6.0, stalled=4.0), replace(SOUND, paint=4.0, stalled=0.1)

    assert (both(slow, fast).paint, both(slow, fast).stalled) == (4.0, 0.1)


def test_a_page_that_slides_on_a_phone_is_looked_at_again_and_the_narrower_look_counts() -> None:
    broad = replace(SOUND, scroll_width=800)

    assert seems_faulty(broad, View.PHONE, 3.0, None)
    assert not seems_faulty(broad, View.DESK, 3.0, None)
    assert both(broad, SOUND).scroll_width == 390


def test_what_an_earlier_round_saw_just_so_need_not_be_looked_at_twice() -> None:
    assert not seems_faulty(replace(SOUND, errors=(ERROR,)), View.DESK, 3.0, replace(SOUND, errors=(ERROR,)))
