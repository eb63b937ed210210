"""Every reason that the tool can give has words, and no words are kept for reasons that nobody gives."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspection.reasons import REASONS, explain, http_status
from inspection.refusals import REFUSALS

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [*(ROOT / "spiders").rglob("*.py"), *(ROOT / "checks").glob("*.py")]
KEBAB = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
PLACES = {"FetchError": 0, "Outcome": 1, "Failed": 0, "CannotTell": 1, "Gap": 1}  # which argument is the reason
NAMED = {"REASON", "PRIVATE", "SOFT404", "SITE_DOWN"}  # module constants that are reasons
TOLD_BY_STATES = {"ListState", "ColumnState"}  # a mapping from their members gives reasons


def words_in(node: ast.AST) -> Iterator[str]:
    """The literals of an expression that may be a reason; what a nested call is given is not."""
    if isinstance(node, (ast.Call, ast.JoinedStr)):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEBAB.fullmatch(node.value):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from words_in(child)


def given_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute)):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            place = PLACES.get(name)
            if place is not None and len(node.args) > place:
                yield from words_in(node.args[place])
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in NAMED:
            yield from words_in(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "_REASONS":
            yield from words_in(node.value or node)
        elif isinstance(node, ast.FunctionDef) and node.name == "_limit":  # of the frontier
            yield from (w for r in ast.walk(node) if isinstance(r, ast.Return) and r.value for w in words_in(r.value))
        elif isinstance(node, ast.FunctionDef) and node.name == "_state":  # of a column's walk
            returned = [r.value for r in ast.walk(node) if isinstance(r, ast.Return)]
            yield from (w for pair in returned if isinstance(pair, ast.Tuple) for w in words_in(pair.elts[1]))
        elif isinstance(node, ast.Dict):
            told = zip(node.keys, node.values, strict=True)
            yield from (w for key, value in told if is_state(key) for w in words_in(value))


def is_state(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Attribute) and isinstance(key.value, ast.Name) and key.value.id in TOLD_BY_STATES


GIVEN = sorted({reason for file in SOURCES for reason in given_in(ast.parse(file.read_text("utf-8")))})


@pytest.mark.parametrize("reason", GIVEN)
def test_every_reason_has_words(reason: str) -> None:
    assert re.search(r"[\u4e00-\u9fff]", explain(reason))


def test_no_words_are_kept_for_a_reason_that_nobody_gives() -> None:
    # What platforms say in an article's place, and why a moment is undecided.
    sources = [
        *SOURCES,
        ROOT / "inspection" / "media.py",
        ROOT / "inspection" / "outages.py",
        *(ROOT / "schedulers").glob("visit*.py"),
        *(ROOT / "schedulers" / name for name in ("searches.py", "consulting.py", "services.py", "file_reading.py")),
    ]
    nodes = (node for file in sources for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    named = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}

    assert sorted({*REASONS, *REFUSALS} - named) == []


def test_the_reasons_that_matter_most_are_among_those_that_are_found_in_the_sources() -> None:
    assert {"dns", "soft-404", "blocked-by-firewall", "private-address", "page-limit", "scripted"} <= set(GIVEN)


def test_a_status_is_told_with_its_meaning_and_an_unheard_of_one_by_its_number() -> None:
    assert [explain("http-404"), explain("http-599")] == ["服务器回答 404（找不到）", "服务器回答 599"]


def test_what_has_no_words_is_told_by_its_detail_else_as_it_is() -> None:
    assert [explain("odd", "不寻常"), explain("odd"), explain(None)] == ["不寻常", "odd", "原因不明"]


@pytest.mark.parametrize("reason", [None, "", "http", "http-", "http-x", "http-²", "dns"])
def test_what_is_no_status_has_none(reason: str | None) -> None:
    assert http_status(reason) is None
