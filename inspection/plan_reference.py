"""The plan's reference manual (docs/plan.md), drawn from the nouns: every key, its default, its meaning."""

# ruff: noqa: E501, a row of a Markdown table is one line

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from inspection.durations import say_duration
from inspection.festivals import FIXED_NAMES, LUNAR_NAMES, SOLAR_TERMS
from inspection.kinds import KINDS
from inspection.plan_schema import Schema, plan_schema

_INTRODUCTION = """\
# 巡检方案说明

巡检方案是一个 YAML 文件，写明检查哪个网站、承诺了什么、由谁负责、告诉谁。键名用英文，内容用本单位自己的叫法。

- 生成初稿：`xunjian plan new 网址 > 方案.yaml`
- 检查方案：`xunjian plan check 方案.yaml`，一次列出全部错误及其行号和改法
- 编辑器提示：`xunjian plan schema > plan.schema.json`，在方案第一行写 `# yaml-language-server: $schema=plan.schema.json`

写法约定：文件用 UTF-8 编码；缩进用空格；冒号用半角并在后面加空格；全是数字的文字（标识码、编号）加引号。
时长写成 `14d`（天）、`2w`（周）、`12h`（小时）、`30m`（分钟）、`15s`（秒），也可写 `14天`；工作日写成 `3 workdays` 或 `3个工作日`。
密钥一律放在环境变量里，方案中只写变量名（以 `_env` 结尾的键）。

本文件由程序生成：`xunjian plan reference > docs/plan.md`。
"""

_DUE = """\
## 到期规则怎样判断

每条规则推算出一个个“期”，每期有自己的时段，发布日期落在时段内的稿件才算这一期的；各期时段互不重叠，去年的通知不算今年的。
标题里写明年份而年份不符的稿件也不算。到期当天仍可发布，次日起才算逾期；逾期后补发的，在时段结束前仍算已发布。

| 写法 | 到期日 | 算数的时段（不写 `window` 时） | 缺失提示到什么时候 | 标题中可写的年份 |
|---|---|---|---|---|
| `before: 清明` | 节日前 `lead` | 节日前 60 天（`warn` 或 `lead` 较长时为其前 30 天）至节日当天 | 节日后 14 天，此后再发也无意义 | 当年 |
| `by: 2024-12-31` | 该日前 `lead` | 该日前 365 天起，此后一直算 | 一直提示到发布为止 | 前后各一年 |
| `yearly: 01-31` | 每年该日前 `lead` | 当年 1 月 1 日（到期日不足 30 天的，到期日前 30 天）至下一期开始前 | 下一期到期 | 当年、上一年 |
| `monthly: 15` | 每月该日前 `lead` | 当月 1 日至月末 | 下一期到期 | 当年；一季度也可写上一年 |
| `quarterly: 15` | 季度结束后次月该日前 `lead` | 季度结束后次月 1 日起的三个月 | 下一期到期 | 当年；一月到期的也可写上一年 |

`lead`、`warn`、`window` 都从节日或所写日期往前算，按整天写。写了 `window` 的，时段从到期日前 `window` 开始，但不早于上一期到期的次日。
某月没有的日子（31 日、2 月 29 日）按当月最后一天算。腊八、小年、除夕归于其后春节所在的年份。

可用的名称：
"""

_SECTIONS = (
    "site",
    "crawl",
    "units",
    "columns",
    "accounts",
    "crossposts",
    "interpretation",
    "expectations",
    "issues",
    "alerts",
    "rounds",
    "availability",
    "browser",
    "services",
    "functions",
    "suspicion",
    "labels",
    "identity",
    "wording",
    "privacy",
    "validity",
    "dating",
    "consultations",
    "decisions",
    "messages",
    "guides",
    "libraries",
    "tables",
    "duties",
    "scorecard",
)


def render_reference() -> str:
    """The whole manual as Markdown, in Chinese."""
    schema = plan_schema()
    parts = [_INTRODUCTION, _noun("方案的各部分", schema)]
    for section in _SECTIONS:
        for title, noun in _nouns_below(schema["properties"][section], section):
            parts.append(_noun(title, noun))
    parts.append(_kinds())
    parts.append(_DUE + _festivals())
    return "\n".join(parts).rstrip() + "\n"


def _resolved(part: Schema) -> list[Schema]:
    """The nouns that a key's value may be: references followed, lists and alternatives opened."""
    if "$ref" in part:
        noun = plan_schema()["$defs"][part["$ref"].rsplit("/", 1)[1]]
        return [noun] if "properties" in noun else _resolved(noun)
    inner = [*part.get("anyOf", ()), part.get("items"), part.get("additionalProperties")]
    own = [part] if "properties" in part else []
    return own + [noun for one in inner if isinstance(one, dict) for noun in _resolved(one)]


def _nouns_below(part: Schema, key: str) -> Iterator[tuple[str, Schema]]:
    """The nouns below a section, outermost first, each with the path of keys that leads to it."""
    for noun in {id(noun): noun for noun in _resolved(part)}.values():  # one that may stand alone or in a list: once
        yield f"{noun.get('title', '')}：`{key}`", noun
        for name, inner in noun["properties"].items():
            yield from _nouns_below(inner, f"{key}.{name}")


def _noun(title: str, noun: Schema) -> str:
    lines = [f"## {title}", "", "| 键 | 默认值 | 含义 |", "|---|---|---|"]
    required = noun.get("required", ())
    for key, part in noun["properties"].items():
        meaning = part.get("description") or part.get("title", "")
        lines.append(f"| `{key}` | {'必填' if key in required else _default(part)} | {_cell(meaning)} |")
    return "\n".join([*lines, ""])


def _default(part: Schema) -> str:
    value: Any = part.get("default")
    if value is None or value in ([], {}):
        return "无"
    return f"`{_cell(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _kinds() -> str:
    lines = ["## 栏目类型：`columns.kind`", "", "| 类型 | 更新期限 | 依据 |", "|---|---|---|"]
    for kind in KINDS:
        length = say_duration(kind.update_within) if kind.update_within else "不判断"
        lines.append(f"| {kind.name} | {length} | {_cell(kind.basis)} |")
    return "\n".join(
        [*lines, "", "“工作惯例”不是国家指标，只作提醒的依据；本单位另有规定的，用 `update_within` 写明。", ""]
    )


def _festivals() -> str:
    rows = (("节气", SOLAR_TERMS), ("农历节日", LUNAR_NAMES), ("公历节日", FIXED_NAMES))
    return "".join(f"\n- {title}：{'、'.join(names)}" for title, names in rows) + "\n"
