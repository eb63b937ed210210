"""Numbers in Han numerals."""

from __future__ import annotations

import pytest

from inspection.numerals import figures, number


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("18", 18), ("07", 7), ("十", 10), ("十五", 15), ("三十一", 31), ("廿八", 28), ("卅", 30), ("两", 2), ("伍", 5),
        ("一百零五", 105), ("二百三十", 230), ("一百一十二", 112), ("二五", 25), ("", 0), ("百", 0),
        ("若干", 0), ("几十", 0),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_meant(written: str, meant: int) -> None:
    assert number(written) == meant


@pytest.mark.parametrize("year", ["二〇二五", "二○二五", "二零二五", "2025", "二O二五"])
def test_a_year_is_read_figure_by_figure(year: str) -> None:
    assert figures(year) == "2025"
