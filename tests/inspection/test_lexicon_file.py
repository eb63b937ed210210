"""Lexicons as clerks write them."""

from __future__ import annotations

import codecs
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.lexicon_file import read_lexicon
from inspection.wordings import Post, Wrong

LINE = "残废人 -> 残疾人 | 法定称呼 | 例外：残废人员、残废军人"
ENTRY = Wrong("残废人", "残疾人", "法定称呼", ("残废人员", "残废军人"))


def entries(text: str) -> tuple[Wrong, ...]:
    return read_lexicon("词表", text.encode()).entries


@pytest.mark.parametrize(
    "body",
    [
        LINE.encode(),
        codecs.BOM_UTF8 + LINE.encode(),
        LINE.encode("gbk"),
        LINE.encode("utf-16"),
        f"# 说明\r\n\r\n{LINE}\r\n".encode(),
    ],
)
def test_any_encoding_that_editors_write_is_read(body: bytes) -> None:
    assert read_lexicon("词表", body).entries == (ENTRY,)


@pytest.mark.parametrize("arrow", ["->", "→", "=>", "－>", "——>", " -> "])
def test_any_arrow_will_do(arrow: str) -> None:
    assert entries(f"残废人{arrow}残疾人") == (Wrong("残废人", "残疾人"),)


def test_a_wording_without_a_right_one_must_not_be_written() -> None:
    assert entries("某说法 -> | 不得使用") == (Wrong("某说法", "", "不得使用"),)


def test_sections_say_how_much_what_follows_weighs() -> None:
    assert [one.mild for one in entries("甲乙->丙\n[提醒]\n丁戊->己\n【严重】\n庚辛->壬")] == [False, True, False]


def test_posts_are_lines_of_their_own() -> None:
    lexicon = read_lexicon("词表", "职务：张某某 局党组书记、局长 | 自2024-03-01\n职务:李某 副局长".encode())
    assert lexicon.posts == (
        Post("张某某", ("局党组书记", "局长"), date(2024, 3, 1)),
        Post("李某", ("副局长",)),
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("没有箭头", "第 2 行“没有箭头”没有箭头，请写成：错误写法 -> 正确写法"),
        ("甲 -> 乙", "第 2 行“甲”应为 2 到 100 个字"),
        ("甲乙 -> 甲乙", "第 2 行“甲乙”的错误写法和正确写法相同"),
        ("残废人 -> 残疾", "第 2 行“残废人”与第 1 行重复"),
        ("[别的]", "第 2 行的“[别的]”不是分段标题"),
        ("职务：张某某", "第 2 行请写成：职务：姓名"),
        ("职务：张某某 局长 | 去年", "第 2 行“|”后面请写任职日期"),
        ("甲\x00乙 -> 丙", "第 2 行含有看不见的控制字符"),
    ],
)
def test_a_mistake_names_file_and_line_and_the_mend(line: str, said: str) -> None:
    lexicon = read_lexicon("本局.txt", f"{LINE}\n{line}\n丙丁 -> 戊己".encode())
    assert lexicon.problem.startswith("词表“本局.txt”有写错的地方：")
    assert said in lexicon.problem
    assert [one.wrong for one in lexicon.entries] == ["残废人", "丙丁"]


def test_many_mistakes_are_counted() -> None:
    assert read_lexicon("词表", b"x\n" * 30).problem.endswith("另有 25 行")


def test_what_is_no_text_is_said() -> None:
    assert "编码无法识别" in read_lexicon("词表", b"\xff\xff\x80\x00" * 20).problem


@given(st.binary(max_size=300))
def test_any_bytes_are_read(body: bytes) -> None:
    read_lexicon("词表", body)


def test_a_line_that_no_clerk_wrote_is_refused_at_once() -> None:
    lexicon = read_lexicon("词表", f"残废人{' ' * 500_000}人\n{LINE}".encode())

    assert (lexicon.entries, "第 1 行有 500004 个字，太长" in lexicon.problem) == ((ENTRY,), True)
