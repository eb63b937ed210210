"""Pages with lists in tables as offices paste them, with what is truly blank in each."""

# ruff: noqa: E501
from __future__ import annotations

import random
from dataclasses import dataclass

_COLUMNS = ("名称", "地址", "联系电话", "负责人", "统一社会信用代码", "业务范围", "登记日期")
_BLANK = ("", "&nbsp;", "　", " \n ", "<p>&nbsp;</p>", "<br>", "\u200b", "<span> </span>")
_WRITTEN = ("无", "/", "—", "-", "暂无", "0", '<img src="ok.gif">')


@dataclass(frozen=True)
class Told:
    """The page, its list's headings and rows, and the blank cells: (name of the row, heading)."""

    html: str
    headings: tuple[str, ...]
    rows: int
    blanks: frozenset[tuple[str, str]]


def table_page(seed: int) -> Told:
    """One page with one list, and tables beside it that are none."""
    rng = random.Random(seed)
    columns = ["名称", *rng.sample(_COLUMNS[1:], rng.randint(2, 5))]
    kind = rng.choice(("慈善超市", "养老机构", "社会组织", "婚姻登记处"))
    columns[0] = rng.choice(("名称", f"{kind}名称", "单位名称"))
    count, share = rng.randint(2, 30), rng.choice((0, 0, 0.05, 0.3))
    rows, blanks = [], set()
    for n in range(count):
        name = f"{rng.choice('甲乙丙丁戊己庚辛')}{n}{kind}"
        cells = [name]
        for column in columns[1:]:
            if rng.random() < share:
                blanks.add((name, column))
                cells.append(rng.choice(_BLANK))
            elif rng.random() < 0.1:
                cells.append(rng.choice(_WRITTEN))
            else:
                cells.append(_value(rng, column, n))
        rows.append(cells)
    return Told(_page(rng, columns, rows, kind), tuple(columns), count, frozenset(blanks))


def _value(rng: random.Random, column: str, n: int) -> str:
    plain = {
        "地址": f"某区某路{n + 1}号",
        "联系电话": f"021-6{n:07}",
        "负责人": "张某",
        "登记日期": f"2024-0{n % 9 + 1}-1{n % 9}",
    }
    value = plain.get(column, f"内容{n}")
    return rng.choice((value, f"<p>{value}</p>", f'<span style="font-size:12pt">{value}</span>', f" {value}&nbsp;"))


def _page(rng: random.Random, columns: list[str], rows: list[list[str]], kind: str) -> str:
    numbered, width = rng.random() < 0.5, len(columns)
    head_cells = (["序号"] if numbered else []) + [
        c if rng.random() < 0.8 else f"{c[:1]}&nbsp;{c[1:]}" for c in columns
    ]
    width = len(head_cells)
    cell = rng.choice(("th", "td", "bold"))
    head = "".join(f"<td><strong>{c}</strong></td>" if cell == "bold" else f"<{cell}>{c}</{cell}>" for c in head_cells)
    lines = [f"<tr>{head}</tr>"]
    for n, row in enumerate(rows, 1):
        if n == 1 and rng.random() < 0.3:
            lines.append(f"<tr><td colspan={width}>浦东新区</td></tr>")
        cells = ([str(n)] if numbered else []) + row
        lines.append("<tr>" + "".join(f"<td>{c}</td>" for c in cells) + "</tr>")
        if n % 12 == 0 and rng.random() < 0.5:
            lines.append(f"<tr>{head}</tr>")  # headings again on the next printed page
    if numbered and rng.random() < 0.4:
        lines += [f"<tr><td>{len(rows) + k}</td>" + "<td></td>" * (width - 1) + "</tr>" for k in (1, 2)]
    if rng.random() < 0.3:
        lines.append(f"<tr><td>合计</td><td>{len(rows)}</td>" + "<td></td>" * (width - 2) + "</tr>")
    if rng.random() < 0.3:
        lines.append(f"<tr><td colspan={width}>注：以上数据截至2024年12月31日。</td></tr>")
    title = f"<tr><td colspan={width}>附件1 {kind}名录</td></tr>" if rng.random() < 0.4 else ""
    caption = f"<caption>{kind}名录</caption>" if rng.random() < 0.2 else ""
    return _frame(rng, f"<table border=1>{caption}{title}{''.join(lines)}</table>")


def _frame(rng: random.Random, table: str) -> str:
    facts = "<table class=xxgk><tr><td>索引号：</td><td>AB0012</td><td>发布日期：</td><td>2025-01-02</td></tr><tr><td>文号：</td><td></td><td>有效性：</td><td></td></tr></table>"
    calendar = "<table><tr><td>一</td><td>二</td><td>三</td></tr><tr><td></td><td>1</td><td>2</td></tr></table>"
    inner = f"{rng.choice((facts, '', calendar))}<p>现将名录公布如下。</p>{table}<p>某市民政局</p>"
    if rng.random() < 0.3:
        inner = f"<table width=1000><tr><td width=200>导航<br>首页</td><td>{inner}</td></tr></table>"
    return f"<html><head><title>名录</title></head><body><h1>名录</h1><div id=zoom>{inner}</div></body></html>"
