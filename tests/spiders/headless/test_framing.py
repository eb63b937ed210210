"""What surrounds a picture is safe and small."""

from __future__ import annotations

import io
import random

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from spiders.headless.framing import MOST_BYTES, Framed, Mark, as_html, small
from tests.notifications.samples import HOSTILE

boxes = st.builds(Mark, st.floats(0, 1279), st.floats(0, 899), st.floats(1, 1280), st.floats(1, 900), st.booleans())


@given(HOSTILE, HOSTILE, HOSTILE, st.lists(boxes, max_size=3))
def test_foreign_words_do_nothing_in_the_drawing(title: str, url: str, label: str, marks: list[Mark]) -> None:
    what = Framed(b"", 1280, 900, title, url, "截图时间", label, marks, says=[label], doubts=[title])

    drawn = as_html(what).split("</style>", 1)[1]

    assert "<script" not in drawn
    assert drawn.count("<img") == 1
    assert "onerror=" not in drawn.replace("onerror=alert(1)&gt;", "")


def test_a_number_in_title_or_address_is_masked() -> None:
    drawn = as_html(Framed(b"", 1280, 900, "电话 13812345678", "https://a.test/?phone=13912345678", "", "", ()))

    assert "13812345678" not in drawn
    assert "13912345678" not in drawn


def test_the_noisiest_picture_fits() -> None:
    noise = Image.frombytes("RGB", (1280, 980), random.Random(1).randbytes(1280 * 980 * 3))
    out = io.BytesIO()
    noise.save(out, "PNG")

    assert len(small(out.getvalue())) <= MOST_BYTES
