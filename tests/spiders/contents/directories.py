"""Directories of major decisions as portals lay them out: seeded pages, and which stages each matter leads to."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

STAGES = ("征求意见", "意见采纳", "会议", "结果")
HEADS = {
    "征求意见": ("征求意见", "公众参与", "公开征求意见情况", "草案征求意见", "意见征集"),
    "意见采纳": ("意见采纳", "采纳情况", "意见采纳反馈", "公众意见采纳情况"),
    "会议": ("会议", "公众代表列席会议", "集体讨论决定", "会议审议", "公众代表列席"),
    "结果": ("决策结果", "结果", "结果公开", "正式文件", "决策公布"),
}
LINKS = {
    "征求意见": ("关于公开征求《{x}（征求意见稿）》意见的公告", "公开征求意见", "征求意见公告"),
    "意见采纳": ("《{x}》公开征求意见采纳情况", "意见采纳情况", "征求意见结果反馈"),
    "会议": ("局长办公会议审议《{x}》", "公众代表列席会议情况", "会议公开"),
    "结果": ("关于印发《{x}》的通知", "决策结果公布", "正式印发文件"),
}
MATTERS = (
    "上海市养老服务设施专项规划",
    "社区食堂建设管理办法",
    "困境儿童心理健康关爱服务实施方案",
    "关于调整最低生活保障标准的方案",
    "殡葬服务设施布局规划",
    "慈善超市三年行动计划",
    "残疾人两项补贴实施办法",
    "社会工作人才队伍建设意见",
)
UNITS = ("养老服务处", "儿福处", "救助处", "殡管处")


@dataclass(frozen=True)
class Row:
    """One matter, the stages that it leads to, and the address of each."""

    name: str
    links: dict[str, str]


def rows(rng: random.Random, count: int = 4) -> list[Row]:
    """Matters of which half lack a stage."""
    out = []
    for name in rng.sample(MATTERS, count):
        lacking = set(rng.sample(STAGES, rng.randrange(1, 3))) if rng.random() < 0.5 else set()
        kept = [stage for stage in STAGES if stage not in lacking]
        out.append(Row(name, {stage: f"https://example.gov.cn/jc/{rng.randrange(10**9)}.html" for stage in kept}))
    return out


def _link(row: Row, stage: str, rng: random.Random) -> str:
    return f'<a href="{row.links[stage]}">{rng.choice(LINKS[stage]).format(x=row.name)}</a>'


def by_columns(found: list[Row], rng: random.Random) -> str:
    """A table with a column for each stage; the links say 查看."""
    heads = [rng.choice(HEADS[stage]) for stage in STAGES]
    lines = [f"<tr><th>序号</th><th>{rng.choice(('事项名称', '决策事项', '项目名称'))}</th><th>承办单位</th>"]
    lines += [f"<th>{head}</th>" for head in heads]
    for number, row in enumerate(found, 1):
        cells = [
            f'<a href="{row.links[s]}">{rng.choice(("查看", "点击查看", "详情"))}</a>' if s in row.links else ""
            for s in STAGES
        ]
        lines.append(f"</tr><tr><td>{number}</td><td>{row.name}</td><td>{rng.choice(UNITS)}</td>")
        lines += [f"<td>{cell}</td>" for cell in cells]
    return f"<table border=1>{''.join(lines)}</tr></table>"


def by_cell(found: list[Row], rng: random.Random) -> str:
    """A table whose last cell holds all links, each with its own words."""
    lines = [
        "<tr><td><b>序号</b></td><td><b>重大行政决策事项</b></td><td><b>责任处室</b></td><td><b>公开情况</b></td></tr>"
    ]
    for number, row in enumerate(found, 1):
        links = "<br>".join(_link(row, stage, rng) for stage in row.links)
        lines.append(f"<tr><td>{number}</td><td>{row.name}</td><td>{rng.choice(UNITS)}</td><td>{links}</td></tr>")
    return f"<table>{''.join(lines)}</table>"


def by_rows(found: list[Row], rng: random.Random) -> str:
    """A table with a row for each stage, the matter's cell merged."""
    lines = ["<tr><th>决策事项名称</th><th>环节</th><th>链接</th></tr>"]
    for row in found:
        for at, stage in enumerate(row.links):
            name = f'<td rowspan="{len(row.links)}">{row.name}</td>' if at == 0 else ""
            lines.append(f"<tr>{name}<td>{rng.choice(HEADS[stage])}</td><td>{_link(row, stage, rng)}</td></tr>")
    return f"<table>{''.join(lines)}</table>"


def by_numbers(found: list[Row], rng: random.Random) -> str:
    """Numbered paragraphs, the links below."""
    style = rng.choice(("{n}.", "{n}、", "({n})", "事项{n}："))
    out = []
    for number, row in enumerate(found, 1):
        out.append(f"<p>{style.format(n=number)}{row.name}</p><p>承办单位：{rng.choice(UNITS)}</p>")
        out += [f"<p>{rng.choice(HEADS[stage])}：{_link(row, stage, rng)}</p>" for stage in row.links]
    return "".join(out)


def by_headings(found: list[Row], rng: random.Random) -> str:
    """A heading for each matter, a list of links below."""
    tag = rng.choice(("h3", "h4"))
    return "".join(
        f"<{tag}>{row.name}</{tag}><ul>{''.join(f'<li>{_link(row, s, rng)}</li>' for s in row.links)}</ul>"
        for row in found
    )


def by_lines(found: list[Row], rng: random.Random) -> str:
    """A list whose items hold name and links in one line."""
    short = {"征求意见": "征求意见", "意见采纳": "采纳情况", "会议": "会议审议", "结果": "决策结果"}
    return (
        "<ul>"
        + "".join(
            f"<li>{row.name} " + " ".join(f'[<a href="{row.links[s]}">{short[s]}</a>]' for s in row.links) + "</li>"
            for row in found
        )
        + "</ul>"
    )


LAYOUTS: tuple[Callable[[list[Row], random.Random], str], ...] = (
    by_columns,
    by_cell,
    by_rows,
    by_numbers,
    by_headings,
    by_lines,
)
INTROS = (
    "<p>根据《重大行政决策程序暂行条例》，现将我局2024年度重大行政决策事项目录公布如下：</p>",
    "<p>一、列入目录的事项必须依法履行公众参与、合法性审查等程序。</p><p>二、各承办单位要高度重视，认真组织实施。</p>",
    "",
)


def page(body: str, rng: random.Random, title: str = "2024年度重大行政决策事项目录") -> bytes:
    """A portal's page around it."""
    nav = "<div class=nav><a href='/'>首页</a><a href='/hd/'>意见征集</a><a href='/jg/'>征集结果</a></div>"
    box = rng.choice(
        (
            "<div id=ivs_content>{}</div>",
            "<div class='TRS_Editor'>{}</div>",
            "<div id='zoom'>{}</div>",
            "<td class=nr>{}</td>",
        )
    )
    if box.startswith("<td"):
        box = f"<table width=100%><tr>{box}</tr></table>"
    inner = box.format(rng.choice(INTROS) + body)
    foot = "<div class=foot>主办单位：某市民政局 <a href='/map/'>网站地图</a></div>"
    head = f"<html><head><title>{title}</title></head><body>{nav}<h1>{title}</h1>"
    return f"{head}<p>发布时间：2024-04-20</p>{inner}{foot}</body></html>".encode()
