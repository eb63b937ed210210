"""Charsets: what the bytes are wins over what is declared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.reading.charset import decode

SIMPLIFIED = "关于印发《上海市慈善组织认定办法》的通知，各区民政局：现将有关事项通知如下，请认真贯彻执行。"
TRADITIONAL = "關於印發《慈善組織認定辦法》的通知，請各單位認真貫徹執行。本辦法自發布之日起施行，請遵照辦理為荷。"


def page(text: str, declared: str | None) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return f"<html><head>{meta}<title>{text}</title></head><body>{text * 5}</body></html>"


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "GBK", "iso-8859-1", "nonsense", None])
@pytest.mark.parametrize(("actual", "name"), [("utf-8", "utf-8"), ("gb18030", "gb18030")])
def test_the_bytes_win_over_the_declaration(declared: str | None, actual: str, name: str) -> None:
    written = page(SIMPLIFIED, declared)
    assert decode(written.encode(actual)) == (written, name)


@pytest.mark.parametrize("header", ["", "text/html; charset=gb2312", "text/html;charset=UTF-8", "text/html"])
@pytest.mark.parametrize(("actual", "name"), [("utf-8", "utf-8"), ("gb18030", "gb18030")])
def test_a_wrong_header_changes_nothing(header: str, actual: str, name: str) -> None:
    assert decode(page(SIMPLIFIED, None).encode(actual), header)[1] == name


def test_undeclared_big5_is_told_from_gbk() -> None:
    assert decode(page(TRADITIONAL, None).encode("big5")) == (page(TRADITIONAL, None), "big5")


def test_traditional_characters_in_gbk_stay_gbk() -> None:
    assert decode(page(TRADITIONAL, "gbk").encode("gbk")) == (page(TRADITIONAL, "gbk"), "gb18030")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_found_with_and_without_its_mark(encoding: str) -> None:
    assert decode(page(SIMPLIFIED, None).encode(encoding)) == (page(SIMPLIFIED, None), "utf-16")


def test_a_page_of_ascii_keeps_its_declared_charset_for_its_addresses() -> None:
    assert decode(b'<meta charset="gb2312"><a href="/a">a</a>')[1] == "gb18030"


def test_an_xml_declaration_counts() -> None:
    assert decode('<?xml version="1.0" encoding="EUC-KR"?><a>한국어 안녕하세요</a>'.encode("euc-kr"))[1] == "euc_kr"


def test_western_text_is_not_read_as_chinese() -> None:
    assert decode("Café à la crème".encode("latin-1"), "text/html; charset=iso-8859-1")[0] == "Café à la crème"


def test_a_single_hanzi_of_gbk_that_is_valid_utf_8_is_read_as_declared() -> None:
    assert decode("<title>一</title>".encode("gbk"), "text/html; charset=gbk") == ("<title>一</title>", "gb18030")


def test_a_byte_order_mark_is_not_part_of_the_text() -> None:
    assert decode("\ufeff巡检".encode()) == ("巡检", "utf-8")


@given(st.integers(0, 200), st.sampled_from(["utf-8", "gb18030"]))
def test_a_page_cut_inside_a_character_keeps_its_charset(cut: int, encoding: str) -> None:
    body = page(SIMPLIFIED, None).encode(encoding)
    assert decode(body[: len(body) - cut])[1] == encoding


@given(
    st.lists(st.tuples(st.integers(0, 600), st.sampled_from([b"\x00", b"\xff", b"\x80"])), max_size=5),
    st.sampled_from(["utf-8", "gb18030"]),
)
def test_a_few_broken_bytes_do_not_flip_the_charset(faults: list[tuple[int, bytes]], encoding: str) -> None:
    body = page(SIMPLIFIED, None).encode(encoding)
    for place, fault in faults:
        body = body[:place] + fault + body[place:]
    assert decode(body)[1] == encoding


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=12), st.booleans())
def test_any_hanzi_survive_in_either_charset(text: str, declared: bool) -> None:
    written = page(text, "gb2312" if declared else "gbk")
    assert decode(written.encode("gbk"))[0] == written


@given(st.binary(max_size=400), st.text(max_size=40))
def test_nothing_raises(body: bytes, content_type: str) -> None:
    text, charset = decode(body, content_type)
    assert isinstance(text, str)
    assert charset
