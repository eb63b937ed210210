"""Addresses of rows that only scripts open: a pattern is believed when it explains every row that was pressed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spiders.headless.listing_addresses import known_of, learn, records_in

BASE = "https://www.example.gov.cn/tzgg/index.html"
IDS = st.lists(st.integers(1000, 10**9), min_size=4, max_size=8, unique=True)
SHAPES = st.sampled_from(
    (
        "/content/{id}.html",
        "/detail.html?id={id}",
        "/view/{id}",
        "/#/d/{id}",
        "/a/{channel}/post_{id}.html",
        "/p?c={channel}&d={id}",
    )
)


@given(ids=IDS, shape=SHAPES, channel=st.integers(1, 99), name=st.sampled_from(("id", "@data-id", "docId", "uuid")))
def test_a_pattern_learnt_from_three_rows_gives_the_address_of_every_other(
    ids: list[int], shape: str, channel: int, name: str
) -> None:
    def record(number: int) -> dict[str, str]:
        return {"clicks": "7", name: str(number), "channelId": str(channel)}

    def led(number: int) -> str:
        return "https://www.example.gov.cn" + shape.format(id=number, channel=channel)

    pattern = learn([(record(n), led(n)) for n in ids[:3]], BASE)

    assert pattern is not None
    assert [pattern.address(record(n), BASE) for n in ids[3:]] == [led(n) for n in ids[3:]]


@given(ids=IDS, wrong=st.integers(0, 2))
def test_one_row_that_leads_elsewhere_refutes_the_pattern(ids: list[int], wrong: int) -> None:
    known = [({"id": str(n)}, f"https://www.example.gov.cn/content/{n}.html") for n in ids[:3]]
    known[wrong] = (known[wrong][0], "https://www.example.gov.cn/other/77.html")

    assert learn(known, BASE) is None


@given(ids=IDS)
def test_two_rows_are_too_few(ids: list[int]) -> None:
    assert learn([({"id": str(n)}, f"https://www.example.gov.cn/c/{n}") for n in ids[:2]], BASE) is None


@given(ids=IDS)
def test_an_address_that_the_data_states_is_taken_as_it_stands(ids: list[int]) -> None:
    known = [
        ({"id": str(n), "url": f"../xw/t2026_{n}.html"}, f"https://www.example.gov.cn/xw/t2026_{n}.html") for n in ids
    ]
    pattern = learn(known[:3], BASE)

    assert pattern is not None
    assert [pattern.address(record, BASE) for record, _ in known] == [url for _, url in known]


def test_a_row_whose_title_two_records_share_is_not_known() -> None:
    records = records_in(
        '{"data":[{"id":1,"title":"关于养老服务的公告"},{"id":2,"title":"关于养老服务的公告"}]}'.encode()
    )

    assert "id" not in known_of("关于养老服务的公告", {}, records)


def test_a_title_that_begins_another_is_told_from_it() -> None:
    records = records_in(
        'cb({"rows":[{"id":1,"bt":"关于养老服务的公告"},{"id":2,"bt":"关于养老服务的公告（二）"}]});'.encode()
    )

    assert known_of("关于养老服务的公告（二）", {}, records)["id"] == "2"
