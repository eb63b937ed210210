"""People's numbers are found where they are given away, in whatever markup and kind of file, and nowhere else."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.contents import Personal
from spiders.contents.personal import personal_in
from spiders.contents.reader import read_content
from spiders.files.facts import facts_of_file
from tests.spiders.contents import personal_leaks, personal_lookalikes, personal_records, personal_sentences
from tests.spiders.contents.personal_cases import LEAKS, SOUND, Case, case, id_number, mobile
from tests.spiders.files.making import docx_of, ofd_of, pdf_of, rtf_of, xls_of, xlsx_of

assert personal_leaks
assert personal_lookalikes
assert personal_records
assert personal_sentences
CASES = [*LEAKS, *SOUND]
slow = pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="every kind of file: XUNJIAN_SLOW=1")
_OPENING = "<p>根据有关规定，现将有关情况公布如下，请社会各界予以监督，如有异议，请以书面形式反映。</p>"


def _rows(one: Case) -> list[list[str]]:
    return [list(row) for row in one.table] if one.table else [[line] for line in one.lines]


def _page(one: Case, told: str) -> set[Personal]:
    head = f"<html><head><title>{one.title}-某局</title></head><body><h1>{one.title}</h1>"
    html = f"{head}<div id=zoom>{_OPENING}{told}</div>"
    found = read_content(html.encode(), "https://example.gov.cn/a/1.html", content_type="text/html").personal
    return {datum.kind for datum in found}


def as_table(one: Case) -> set[Personal]:
    """A page with a table, each cell with markup of an editor."""
    if not one.table:
        return _page(one, "".join(f"<p>{escape(line)}</p>" for line in one.lines))
    rows = "".join(
        "<tr>" + "".join(f"<td><p><span>{escape(c)}</span></p></td>" for c in row) + "</tr>" for row in one.table
    )
    return _page(one, f"<table>{rows}</table>")


def as_lines(one: Case) -> set[Personal]:
    """A page with a line for each row."""
    return _page(one, "".join("<p>" + escape("　".join(filter(None, row))) + "</p>" for row in _rows(one)))


def _file(make: Callable[[Case], bytes], name: str) -> Callable[[Case], set[Personal]]:
    return lambda one: {datum.kind for datum in facts_of_file(make(one), name).personal}


def _escaped(one: Case) -> list[list[str]]:
    return [[escape(cell) for cell in row] for row in _rows(one)]


FORMS: dict[str, Callable[[Case], set[Personal]]] = {
    "table": as_table,
    "lines": as_lines,
    "docx": _file(lambda one: docx_of([one.title, *one.lines], [one.table] if one.table else []), "附件1.docx"),
    "xlsx": _file(lambda one: xlsx_of(one.title, _rows(one)), "附件.xlsx"),
    "xls": _file(lambda one: xls_of(one.title, _rows(one)), "附件.xls"),
    "pdf": _file(lambda one: pdf_of([[[one.title], *_rows(one)]]), "附件.pdf"),
    "ofd": _file(lambda one: ofd_of([[[one.title], *_escaped(one)]]), "附件.ofd"),
    "rtf": _file(lambda one: rtf_of([one.title, *["\\tab ".join(row) for row in _rows(one)]]), "附件.rtf"),
    "text": _file(lambda one: "\n".join([one.title, *map("\t".join, _rows(one))]).encode("gb18030"), "附件.txt"),
}


@pytest.mark.parametrize("form", ["table", "lines"])
@pytest.mark.parametrize(("name", "kinds", "maker"), CASES, ids=[name for name, _, _ in CASES])
def test_what_a_page_gives_away_is_found_and_nothing_else(
    name: str, kinds: frozenset[Personal], maker, form: str
) -> None:  # type: ignore[no-untyped-def]
    assert FORMS[form](case(name, kinds, maker, 0)) == kinds


def measured(form: str, seeds: range) -> tuple[float, float, list[tuple[str, Personal]]]:
    """Precision, recall, and what was wrong."""
    right, wrong, missed = 0, list[tuple[str, Personal]](), list[tuple[str, Personal]]()
    for name, kinds, maker in CASES:
        for seed in seeds:
            found = FORMS[form](case(name, kinds, maker, seed))
            right += len(found & kinds)
            wrong += [(name, kind) for kind in found - kinds]
            missed += [(name, kind) for kind in kinds - found]
    return right / (right + len(wrong)), right / (right + len(missed)), wrong + missed


@slow
@pytest.mark.parametrize("form", FORMS)
def test_in_every_kind_of_file_precision_and_recall_are_high(form: str) -> None:
    precision, recall, amiss = measured(form, range(1, 6))

    assert min(precision, recall) >= 0.95, amiss


def test_nothing_that_is_told_holds_a_whole_number_or_a_name_of_a_list() -> None:
    for name, kinds, maker in LEAKS:
        one = case(name, kinds, maker, 7)
        told = personal_in("\n".join(one.lines), [one.table] if one.table else [], one.title)
        said = " ".join(f"{datum.masked}{datum.context}{datum.label}" for datum in told)
        assert not re.search(r"\d{10,}", said), said


@settings(max_examples=80, deadline=None)
@given(
    text=st.text(max_size=300),
    rows=st.lists(st.lists(st.text("0123456789Xx 姓名电话身份证-．", max_size=30), max_size=5), max_size=5),
)
def test_it_never_raises(text: str, rows: list[list[str]]) -> None:
    personal_in(text, [rows], text)


@pytest.mark.parametrize("piece", ["1", "1 ", "12345 ", "138-", "310101 ", "姓名 电话\n138001380", "1.3/"])
def test_hostile_text_takes_little_time(piece: str) -> None:
    began = time.perf_counter()

    personal_in(piece * (40_000 // len(piece)))

    assert time.perf_counter() - began < 2  # a fifth of the longest text; its time grows with its length alone


def test_an_ordinary_page_costs_next_to_nothing() -> None:
    text = "关于做好清明节祭扫服务保障工作的通知，咨询电话：021-23111111，沪民规〔2024〕3号，2024年3月15日。\n" * 100
    began = time.perf_counter()

    for _ in range(20):
        personal_in(text)

    assert time.perf_counter() - began < 0.5  # 25 ms for one, on a busy machine


def test_a_long_list_is_told_in_part() -> None:
    from random import Random

    rng = Random(1)
    rows = [["姓名", "身份证号", "电话"], *[["张三", id_number(rng), mobile(rng)] for _ in range(400)]]

    assert len(personal_in("", [rows])) == 300
