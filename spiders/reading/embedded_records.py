"""大汉's datastore: rows that lie in a page's script as records of markup, or the statement that there are none."""

from __future__ import annotations

import html as entities
import re

from spiders.reading.tree import Tree

_TOTAL = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>", re.I)
_EMPTY = re.compile(r"<recordset>\s*</recordset>|<recordset\s*/>", re.I)
_NEXT = re.compile(r"<nextgroup>(?!\s*</nextgroup>)", re.I)


def records_of(tree: Tree, html: str) -> list[str]:
    """Markup made of the records of each datastore in the page's scripts: one fragment per datastore with records."""
    texts = [s.text for s in tree.scripts if "record" in s.text and ("<record" in s.text or "&lt;record" in s.text)]
    if not texts and "<record>" in html:
        texts = [html]  # an answer that is the datastore itself
    found = []
    for text in texts:
        if "&lt;record" in text:
            text = entities.unescape(text)
        records = [_content(part) for part in text.split("<record>")[1:]]
        records = [_plain(record) for record in records if record.strip()]
        if records:
            found.append(_fragment(records))
    return found


def records_stated(tree: Tree, html: str) -> int | None:
    """How many records the datastores say that there are; 0 also for an empty set and no more; None: not said."""
    texts = [s.text for s in tree.scripts if "recordset" in s.text or "totalrecord" in s.text]
    if not texts and "<recordset" in html and "<datastore" in html:
        texts = [html]
    said: list[int] = []
    for text in texts:
        text = entities.unescape(text) if "&lt;record" in text else text
        totals = [int(total) for total in _TOTAL.findall(text)]
        if totals or (_EMPTY.search(text) and not _NEXT.search(text)):
            said.append(sum(totals))
    return sum(said) if said and len(said) == len(texts) else None


def _content(part: str) -> str:
    """What a record holds: the text up to its end, taken out of its CDATA."""
    body = part.partition("</record>")[0].strip()
    return body.removeprefix("<![CDATA[").removesuffix("]]>")


def _plain(record: str) -> str:
    if "<" not in record and "&lt;" in record:
        record = entities.unescape(record)
    return record.replace('\\"', '"').replace("\\/", "/") if '=\\"' in record else record


def _fragment(records: list[str]) -> str:
    if all(re.match(r"\s*<tr\b", record, re.I) for record in records):
        return f"<table>{''.join(records)}</table>"
    return "<div>" + "".join(f"<div>{record}</div>" for record in records) + "</div>"
