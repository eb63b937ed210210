"""What the nouns refuse, told in the office's language: pydantic's errors into Chinese sentences with a mend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from inspection.plan_schema import suggest_key
from inspection.yaml_source import Path

Told = tuple[str, str]  # what is wrong, how to mend it

_MEND_BEGINS = re.compile(r"，(?=请|是不是)")

_TYPES: dict[str, Told] = {
    "missing": ("缺少这一项", "请补上"),
    "bool_type": ("这里只能是 true 或 false", "请写 true 或 false，不加引号"),
    "int_type": ("这里应是整数", "请写整数，不加引号"),
    "int_from_float": ("这里应是整数", "请写整数"),
    "int_parsing": ("这里应是整数", "请写整数"),
    "float_parsing": ("这里应是数字", "请写数字，如 0.25"),
    "float_type": ("这里应是数字", "请写数字，不加引号"),
    "finite_number": ("这里应是普通的数字", "请写数字，如 0.25"),
    "tuple_type": ("这里应是列表", "请写成 [甲, 乙]，或每行一项、以“- ”开头"),
    "dict_type": ("这里应是“名称: 内容”的形式", "请在冒号后面另起缩进的各行，或写成 {名称: 内容}"),
    "model_type": ("这里应是“名称: 内容”的形式", "请在冒号后面另起缩进的各行，或写成 {名称: 内容}"),
    "string_too_short": ("这里不能是空的", "请写上内容"),
    "too_short": ("这里至少要有一项", "请补上"),
}

# Where a pattern is missed, what was wanted.
_PATTERNS: dict[str, Told] = {
    "id_code": ("网站标识码应是 10 位字母或数字", '请照标识码原样填写并加引号，如 "3100000061"'),
    "email": ("这不是邮箱地址", "请写成 desk@example.org"),
}
_ENV_NAME = (
    "这里应是环境变量名，只能有字母、数字和下划线",
    "请写环境变量名，如 WECOM_OFFICE_KEY，密钥本身不要写进方案",
)

_BOUNDS = {
    "greater_than_equal": ("ge", "不能小于"),
    "less_than_equal": ("le", "不能大于"),
    "greater_than": ("gt", "必须大于"),
    "less_than": ("lt", "必须小于"),
}


def _show(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _unknown_key(path: Path, written: str) -> Told:
    if "：" in written:
        return f"“{_show(written)}”用了全角冒号", "请改用半角冒号加空格“: ”"
    meant = suggest_key(path[:-1], written)
    return f"不认识的键“{_show(written)}”", f"是不是想写 {meant}" if meant else "请删去或改正，键名见方案说明"


def tell(error: Mapping[str, Any], path: Path) -> Told:
    """The message and the mend for one of pydantic's errors; never pydantic's own English."""
    kind, context = str(error["type"]), error.get("ctx", {})
    value = error.get("input")
    if kind == "value_error":
        message, *mend = _MEND_BEGINS.split(str(context["error"]), maxsplit=1)
        return message, "".join(mend)
    if kind == "extra_forbidden":
        return _unknown_key(path, str(path[-1]))
    if kind == "missing":
        return f"缺少 {path[-1]}", "请补上这一项"
    if kind == "string_type":
        return _not_text(value)
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(path[-1]), _ENV_NAME)
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        return f"“{_show(value)}”超出范围，{words} {context[name]}", "请改正"
    if kind in ("literal_error", "enum"):
        wanted = str(context["expected"]).replace(" or ", "、").replace(", ", "、").replace("'", "")
        return f"“{_show(value)}”不是可选的值", f"请写 {wanted} 之一"
    return _TYPES.get(kind, (f"“{_show(value)}”的写法不对", "请对照方案说明改正"))


def _not_text(value: Any) -> Told:
    if value is None:
        return "这里不能是空的", "请写上内容"
    if isinstance(value, (list, dict)):
        return "这里应是一段文字", "请去掉括号或缩进，只写一段文字"
    return f"这里应是文字，“{_show(value)}”会被读成数字或日期", f'请加引号，写成 "{_show(value)}"'
