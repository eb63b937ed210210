"""Article pages: title, info line, document facts, body, related, attachments, and what misleads."""

# ruff: noqa: E501  lines of HTML and of Chinese are wide

from __future__ import annotations

import html
import random
from datetime import date, timedelta

from benchmarks.portals.families import Family
from benchmarks.portals.styles import FORMS, Style
from benchmarks.portals.world import Piece


def stated_date(piece: Piece, style: Style) -> tuple[date, str] | None:
    """The date that the page's own label states, with its time of day (or none); None where the page has no label."""
    if not piece.dated or style.where in ("meta", "address", "none"):
        return None
    return piece.label_shown or piece.listed, piece.clock if style.clock else ""


def metas(piece: Piece, column: str, style: Style, site: str, rng: random.Random) -> str:
    """The standard's META labels. PubDate may be later than the date shown: it is set at each re-publication."""
    out = [f'<meta name="SiteName" content="{site}">', f'<meta name="ColumnName" content="{column}">']
    out.append(f'<meta name="ArticleTitle" content="{html.escape(piece.title)}">')
    if piece.dated and style.meta and style.where != "address":
        day = piece.when
        if style.where != "meta" and piece.shown is None and rng.random() < 0.3:
            day = day + timedelta(days=1)
        out.append(f'<meta name="{style.meta}" content="{day:%Y-%m-%d} {piece.clock}">')
    if piece.source and rng.random() < 0.5:
        out.append(f'<meta name="ContentSource" content="{piece.source}">')
    return "\n".join(out)


def info_line(piece: Piece, style: Style, rng: random.Random) -> str:
    """发布日期, 来源, and a counter that looks like a year."""
    parts = []
    stated = stated_date(piece, style)
    if stated:
        day, clock = stated
        text = FORMS[style.label_form](day) + (f" {clock}" if clock else "")
        parts.append(f"<span>{style.label}{text}</span>")
    parts.append(f"<span>来源：{piece.source}</span>")
    if rng.random() < 0.6:
        parts.append(f'<span>浏览次数：<b id="hits">{rng.choice((2023, 2024, 2025, 1997, 356))}</b></span>')
    if rng.random() < 0.5:
        parts.append("<span>字体：[大 中 小]</span>")
    if stated is None or rng.random() < 0.5:
        rng.shuffle(parts)
    return f'<div class="{rng.choice(("info", "pages-date", "xxgk-info", "sub"))}">{" ".join(parts)}</div>'


def facts(piece: Piece, rng: random.Random) -> str:
    """The table of document facts; 成文日期 lies before the publication."""
    if not piece.number:
        return ""
    label = rng.choice(("文号", "发文字号", "文件编号", "发文字号", "文  号"))
    formed = piece.when - timedelta(days=rng.randint(2, 9))
    index = f"{rng.randint(10**7, 10**8 - 1)}-{formed.year}-{rng.randint(100, 999)}"
    return (
        f'<table class="bd1"><tr><td>索 引 号：</td><td>{index}</td><td>{label}：</td><td>{piece.number}</td></tr>'
        f"<tr><td>成文日期：</td><td>{formed.year}年{formed.month}月{formed.day}日</td><td>有 效 性：</td><td>有效</td></tr></table>"
    )


def related_block(piece: Piece, rng: random.Random) -> str:
    """Links that the publisher names as related, in a block or in the text."""
    out = []
    for heading, other in piece.related:
        link = f'<a href="{html.escape(other.path)}">{html.escape(other.title)}</a>'
        if rng.random() < 0.7:
            out.append(f'<div class="xgjd"><h3>{heading}</h3><ul><li>{link}</li></ul></div>')
        else:
            out.append(f"<p>{heading}：{link}</p>")
    return "\n".join(out)


def attachments(piece: Piece) -> str:
    """附件 as links with Chinese names and spaces, as they were typed."""
    return "".join(f'<p>附件：<a href="{href}">{html.escape(name)}</a></p>' for href, name in piece.files)


def body(piece: Piece, style: Style, family: Family, rng: random.Random) -> str:
    """The article without its frame."""
    opening = family.body[piece.key % len(family.body)]
    closing = opening[1:].split(maxsplit=1)[0]
    paragraphs = [f"<p>{html.escape(p)}</p>" for p in piece.paragraphs]
    if rng.random() < 0.3:
        event = piece.when + timedelta(days=rng.randint(3, 40))
        paragraphs.append(
            f"<p>活动时间：{event.year}年{event.month}月{event.day}日</p>" if piece.dated else "<p>时间待定。</p>"
        )
    inner = "\n".join([*paragraphs, *piece.extra, attachments(piece)])
    if rng.random() < 0.4:  # pasted from a word processor
        inner = f'<div class="Section1"><span style="font-family:仿宋">{inner}</span></div>'
    heading = rng.choice(("h1", "h1", "h2"))
    title = f'<{heading} class="title" id="title">{html.escape(piece.title)}</{heading}>'
    if closing == "td":
        return (
            f"<table width=760><tr><td align=center><b><font size=4>{html.escape(piece.title)}</font></b></td></tr>"
            f"<tr><td align=center>{info_line(piece, style, rng)}</td></tr>"
            f"<tr>{opening}{facts(piece, rng)}{inner}{related_block(piece, rng)}</td></tr></table>"
        )
    return f"{facts(piece, rng)}{title}{info_line(piece, style, rng)}\n{opening}{inner}</{closing}>{related_block(piece, rng)}"
