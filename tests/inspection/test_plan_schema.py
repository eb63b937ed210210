"""The JSON Schema agrees with the loader, speaks Chinese, and the manual knows every key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from inspection.durations import parse_duration
from inspection.errors import PlanError
from inspection.plan_file import load_plan
from inspection.plan_reference import render_reference
from inspection.plan_schema import keys_at, plan_schema, suggest_key
from inspection.yaml_source import read_yaml

ROOT = Path(__file__).resolve().parents[2]
WHOLE = (Path(__file__).parent / "whole_plan.yaml").read_text(encoding="utf-8")
CONTRACT = ROOT.parent / "shared" / "design" / "plan.example.yaml"
HEAD = "site: {name: 局, home: 'http://a.gov.cn/'}\n"

# What both the schema and the loader take, and what both refuse. Cross-references are the loader's alone.
TAKEN = [
    "columns:\n",
    "crawl: {timeout: 15, retry_after: 0.5}",
    "crawl: {timeout: 15s}",
    "columns: [{name: 甲, url: /a/, update_within: 14天}]",
    "columns: [{name: 甲, url: /a/, update_within: }]",
    "units: [甲, {name: 乙}]",
    "interpretation: {policies: [甲], interpretations: [甲], within: 3个工作日}\ncolumns: [{name: 甲, url: /a/}]",
    "interpretation: {policies: [甲], interpretations: [甲], within: 5d}\ncolumns: [{name: 甲, url: /a/}]",
    "expectations: [{name: 甲, due: {before: 520, lead: 7d}, any_of: [结婚登记]}]",
    "expectations: [{name: 甲, due: {yearly: 1月31日}, title: 年报}]",
    'rounds: {watch: 每30分钟, daily: 每天 06:00, full: "每周日 02:00"}',
    "workdays: {2027-01-04: false}",
]
REFUSED = [
    "crawl: {timeout: soon}",
    "crawl: {concurrency: '8'}",
    "crawl: {concurrency: 1.5}",
    "crawl: {delay: true}",
    "crawl: {speed: 1}",
    "columns: [{name: 甲, url: /a/, update_within: 14}]",
    "columns: [{name: 甲}]",
    "columns: [{name: 5, url: /a/}]",
    "columns: {name: 甲}",
    "units: [5]",
    "site: {name: 局, home: a.gov.cn}",
    "site: {name: 局, home: 'http://a.gov.cn/', id_code: '123'}",
    "site: {name: 局, home: 'http://a.gov.cn/', owned: yes}",
    "expectations: [{name: 甲, due: {before: 清明, monthly: 3}, title: 乙}]",
    "expectations: [{name: 甲, due: {}, title: 乙}]",
    "expectations: [{name: 甲, due: {monthly: 3}}]",
    "expectations: [{name: 甲, due: {monthly: 32}, title: 乙}]",
    "expectations: [{name: 甲, due: {monthly: 3, lead: 三天}, title: 乙}]",
    "expectations: [{name: 甲, due: {monthly: 3}, title: 乙, interpretation: maybe}]",
    "interpretation: {policies: [], interpretations: [甲]}",
    "rounds: {watch: 有空}",
    "rounds: {daily: '25:00'}",
    "alerts: {channels: {a: {}}}",
    "alerts: {channels: {a: {slack: {}, email: {to: [b]}}}}",
    "alerts: {channels: {a: {wecom: {}}}}",
    "alerts: {digest: {weekly: 16:00, to: [a]}}",
    "alerts: {routes: [{units: 甲, to: [a]}]}",
]


def as_json(text: str) -> Any:
    """What a YAML language server hands to a validator: dates are text."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): plain(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [plain(inner) for inner in value]
        return value.isoformat() if isinstance(value, date) else value

    return plain(read_yaml(text).value)


def fits(text: str) -> bool:
    return not list(Draft202012Validator(plan_schema()).iter_errors(as_json(text)))


def loads(text: str) -> bool:
    try:
        load_plan(text + "\n")
    except PlanError:
        return False
    return True


def with_head(text: str) -> str:
    return text if text.startswith("site:") else HEAD + text


def test_the_schema_is_itself_sound() -> None:
    Draft202012Validator.check_schema(plan_schema())


def test_a_whole_plan_fits_the_schema() -> None:
    assert list(Draft202012Validator(plan_schema()).iter_errors(as_json(WHOLE))) == []


@pytest.mark.real
@pytest.mark.skipif(not CONTRACT.exists(), reason="the contract is not beside this checkout")
def test_the_example_that_is_a_contract_fits_the_schema() -> None:
    assert fits(CONTRACT.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", TAKEN)
def test_schema_and_loader_both_take_it(text: str) -> None:
    assert (fits(with_head(text)), loads(with_head(text))) == (True, True)


@pytest.mark.parametrize("text", REFUSED)
def test_schema_and_loader_both_refuse_it(text: str) -> None:
    assert (fits(with_head(text)), loads(with_head(text))) == (False, False)


def properties(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield from node["properties"].items()
        for inner in node.values():
            yield from properties(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from properties(inner)


def test_every_key_has_a_title_and_a_meaning_in_chinese() -> None:
    without = [
        key
        for key, part in properties(plan_schema())
        if not part.get("title")
        or not re.search("[\u4e00-\u9fff]", part.get("description", ""))
        or not re.search("[\u4e00-\u9fff]|^(Slack|Apprise)$", part["title"])
    ]

    assert without == []


def test_every_default_is_written_as_a_plan_would_write_it() -> None:
    defaults = [str(p.get("default", "")) for _, p in properties(plan_schema())]
    lengths = [d for d in defaults if d[:1].isdigit() and d.endswith(("d", "s"))]

    assert lengths
    assert all(parse_duration(length) for length in lengths if "workdays" not in length and length != "0s")


def test_the_manual_on_disk_is_current() -> None:
    assert (ROOT / "docs" / "plan.md").read_text(encoding="utf-8") == render_reference()


def test_the_manual_names_every_key_and_no_other() -> None:
    rows = set(re.findall(r"^\| `(\w+)` \|", render_reference(), re.MULTILINE))

    assert rows == {key for key, _ in properties(plan_schema())}


def test_no_default_in_the_manual_is_pythons() -> None:
    assert not re.search(r"PT\d|None|\(\)|datetime", render_reference())


@pytest.mark.parametrize(
    ("path", "written", "meant"),
    [
        ((), "colums", "columns"),
        ((), "栏目", "columns"),
        (("columns", 3), "责任单位", "unit"),
        (("columns", 0), "update-within", "update_within"),
        (("site",), "id-code", "id_code"),
        (("alerts", "quiet_hours"), "form", "from"),
        (("alerts", "channels", "x"), "wecome", "wecom"),
        (("expectations", 0, "due"), "befor", "before"),
        (("site",), "zzz", None),
    ],
)
def test_a_misspelt_key_is_recognised(path: tuple[Any, ...], written: str, meant: str | None) -> None:
    assert suggest_key(path, written) == meant


def test_keys_are_known_wherever_they_may_stand() -> None:
    assert {"name", "contacts", "leader"} == set(keys_at(("units", 0)))


def test_the_schema_is_plain_json() -> None:
    assert json.loads(json.dumps(plan_schema(), ensure_ascii=False)) == plan_schema()
