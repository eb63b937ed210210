"""What holds the house together: lists that must agree with what is on disk, and documents with the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import spiders.settings
from checks.all import CHECKS
from desk.settings import DeskSettings
from inspection.accounts import _LABELS as LABELS
from inspection.accounts import SOURCE_KINDS
from notifications.wording import CHECK_NAMES
from schedulers.settings import ServiceSettings
from spiders.accounts.all import LOOKS, SPIDERS
from xunjian.__main__ import app

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("xunjian", "inspection", "store", "spiders", "checks", "notifications", "schedulers", "desk", "demo")
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_every_check_has_a_chinese_name() -> None:
    assert {check.name for check in CHECKS} <= set(CHECK_NAMES)


def test_every_spider_on_disk_is_listed() -> None:
    holding = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "spiders").rglob("*.py")
        if re.search(r"^class (?!Account|Looks)\w+\((?:scrapy\.|Account|Looks)Spider\)", path.read_text("utf-8"), re.M)
    }

    assert holding == set(spiders.settings.SPIDER_MODULES)


def test_every_kind_of_source_has_a_spider() -> None:
    kinds = {LABELS.get(kind, kind.replace("_", "-")) for kind in SOURCE_KINDS}

    assert kinds == set(SPIDERS)
    assert {spider.rpartition(".")[0] for spider in (*SPIDERS.values(), *LOOKS.values())} < set(
        spiders.settings.SPIDER_MODULES
    )


def test_every_command_is_in_both_readmes() -> None:
    commands = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}

    for readme in ("README.md", "README.zh-CN.md"):
        missing = {name for name in commands if f"xunjian {name}" not in read(readme)}
        assert not missing, readme


def test_every_environment_variable_is_documented() -> None:
    named = {name for path in SOURCES for name in re.findall(r"XUNJIAN_[A-Z]+(?:_[A-Z]+)*", path.read_text("utf-8"))}
    named |= {f"XUNJIAN_{name.upper()}" for name in ServiceSettings.model_fields}
    named |= {f"XUNJIAN_DESK_{name.upper()}" for name in DeskSettings.model_fields}
    manual = read("docs/operations.md")

    assert {name for name in named if name not in manual} == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno
        and node.end_lineno - node.lineno >= 50
    ]

    assert long == []


def test_a_check_added_to_the_package_list_is_packaged() -> None:
    listed = re.search(r"packages = \[(.*?)\]", read("pyproject.toml").partition("[tool.setuptools]")[2], re.S)
    assert listed is not None
    packages = set(re.findall(r'"([\w.]+)"', listed[1]))
    on_disk = {".".join(path.parent.relative_to(ROOT).parts) for path in SOURCES if path.name == "__init__.py"}

    assert on_disk == packages
