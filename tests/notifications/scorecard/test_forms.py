"""A card as JSON, on the terminal, as Word and in the digest: the same figures, nothing that runs, nothing personal."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from jsonschema import Draft202012Validator
from rich.console import Console

from inspection.scoring.facts import Looked
from notifications.digest.charts import png, svg
from notifications.scorecard import words
from notifications.scorecard.brief import brief
from notifications.scorecard.document import scorecard_document, scorecard_schema
from notifications.scorecard.drawing import trend_drawing
from notifications.scorecard.text import print_scorecard
from notifications.scorecard.word import document
from tests.inspection.scoring.samples import NOW
from tests.notifications.scorecard.samples import ID_NUMBER, UNITS, busy, card, weeks

SCHEMA = Path(__file__).resolve().parents[3] / "docs" / "scorecard.schema.json"


@cache
def text_of(width: int = 100, top: int = 99) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    print_scorecard(busy(), weeks(), UNITS, console, top)
    out = console.file
    assert isinstance(out, io.StringIO)
    return out.getvalue()


@cache
def word() -> bytes:
    return document(busy(), weeks(), UNITS)


@cache
def word_of() -> str:
    paper = Document(io.BytesIO(word()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def test_a_units_duties_at_fault_are_counted_in_every_form() -> None:
    row = next(line for line in text_of().splitlines() if line.strip().startswith("办公室"))

    assert (row.split()[1:6], "\n有问题\n" in word_of()) == (["22", "3", "1", "17", "1"], True)


def test_the_schema_is_current() -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == scorecard_schema()


@pytest.mark.parametrize("looked", [None, Looked("r1", NOW, "full", complete=True)])
def test_the_document_is_what_its_schema_says(looked: Looked | None) -> None:
    made = scorecard_document(card(looked=looked), weeks(), UNITS)

    Draft202012Validator(scorecard_schema()).validate(json.loads(json.dumps(made)))


def test_the_documents_points_add_up() -> None:
    made = scorecard_document(busy())

    for one in made["deductions"]:
        assert round(sum(each["points"] for each in one["behind"]), 1) == one["deducted"]
    assert round(100 - sum(one["deducted"] for one in made["deductions"]), 1) == made["total"]["most"]


def test_no_form_shows_an_id_number_or_turns_a_line_round() -> None:
    every = [json.dumps(scorecard_document(busy()), ensure_ascii=False), text_of(), word_of()]

    assert not [one for one in every if ID_NUMBER in one]
    assert "\u202e" not in text_of() + word_of()


@pytest.mark.parametrize("width", [60, 100, 200])
def test_the_terminal_shows_verdict_distances_and_points(width: int) -> None:
    told = text_of(width).replace("\n", "")

    assert "评分卡" in told
    assert "否决" in told
    assert max(map(len, text_of(width).splitlines())) <= width or width < 100


def test_word_says_what_the_terminal_says() -> None:
    said = word_of()

    assert words.verdict(busy()) in said
    assert all(words.distance(one)[:60] in said for one in busy().vetoes)


def test_equal_facts_give_equal_files() -> None:
    assert document(busy(), weeks(), UNITS) == word()


def test_word_links_nowhere_but_to_the_web() -> None:
    paper = Document(io.BytesIO(word()))

    targets = [one.target_ref for one in paper.part.rels.values() if one.is_external]
    assert targets
    assert all(one.startswith(("http://", "https://")) for one in targets)


def test_the_weeks_are_drawn_with_words_beside_them() -> None:
    drawing = trend_drawing(weeks())

    assert "没有巡检" in drawing.label
    assert "已触否决" in drawing.label
    assert svg(drawing).startswith("<svg")
    assert png(drawing).startswith(b"\x89PNG")


def test_nothing_is_drawn_of_no_weeks() -> None:
    assert trend_drawing([]).shapes


def test_the_digest_names_what_needs_somebody_the_worst_first() -> None:
    told = brief(busy(), weeks(), "https://desk.example")

    assert told.lines[0].light == "vetoed"
    assert "clear" not in {one.light for one in told.lines}
    assert told.link.startswith("https://desk.example/scorecard?site=")
