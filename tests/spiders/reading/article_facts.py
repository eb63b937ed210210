"""Layouts in which portals show a document's facts, as HTML of label and value pairs."""

from __future__ import annotations

import random


def rows(pairs: list[tuple[str, str]], rng: random.Random) -> str:
    return "<table>" + "".join(f"<tr><th>{k}：</th><td>{v}</td></tr>" for k, v in pairs) + "</table>"


def wide_rows(pairs: list[tuple[str, str]], rng: random.Random) -> str:
    cells = [f"<td><b>{' '.join(k) if rng.random() < 0.3 else k}：</b></td><td>{v}</td>" for k, v in pairs]
    return "<table>" + "".join(f"<tr>{''.join(cells[n : n + 2])}</tr>" for n in range(0, len(cells), 2)) + "</table>"


def columns(pairs: list[tuple[str, str]], rng: random.Random) -> str:
    keys, values = ("".join(f"<{t}>{p[i]}</{t}>" for p in pairs) for i, t in ((0, "th"), (1, "td")))
    return f"<table><tr>{keys}</tr><tr>{values}</tr></table>"


def definitions(pairs: list[tuple[str, str]], rng: random.Random) -> str:
    return "<dl>" + "".join(f"<dt>{k}：</dt><dd>{v}</dd>" for k, v in pairs) + "</dl>"


def items(pairs: list[tuple[str, str]], rng: random.Random) -> str:
    return "<ul>" + "".join(f"<li><strong>{k}</strong>：{v}</li>" for k, v in pairs) + "</ul>"


def spans(pairs: list[tuple[str, str]], rng: random.Random) -> str:
    return "<div>" + " ".join(f"<span>【{k}】{v}</span>" for k, v in pairs) + "</div>"


def divs(pairs: list[tuple[str, str]], rng: random.Random) -> str:
    return "".join(f"<div class='r'><div class='k'>{k}:</div><div class='v'>{v}</div></div>" for k, v in pairs)


LAYOUTS = (rows, wide_rows, columns, definitions, items, spans, divs)
