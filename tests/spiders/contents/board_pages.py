"""Message boards in the layouts of different makers, with what each letter's state truly is."""

# ruff: noqa: E501
from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

HOST = "https://board.example.gov.cn"
TODAY = date(2025, 6, 20)
_ABOUT = (
    "低保申请",
    "养老机构收费",
    "婚姻登记预约",
    "残疾人两项补贴",
    "墓地迁移",
    "社会组织年检",
    "高龄津贴发放",
    "困境儿童补助",
    "老年助餐点位",
    "慈善超市捐赠",
)
_ASKING = ("关于{}的咨询", "{}怎么办理", "请问{}的问题", "反映{}情况", "{}的材料要求", "建议优化{}流程")
_DONE, _OPEN = (
    ("已回复", "已答复", "已办结", "办结", "回复完毕"),
    ("办理中", "待回复", "未回复", "已受理", "处理中", "已转办"),
)


@dataclass(frozen=True)
class Written:
    """One letter as it truly is."""

    number: int
    title: str
    asked: date
    answered: date | None

    @property
    def address(self) -> str:
        return f"{HOST}/hdjl/lyb/{self.number}.html"


@dataclass(frozen=True)
class Board:
    """A board's pages by address; the first is the list. `tells` says what the layout shows of it."""

    pages: dict[str, str]
    letters: tuple[Written, ...]
    layout: str
    charset: str


def letters(rng: random.Random, count: int) -> tuple[Written, ...]:
    """Answered in time, answered late, open and in time, open and overdue; all of them, and near the deadline."""
    found = []
    for number in range(1, count + 1):
        asked = TODAY - timedelta(days=rng.choice((1, 3, 8, 19, 24, 40, 60, 95, 130, 200)))
        answered = asked + timedelta(days=rng.choice((0, 1, 5, 12, 25, 50, 100)))
        title = rng.choice(_ASKING).format(rng.choice(_ABOUT)) + ("" if rng.random() < 0.7 else f"（{number}号楼）")
        found.append(Written(number, title, asked, answered if answered <= TODAY and rng.random() < 0.7 else None))
    return tuple(found)


def board(seed: int) -> Board:
    """One board."""
    rng = random.Random(seed)
    said = letters(rng, rng.randint(3, 14))
    make = rng.choice(LAYOUTS)
    pages = {f"{HOST}/hdjl/lyb/": _frame(rng, make(rng, said), "政策留言板")}
    if make in NEED_DETAILS or rng.random() < 0.4:
        detail = rng.choice(DETAILS)
        for one in said:
            pages[one.address] = _frame(rng, detail(rng, one), one.title)
    return Board(pages, said, make.__name__, rng.choice(("utf-8", "utf-8", "gbk")))


def _frame(rng: random.Random, inner: str, title: str) -> str:
    """The site around it: navigation that speaks of letters too, a side list of news, a foot."""
    side = "".join(
        f'<li><a href="/xw/{n}.html">我局召开第{n}次工作会议</a><span>2025-05-{n + 10}</span></li>' for n in range(4)
    )
    extra = rng.choice(
        (
            "",
            '<div class="tip">来信须知：留言后15个工作日内答复，请留意回复情况。</div>',
            "<form>标题：<input> 状态：<select><option>已回复</option><option>未回复</option></select></form>",
        )
    )
    return (
        f"<html><head><title>{title}_某市民政局</title></head><body>"
        '<div class="nav"><a href="/">首页</a><a href="/hdjl/">互动交流</a><a href="/hdjl/lyb/">咨询投诉</a><a href="/zx/">在线答复</a></div>'
        f'<div class="pos">当前位置：首页 > 互动交流 > {title}</div>{extra}<div class="main">{inner}</div>'
        f'<div class="side"><h3>工作动态</h3><ul>{side}</ul></div><div class="foot">主办单位：某市民政局 联系电话：021-12345678</div></body></html>'
    )


def _day(rng: random.Random, day: date | None, form: str) -> str:
    if day is None:
        return rng.choice(("", "&nbsp;", "—", "-"))
    return {
        "iso": day.isoformat(),
        "time": f"{day.isoformat()} 09:1{day.day % 10}:22",
        "slash": day.strftime("%Y/%m/%d"),
        "han": f"{day.year}年{day.month}月{day.day}日",
        "brackets": f"[{day.isoformat()}]",
    }[form]


def _state(rng: random.Random, one: Written) -> str:
    return rng.choice(_DONE if one.answered else _OPEN)


def _form(rng: random.Random) -> str:
    return rng.choice(("iso", "time", "slash", "han", "brackets"))


def _link(one: Written, cut: bool = False) -> str:
    text = one.title[:6] + "…" if cut and len(one.title) > 8 else one.title
    return f'<a href="{one.address}" title="{one.title}" target="_blank">{text}</a>'


def table(rng: random.Random, said: Sequence[Written]) -> str:
    """A table with a heading row: with or without a state, the answer's day, a number, the sender."""
    form, with_state, cut = _form(rng), rng.random() < 0.6, rng.random() < 0.3
    asked = rng.choice(("来信时间", "留言时间", "提交时间", "咨询日期", "写信时间", "提问时间"))
    answered = rng.choice(("回复时间", "答复日期", "办结时间", "答复时间"))
    title = rng.choice(("标题", "信件标题", "留言主题", "来信标题", "主题"))
    cell = rng.choice(("th", "td"))
    heads = ["序号", title, asked, answered] + (["办理状态"] if with_state else [])
    rows = "".join(
        f"<tr><td>{n}</td><td>{_link(one, cut)}</td><td>{_day(rng, one.asked, form)}</td><td>{_day(rng, one.answered, form)}</td>"
        + (f"<td>{_state(rng, one)}</td>" if with_state else "")
        + "</tr>"
        for n, one in enumerate(said, 1)
    )
    return f"<table class=list><tr>{''.join(f'<{cell}>{h}</{cell}>' for h in heads)}</tr>{rows}</table>"


def headed_list(rng: random.Random, said: Sequence[Written]) -> str:
    """A list whose headings stand in a row, or a list, of their own."""
    form = _form(rng)
    heads = (
        f"<span>{rng.choice(('标题', '信件主题'))}</span><span>来信日期</span><span>答复日期</span><span>状态</span>"
    )
    head = rng.choice(
        ("<ul class=head><li>{}</li></ul><ul>", "<div class=head>{}</div><ul>", "<ul><li class=t>{}</li>")
    ).format(heads)
    rows = "".join(
        f"<li>{_link(one)}<span>{_day(rng, one.asked, form)}</span><span>{_day(rng, one.answered, form) if one.answered else '--'}</span>"
        f"<em>{_state(rng, one)}</em></li>"
        for one in said
    )
    return f"{head}{rows}</ul>"


def stated_list(rng: random.Random, said: Sequence[Written]) -> str:
    """Title, one day, and a state: the day is the letter's or the answer's, nobody knows."""
    form = _form(rng)
    mark = rng.choice(("<i>{}</i>", "<b>[{}]</b>", "<span class=zt>【{}】</span>"))
    return (
        "<ul>"
        + "".join(
            f"<li>{mark.format(_state(rng, one))}{_link(one)}<span>{_day(rng, one.answered or one.asked, form)}</span></li>"
            for one in said
        )
        + "</ul>"
    )


def labelled_list(rng: random.Random, said: Sequence[Written]) -> str:
    """Entries with labels: dl, or blocks."""
    form = _form(rng)
    outer, head, inner = rng.choice((("dl", "dt", "dd"), ("li", "h4", "p"), ("div", "h3", "p")))
    asked, answered = rng.choice((("来信时间", "回复时间"), ("留言日期", "答复日期"), ("咨询时间", "办结时间")))
    rows = "".join(
        f"<{outer}><{head}>{_link(one)}</{head}><{inner}>{asked}：{_day(rng, one.asked, form)} {answered}：{_day(rng, one.answered, form)} "
        f"处理状态：{_state(rng, one)}</{inner}></{outer}>"
        for one in said
    )
    return f"<ul>{rows}</ul>" if outer == "li" else f"<div class=list>{rows}</div>"


def cards(rng: random.Random, said: Sequence[Written]) -> str:
    """Questions with their answers on one page, each with its day."""
    form = rng.choice(("iso", "time", "han"))
    ask, reply = rng.choice(
        (("网友留言", "官方回复"), ("来信内容", "答复内容"), ("问题描述", "回复"), ("咨询内容", "答复"))
    )
    rows = ""
    for one in said:
        answer = (
            f"您好，{one.title}请到街道社区事务受理中心办理。{_day(rng, one.answered, form)}"
            if one.answered
            else rng.choice(("", "暂无回复", "正在办理中"))
        )
        when = rng.choice((f"{_day(rng, one.asked, form)} 留言", f"来信时间：{_day(rng, one.asked, form)}"))
        rows += (
            f'<div class="item"><h4>{one.title}</h4><p class=by>网友 王** {when}</p><p><b>{ask}：</b>想了解一下具体要求。</p>'
            f"<div class=re><b>{reply}：</b>{answer}</div></div>"
        )
    return f"<div class=items>{rows}</div>"


def bare_list(rng: random.Random, said: Sequence[Written]) -> str:
    """Titles alone: all else stands on the letters' own pages."""
    return "<ul>" + "".join(f"<li>{_link(one)}</li>" for one in said) + "</ul>"


def detail_table(rng: random.Random, one: Written) -> str:
    """Labels and values in a table."""
    form = _form(rng)
    answer = (
        "您好，请到街道社区事务受理服务中心办理，谢谢。" if one.answered else rng.choice(("", "&nbsp;", "暂无回复"))
    )
    return (
        f"<table><tr><td>来信标题</td><td>{one.title}</td></tr><tr><td>来信人</td><td>王**</td></tr><tr><td>来信时间</td><td>{_day(rng, one.asked, form)}</td></tr>"
        f"<tr><td>来信内容</td><td>我于2023年1月5日提交申请，至今未回复，请核实。</td></tr><tr><td>答复单位</td><td>{'救助处' if one.answered else ''}</td></tr>"
        f"<tr><td>答复时间</td><td>{_day(rng, one.answered, form)}</td></tr><tr><td>答复内容</td><td>{answer}</td></tr></table>"
    )


def detail_blocks(rng: random.Random, one: Written) -> str:
    """Headings over blocks of text."""
    form = _form(rng)
    ask, reply = rng.choice((("来信内容", "回复内容"), ("咨询内容", "答复内容"), ("留言内容", "官方答复")))
    answer = (
        f"<p>您好，请携带身份证办理。</p><p>答复时间：{_day(rng, one.answered, form)}</p>"
        if one.answered
        else rng.choice(("", "<p>尚未回复</p>", "<p>正在办理</p>"))
    )
    return (
        f"<h1>{one.title}</h1><div class=info>来信人：李** 来信时间：{_day(rng, one.asked, form)} 状态：{_state(rng, one)}</div>"
        f"<h3>{ask}</h3><div><p>我想了解{one.title}。</p></div><h3>{reply}</h3><div>{answer}</div>"
    )


LAYOUTS: tuple[Callable[[random.Random, Sequence[Written]], str], ...] = (
    table,
    table,
    headed_list,
    stated_list,
    labelled_list,
    cards,
    bare_list,
)
NEED_DETAILS = (stated_list, bare_list)
DETAILS: tuple[Callable[[random.Random, Written], str], ...] = (detail_table, detail_blocks)
