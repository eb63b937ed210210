"""Write docs/checks.md from the docstrings of the checks: `python scripts/checks_manual.py [--check]`."""

from __future__ import annotations

import inspect
import sys
from dataclasses import fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checks.all import CHECKS  # noqa: E402
from checks.check import Check  # noqa: E402
from inspection.findings import Severity  # noqa: E402

MANUAL = ROOT / "docs" / "checks.md"
SEVERITIES = {Severity.CRITICAL: "严重", Severity.ERROR: "错误", Severity.WARNING: "提醒"}
HEADINGS = ("查什么", "为什么要紧", "有错的例子", "无错的例子", "选项")
INTRODUCTION = """# 检查项手册

本文由 `scripts/checks_manual.py` 根据各检查项的说明生成，请不要直接修改。
每个例子都由测试实际运行过：例子写的是一轮巡检所见（今天、栏目、账号、稿件、链接）和结果（发现、无法判断）。

看不清的一律记为“无法判断”，既不算有错，也不算没错。“依据”写明出处；没有找到正式条文的写“工作惯例”，不冒充国家指标。
"""


def page(check: Check) -> str:
    """One check's page of the manual."""
    title, _, body = (inspect.getdoc(type(check)) or "").partition("\n")
    lines = [f"## {check.name}：{title.rstrip('。')}", "", f"级别：{SEVERITIES[check.severity]}。依据：{check.basis}。"]
    lines += ["", body.strip().replace("\n## ", "\n### ").replace("## 查什么", "### 查什么", 1)]
    return "\n".join(lines) + "\n"


def sections(check: Check) -> dict[str, str]:
    """The docstring under its headings."""
    parts = (inspect.getdoc(type(check)) or "").split("\n## ")[1:]
    return {head: body.strip() for head, _, body in (part.partition("\n") for part in parts)}


def options(check: Check) -> dict[str, object]:
    """The check's options and their defaults."""
    return {option.name: option.default for option in fields(check)}


def manual() -> str:
    """The whole manual."""
    listed = [f"- [{check.name}](#{check.name}{_anchor(check)})" for check in CHECKS]
    return "\n".join([INTRODUCTION, *listed, "", *map(page, CHECKS)])


def _anchor(check: Check) -> str:
    """What a renderer of Markdown adds to the heading's anchor: the title without punctuation."""
    title = (inspect.getdoc(type(check)) or "").partition("\n")[0]
    return "".join(letter for letter in title if letter.isalnum())


def main() -> int:
    """Exit status 1 when `--check` is given and the manual is not current."""
    if "--check" in sys.argv[1:]:
        return 0 if MANUAL.is_file() and MANUAL.read_text("utf-8") == manual() else 1
    MANUAL.write_text(manual(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
