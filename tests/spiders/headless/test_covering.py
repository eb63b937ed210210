"""People's numbers are found across the pieces of a page's text, and what is kept of a page does nothing."""

from __future__ import annotations

import itertools
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.headless.covering import disarmed, spans
from tests.notifications.personal import id_numbers, mobiles

cuts = st.lists(st.integers(1, 17), max_size=4, unique=True)


def pieces_of(text: str, at: list[int]) -> list[tuple[bool, str]]:
    places = [0, *sorted(place for place in at if place < len(text)), len(text)]
    return [(n == 0, text[start:end]) for n, (start, end) in enumerate(itertools.pairwise(places))]


def covered(pieces: list[tuple[bool, str]]) -> str:
    """As the page does it, whose letters are UTF-16."""
    units = [
        [text.encode("utf-16-le")[i : i + 2] for i in range(0, len(text.encode("utf-16-le")), 2)] for _, text in pieces
    ]
    for piece, start, end in spans(pieces):
        units[piece][start:end] = ["█".encode("utf-16-le")] * (end - start)
    return "".join(b"".join(one).decode("utf-16-le") for one in units)


@given(st.one_of(mobiles, id_numbers()), cuts, st.sampled_from(["电话", "", "😀"]))
def test_a_number_is_covered_however_its_letters_are_cut(number: str, at: list[int], before: str) -> None:
    shown = covered([(True, f"{before}："), *[(False, text) for _, text in pieces_of(number, at)], (True, "完")])

    assert shown.count("█") >= 4
    assert len(shown) == len(before) + len(number) + 2
    assert number not in shown


@given(mobiles, st.integers(1, 10))
def test_what_stands_in_two_lines_is_no_number(number: str, cut: int) -> None:
    assert spans([(True, number[:cut]), (True, number[cut:])]) == []


@given(
    st.sampled_from(
        [
            '<script>x()</script><a href="javascript:x()">a</a>',
            '<meta http-equiv="refresh" content="0;url=https://a.test/">',
            "<META HTTP-EQUIV = ' Refresh' content=0>",
            '</html><!-- --><head><meta http-equiv=refresh content="1">',
        ]
    ),
    mobiles,
)
def test_a_snapshot_goes_nowhere_and_keeps_no_number(markup: str, number: str) -> None:
    kept = disarmed(
        f"<html><body>{markup}<p title='{number}'>", f"https://a.test/--><b>?phone={number}", "2025"
    ).decode()

    class Reader(HTMLParser):
        first: list[tuple[str, dict[str, str | None]]] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.first.append((tag, dict(attrs)))

    reader = Reader()
    reader.first = []
    reader.feed(kept)
    policy = reader.first[1][1]
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert str(policy["content"]).startswith("default-src 'none'")
    assert not any((one.get("http-equiv") or "").strip().lower() == "refresh" for _, one in reader.first)
    assert number not in kept


@pytest.mark.parametrize("quote", ['"', "'", ""])
@pytest.mark.parametrize(
    "address", ["/a?token=S3CRET9", "/a?x=1&amp;access_token=S3CRET9&amp;y=2", "/a#sessionid=S3CRET9"]
)
def test_a_snapshot_keeps_no_secret_of_an_address_and_all_the_rest(address: str, quote: str) -> None:
    kept = disarmed(f"<a href={quote}{address}{quote}>下载</a><p>正文", f"https://a.test{address}", "2025").decode()

    assert "S3CRET9" not in kept
    assert ">下载</a><p>正文" in kept
