"""Safe text: whatever a title holds, no chat finds a mention, a link or markup in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.safe_text import command, cut_bytes, inert, line, link_target, most_that_fit, one_line, paragraphs
from tests.notifications.channels.hostile import live, titles

sizes = st.integers(1, 200)


@given(titles)
def test_nothing_in_a_title_is_live(title: str) -> None:
    assert live(line(title)) == []


@given(titles)
def test_making_a_text_inert_twice_changes_nothing_more(title: str) -> None:
    once = line(title, 10_000)

    assert inert(once) == once


@given(st.text(max_size=400), sizes)
def test_a_title_is_one_line_and_no_longer_than_asked(title: str, length: int) -> None:
    said = one_line(title, length)

    assert "\n" not in said
    assert len(said.partition("…（全长")[0]) <= length


def test_a_cut_title_says_how_long_it_was() -> None:
    assert one_line("断" * 500, 20) == f"{'断' * 20}…（全长 500 字）"


@pytest.mark.parametrize("hidden", ["\u200b", "\u00ad", "\u2060", "\U000e0020", "\ufe00"])
def test_a_number_hidden_by_unseen_letters_is_masked(hidden: str) -> None:
    said = one_line(f"联系 {hidden.join('13800138000')} 办理")

    assert said == "联系 138****8000 办理"


def test_a_number_at_the_cut_is_masked_before_it_is_cut() -> None:
    assert "1380013" not in one_line("通知" * 4 + "13800138000", 16)


def test_a_megabyte_of_a_title_is_not_read() -> None:
    assert one_line("长" * 1_000_000).endswith("（全长 1000000 字）")


def test_ordinary_chinese_titles_stay_as_they_are() -> None:
    title = "《关于做好2025年清明节祭扫工作的通知》（沪民规〔2025〕3号）附件：1.5万元、3.25、A-1"

    assert line(title) == title


@given(st.lists(titles, max_size=5))
def test_every_line_of_a_text_is_inert(lines: list[str]) -> None:
    assert [live(said) for said in paragraphs("\n".join(lines)) if live(said)] == []


@given(st.text(max_size=60), titles)
def test_a_link_target_holds_nothing_that_ends_a_link(path: str, query: str) -> None:
    target = link_target(f"https://mzj.example.gov.cn/{path}?q={query}")

    assert target is None or (target.isascii() and not set(target) & set("()<>[]\"'`*\\| \n@"))


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "http://",
        "ftp://mzj.example.gov.cn/",
        "https://mzj.example.gov.cn@evil.example/",
        "https://user:word@evil.example/",
        "http://[::1]/",
        "https://mzj.example.gov.cn/?phone=13800138000",
        "https://mzj.example.gov.cn/?mail=a%40example.org",
        f"https://mzj.example.gov.cn/{'x' * 900}",
        "https://mzj.example.gov.cn/\u202egnp",
        "https://mzj.example.gov.cn:99999/",
    ],
)
def test_what_must_not_become_a_link_does_not(address: str | None) -> None:
    assert link_target(address) is None


def test_a_link_leads_where_the_address_leads() -> None:
    assert (
        link_target("https://mzj.example.gov.cn/附件 (1).doc?a=1&b=2")
        == "https://mzj.example.gov.cn/%E9%99%84%E4%BB%B6%20%281%29.doc?a=1&b=2"
    )


def test_a_command_can_be_copied() -> None:
    said = "xunjian issues list plan.example.yaml --unit 办公室 --check broken-link"

    assert command(said) == said


@given(st.text(max_size=100), st.integers(3, 300))
def test_bytes_are_cut_between_characters(text: str, limit: int) -> None:
    said = cut_bytes(text, limit)

    assert len(said.encode()) <= limit
    assert said == text or text.startswith(said.removesuffix("…"))


@given(st.integers(0, 500), st.integers(-1, 600))
def test_the_most_that_fits_is_found(count: int, room: int) -> None:
    assert most_that_fit(count, lambda number: number <= room) == max(0, min(count, room))


@given(st.sampled_from("-="), st.integers(3, 30))
def test_words_after_a_ruler_are_no_heading(mark: str, length: int) -> None:
    assert inert(f"{mark * length} 标题") == "—— 标题"
