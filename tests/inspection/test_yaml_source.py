"""What is no plan at all, and what would exhaust the machine: refused in Chinese, with its line."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.errors import Mistake, PlanError
from inspection.plan import Plan
from inspection.plan_file import load_plan
from inspection.yaml_source import read_yaml

WHOLE = (Path(__file__).parent / "whole_plan.yaml").read_text(encoding="utf-8")
HEAD = "site: {name: 局, home: 'http://a.gov.cn/'}\n"


def mistakes_in(text: str | bytes) -> list[Mistake]:
    with pytest.raises(PlanError) as caught:
        load_plan(text)
    return caught.value.mistakes


def only_mistake(text: str | bytes) -> Mistake:
    (mistake,) = mistakes_in(text)
    return mistake


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("site:\n\tname: a\n", "制表符", 2),
        ("site:\n  name：局\n  home: x\n", "全角冒号", 2),
        ("site: {name: a\n", "括号没有成对", 1),
        ("site:\n  name: 'a\n  home: b\n", "引号没有成对", 2),
        ("site:\n  name: a: b\n", "不能再出现", 2),
        ("site:\n   name: a\n  home: b\n", "缩进", 3),
        ("site: *nobody\n", "没有定义的别名", 1),
        ("site: @x\n", "不允许的符号", 1),
        ("a: 1\n---\nb: 2\n", "不止一份", 2),
        ("a: \x07\n", "控制字符", 1),
        ("- site\n- x\n", "应由", 1),
        ("只有一行字\n", "应由", 1),
        ("# 只有注释\n\n", "空的", None),
        ("\n", "空的", None),
        ("<<: {a: 1}\nsite: 1\n", "键名写法不对", 1),
        ("site: !!python/object:os.system x\n", "不支持的标记", 1),
    ],
)
def test_what_is_no_plan_at_all_is_told_in_chinese_with_its_line(text: str, message: str, line: int | None) -> None:
    found = mistakes_in(text)

    assert any(message in m.message and m.line == line for m in found)


def test_a_key_that_is_written_twice_is_a_mistake_at_its_second_place() -> None:
    found = only_mistake(HEAD + "timezone: Asia/Shanghai\nunits: []\ntimezone: Asia/Urumqi\n")

    assert (found.key, found.line, found.column) == ("timezone", 4, 1)
    assert "第 2 行已经写过" in found.message


def test_a_gbk_file_is_told_to_be_saved_as_utf8() -> None:
    assert "GBK" in only_mistake(WHOLE.encode("gb18030")).message


def test_a_utf16_file_is_told_to_be_saved_as_utf8() -> None:
    assert "UTF-16" in only_mistake(WHOLE.encode("utf-16")).message


def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="找不到"):
        load_plan(tmp_path / "none.yaml")


def test_a_folder_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="文件夹"):
        load_plan(tmp_path)


def test_a_billion_laughs_are_refused_at_once() -> None:
    lines = ["a0: &a0 [哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    begun = time.perf_counter()

    found = only_mistake("\n".join(lines) + "\n")

    assert "过大" in found.message
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    "text", ["a: &a [*a]\n", "a: " + "[" * 1000 + "\n", "a: " + "{b: " * 60 + "1" + "}" * 60 + "\n"]
)
def test_what_nests_without_end_is_refused(text: str) -> None:
    assert re.search("过大|过深", only_mistake(text).message)


def test_a_file_beyond_all_measure_is_refused() -> None:
    assert "超过" in only_mistake(b"# " + b"x" * 2_000_000).message


def test_an_alias_that_stays_small_is_allowed() -> None:
    plan = load_plan(HEAD + "units:\n  - {name: 甲, contacts: &c [{name: 乙}]}\n  - {name: 丙, contacts: *c}\n")

    assert plan.units[1].contacts[0].name == "乙"


def test_five_hundred_columns_load_within_a_second() -> None:
    rows = "".join(f"  - {{name: 栏目{n}, url: /c{n}/, kind: 通知公告, unit: 办公室}}\n" for n in range(500))
    text = f"{HEAD}units: [办公室]\ncolumns:\n{rows}"
    begun = time.process_time()

    plan = load_plan(text)

    assert time.process_time() - begun < 1
    assert len(plan.columns) == 500


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**12) | st.floats() | st.text("中文ab:/-{}[]*&!@#'\" 0", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "url", "due", "x"]), inner),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(Plan.model_fields)), VALUES)
def test_whatever_stands_in_a_section_is_loaded_or_told_without_english(section: str, value: object) -> None:
    text = f"{HEAD if section != 'site' else ''}{section}: {json.dumps(value, ensure_ascii=False)}\n"
    try:
        load_plan(text)
    except PlanError as error:
        for m in error.mistakes:
            told = re.sub(r"“[^”]*”|\[[^\]]*\]", "", m.message)
            assert re.search("[\u4e00-\u9fff]", told)
            assert not re.search(r"(?i)\b(input|should|valid|field|required|value|expected|type|string)\b", told)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.binary(max_size=60))
def test_no_bytes_at_all_bring_it_down(data: str | bytes) -> None:
    with pytest.raises(PlanError):
        load_plan(data if isinstance(data, bytes) else data + "\n")


def test_a_name_that_is_given_twice_is_no_warning_in_the_log(recwarn: pytest.WarningsRecorder) -> None:
    assert (read_yaml("a: &x 1\nb: &x 2\nc: *x\n").value, len(recwarn)) == ({"a": 1, "b": 2, "c": 2}, 0)
