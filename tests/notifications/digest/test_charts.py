"""Small pictures: the same bytes each time, nothing foreign let in, readable without colour."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from notifications.digest import charts
from notifications.digest.facts import Cell, Veto
from tests.notifications.samples import HOSTILE

STRIPS = st.lists(st.sampled_from(Cell), max_size=30)


def grey(state: Cell) -> bytes:
    return Image.open(BytesIO(charts.png(charts.strip_of([state])))).convert("RGB").convert("L").tobytes()


@given(states=STRIPS)
def test_a_picture_is_the_same_each_time_in_both_forms(states):
    drawing = charts.strip_of(states)

    assert (charts.svg(drawing), charts.png(drawing)) == (charts.svg(drawing), charts.png(drawing))


@given(label=HOSTILE)
def test_no_words_of_a_page_become_markup(label):
    text = charts.svg(
        charts.strip_of([Cell.OVERDUE], "".join(c for c in label if c >= " " and not "\ud800" <= c <= "\udfff"))
    )

    names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()}
    assert names == {"svg", "title", "rect", "line"}


def test_every_state_can_be_told_without_colour():
    assert len({grey(state) for state in Cell}) == len(Cell)


@pytest.mark.parametrize(
    ("a", "b"), [(charts.RED, charts.BLUE), (charts.BLUE, charts.PALE), (charts.NAVY, charts.GREY)]
)
def test_neighbouring_colours_differ_in_black_and_white_print(a, b):
    one, other = (Image.new("RGB", (1, 1), c).convert("L").getpixel((0, 0)) for c in (a, b))

    assert abs(one - other) >= 50


@given(parts=st.lists(st.integers(0, 10_000), min_size=1, max_size=4), most=st.integers(0, 10_000))
def test_a_bar_never_leaves_its_picture(parts, most):
    drawing = charts.bar([(part, charts.RED) for part in parts], most)

    assert all(box.width >= 0 and box.x + box.width <= drawing.width + 1e-6 for box in drawing.shapes)


@given(count=st.integers(0, 500), warn=st.integers(0, 20), veto=st.integers(0, 20))
def test_the_distance_to_a_veto_stays_in_its_picture(count, warn, veto):
    drawing = charts.distance(Veto("空白栏目", count, warn, veto, max(0, veto - count), "clear"))

    ends = [s.x + s.width if isinstance(s, charts.Box) else s.x2 for s in drawing.shapes]
    assert max(ends) <= drawing.width
