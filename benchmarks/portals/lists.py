"""List pages: rows in every dress, the carriers that hold them, and the ways to turn the page."""

from __future__ import annotations

import html
import json
import random

from benchmarks.portals.families import Family
from benchmarks.portals.styles import FORMS, Style
from benchmarks.portals.world import Piece

PAGE_SIZE = 8


def date_text(piece: Piece, style: Style) -> str:
    """The date as the row shows it, empty where the row shows none."""
    if not piece.dated or style.where in ("page", "meta", "address", "none"):
        return ""
    if style.where == "mmdd":
        text = f"{piece.listed:%m-%d}"
        return f"[{text}]" if style.form == "bracket" else text
    return FORMS[style.form](piece.listed)


def _date_cell(piece: Piece, style: Style) -> str:
    name = style.names[2]
    if piece.dated and style.where == "split":
        d = piece.listed
        return f'<div class="{name}"><b class="day">{d:%d}</b><i class="year">{d:%Y-%m}</i></div>'
    text = date_text(piece, style)
    tag = {"paren": "em", "bracket": "i"}.get(style.form, "span")
    return f'<{tag} class="{name}">{text}</{tag}>' if text else ""


def anchor(piece: Piece, href: str, style: Style, family: Family, rng: random.Random) -> str:
    """The link of a row."""
    whole = html.escape(piece.title)
    shown = (
        whole if not style.cut or len(piece.title) < 16 else html.escape(piece.title[:14]) + rng.choice(("...", "…"))
    )
    title = f' title="{whole}"' if style.cut or rng.random() < 0.5 else ""
    mark = '<img src="/images/new.gif" alt="">' if rng.random() < 0.1 else ""
    if family.name == "old" and style.counter:
        return f"""<a href="#" onclick="window.open('{href}','','width=800');return false"{title}>{shown}</a>"""
    return f'<a href="{href}" target="_blank"{title}>{mark}{shown}</a>'


def row(piece: Piece, href: str, style: Style, family: Family, rng: random.Random) -> str:
    """One row of the list."""
    link, when = anchor(piece, href, style, family, rng), _date_cell(piece, style)
    pin = '<font color="red">[置顶]</font>' if piece.pinned else ""
    counter = f'<span class="hits">浏览：{rng.choice((2023, 2024, 2025, 2026))}次</span>' if style.counter else ""
    name = f' class="{style.names[1]}"' if style.names[1] else ""
    first, last = (when, "") if style.where == "before" else ("", when)
    if style.row == "table":
        cells = [f'<td width="20">·</td><td>{pin}{link}</td>', f"<td>{when}</td>" if when else ""]
        if style.where == "before":
            cells.reverse()
        return f"<tr{name}>{''.join(cells)}{'<td>' + counter + '</td>' if counter else ''}</tr>"
    if style.row == "dl":
        return f"<dl{name}><dd>{first}{pin}{link}</dd>{'<dd>' + last + '</dd>' if last else ''}{counter}</dl>"
    if style.row == "div":
        return f"<div{name or ' class=item'}>{first}<h4>{pin}{link}</h4>{counter}{last}</div>"
    return f"<li{name}>{first}{pin}{link}{counter}{last}</li>"


def container(rows: list[str], style: Style) -> str:
    """The rows in their list, inside its wrappers."""
    inner = "\n".join(rows)
    name = style.names[0]
    if style.row == "table":
        out = f'<table class="{name}" width="100%" border="0"><tbody>{inner}</tbody></table>'
    elif style.row == "li":
        out = f'<ul class="{name}">{inner}</ul>'
    else:
        out = f'<div class="{name}">{inner}</div>'
    for depth in range(style.nest):
        out = f'<div class="wrap{depth}">{out}</div>'
    return out


def records(rows: list[str], escaped: bool) -> str:
    """大汉: the rows as CDATA records inside a script."""
    body = "".join(f"<record><![CDATA[{html.escape(r) if escaped else r}]]></record>" for r in rows)
    return (
        '<div id="list"></div><script type="text/xml"><datastore><nextgroup></nextgroup>'
        f"<totalrecord>{len(rows)}</totalrecord><totalpage>{-(-len(rows) // 15)}</totalpage>"
        f"<recordset>{body}</recordset></datastore></script>"
        '<script type="text/javascript" src="/script/jpage.js"></script>'
    )


def pager(family: Family, first: str, page: int, pages: int, rng: random.Random) -> str:
    """What leads to the other pages of the list."""
    if family.paging == "inline" or (pages == 1 and rng.random() < 0.5):
        return ""
    if family.paging == "trs":
        return f'<div class="page"><script>createPageHTML({pages}, {page - 1}, "index", "html");</script></div>'
    out = []
    for number in range(1, pages + 1):
        target = family.page_path(first, number)
        if number == page:
            out.append(f'<span class="cur">{number}</span>')
        elif family.paging == "onclick":
            out.append(f"""<a href="javascript:;" onclick="queryArticleByCondition(this,'{target}')">{number}</a>""")
        else:
            out.append(f'<a href="{html.escape(target)}">{number}</a>')
    if page < pages:
        target = family.page_path(first, page + 1)
        if family.paging == "onclick":
            out.append(f"""<a href="javascript:;" onclick="queryArticleByCondition(this,'{target}')">下一页</a>""")
        else:
            out.append(
                f'<a href="{html.escape(target)}" class="next">{rng.choice(("下一页", "下页", "下一页&gt;"))}</a>'
            )
    return f'<div class="page">共{pages}页 {" ".join(out)}</div>'


def datasource(pieces: list[Piece]) -> bytes:
    """A static JSON list beside the page."""
    rows = [
        {"showTitle": p.title, "publishUrl": p.path, "publishTime": f"{p.listed:%Y-%m-%d} {p.clock}:00"}
        if p.dated
        else {"showTitle": p.title, "publishUrl": p.path}
        for p in pieces
    ]
    return json.dumps({"total": len(rows), "datasource": rows}, ensure_ascii=False).encode()


def build_unit(rows: list[str]) -> bytes:
    """jpaas: HTML inside JSON."""
    inner = f'<ul class="list">{"".join(rows)}</ul>'
    return json.dumps({"success": True, "code": "200", "data": {"html": inner}}, ensure_ascii=False).encode()
