"""Write docs/api.md from the interface's own document (OpenAPI): `python scripts/api_manual.py [--check]`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desk.api.everything import described  # noqa: E402
from desk.api.manual import Entry, Manual, Model, Operation, manual_of  # noqa: E402
from desk.views.interface import PARTS  # noqa: E402

MANUAL = ROOT / "docs" / "api.md"
INTRODUCTION = """# 办理台接口手册

本文由 `scripts/api_manual.py` 根据接口自己的说明（OpenAPI 3.1）生成，请不要直接修改。同一内容在办理台的 `/api` 页面；
机器可读的在 `/api/v1/openapi.json`（须登录或出示令牌）。

## 怎样用

先在办理台“我的账户”页生成令牌：只查询的选 `read`，要办理的选 `act`。令牌只显示一次，能做的不超过本人的权限。

```sh
export DESK=http://127.0.0.1:8720 TOKEN=…
# 办公室逾期未整改的问题单，严重的在前
curl -sG -H "Authorization: Bearer $TOKEN" --data-urlencode "unit=办公室" -d due=overdue "$DESK/api/v1/issues"
# 申报整改；If-Match 写看到的版本，期间有人动过则答 409，并给出现状和经过
curl -s -X POST -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -H 'If-Match: "3"' \\
  -d '{"act": "claim", "why": "链接已改正"}' "$DESK/api/v1/issues/12/acts"
```

```python
import json, os, urllib.parse, urllib.request


def ask(path, **query):
    address = f"{os.environ['DESK']}/api/v1{path}?{urllib.parse.urlencode(query, doseq=True)}"
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {os.environ['TOKEN']}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


after = {}
while True:  # 逐页读完；期间有新开、办结的，也不会重复或漏掉
    page = ask("/issues", state="alive", limit=200, **after)
    for issue in page["issues"]:
        print(issue["id"], issue["unit"], issue["title"])
    if page["next"] is None:
        break
    after = {"after": page["next"]}
```

每个接口都可能答：400（内容读不出来）、401（没有登录，或令牌无效）、403（没有权限）、413（内容太大）、422（填写有误，
`mistakes` 逐处说明）、429（太频繁）、503（数据库暂时不可用）。`detail` 是一句给人看的中文。
"""


def manual() -> str:
    """The whole manual."""
    known = manual_of(described())
    return "\n".join(
        [INTRODUCTION, *_parts(known), "## 数据", "", *(line for one in known.models for line in _model(one))]
    )


def _parts(known: Manual) -> Iterator[str]:
    for tag, operations in known.parts:
        yield f"## {PARTS[tag]}\n"
        for one in operations:
            yield from _operation(one)


def _operation(one: Operation) -> Iterator[str]:
    yield f"### `{one.method} {one.path}`\n"
    yield f"{one.summary}. {one.says}".strip() + "\n"
    if one.asks:
        yield "| parameter | in | type | |\n|---|---|---|---|"
        for entry in one.asks:
            yield f"| `{entry.name}`{_needed(entry)} | {entry.where} | {_cell(entry.kind)} | {_cell(entry.says)} |"
        yield ""
    if one.body:
        yield f"Body: `{one.body}`.\n"
    yield "Answers: " + ", ".join(f"{code} `{what}`" for code, what in one.gives) + ".\n"


def _model(one: Model) -> Iterator[str]:
    yield f"### {one.name}\n"
    yield f"{one.says}\n"
    yield "| field | type | |\n|---|---|---|"
    for entry in one.fields:
        yield f"| `{entry.name}`{_needed(entry)} | {_cell(entry.kind)} | {_cell(entry.says)} |"
    yield ""


def _needed(entry: Entry) -> str:
    return " *" if entry.needed else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> int:
    """Exit status 1 when `--check` is given and the manual is not current."""
    if "--check" in sys.argv[1:]:
        return 0 if MANUAL.is_file() and MANUAL.read_text("utf-8") == manual() else 1
    MANUAL.write_text(manual(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
