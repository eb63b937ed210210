"""The title that a page shows, found without trusting its labels, so that labels can be compared with it."""

from __future__ import annotations

import re
from dataclasses import replace

from spiders.reading.article_title import find_title, split_head_title
from spiders.reading.articles import Parts
from spiders.reading.page import ParsedPage

_FOLD = re.compile(r"[\W_]+")
_CUT = re.compile(r"(?:\.{2,}|…+)\s*$")
_LABELS = ("articletitle", "og:title", "twitter:title", "title")
_SHORT = 4  # characters; a title of fewer is found in any text


def heading_of(page: ParsedPage, parts: Parts) -> str:
    """What the page shows as its title; "" where that is not known.

    Where its ArticleTitle is shown in unlinked text above the end of the title's surroundings, or is what <title>
    says, that is it. Else the title is looked for as if there were no labels. Links do not count: 下一篇 names others.
    A site's or a column's name is shown on every page of it: there the title counts that <title> says beside it.
    """
    stated = page.meta("articletitle")
    if not stated:
        return parts.title or split_head_title(page)[0]
    key = _FOLD.sub("", _CUT.sub("", stated)).lower()
    shown, is_name = _shown(page, parts), key in _names(page)
    if len(key) >= _SHORT and key in shown and not is_name:
        return stated
    bare = {name: contents for name, contents in page.metas.items() if name not in _LABELS}
    found = find_title(replace(page, metas=bare), parts.fields, parts.body)
    return stated if is_name and key in shown and not _is_said_by_head(found, page) else found


def _names(page: ParsedPage) -> set[str]:
    """Names of the site and of columns, folded: by their labels, and as <title> puts them about the title."""
    labels = [name for label in ("sitename", "columnname") for name in page.metas.get(label, ())]
    return {_FOLD.sub("", name).lower() for name in (*labels, *split_head_title(page)[1])}


def _is_said_by_head(title: str, page: ParsedPage) -> bool:
    key = _FOLD.sub("", _CUT.sub("", title)).lower()
    return bool(key) and key in _FOLD.sub("", page.head_title).lower()


def _shown(page: ParsedPage, parts: Parts) -> str:
    """<title> and the unlinked lines down to the first lines of the body, folded together: a title may be broken."""
    end = (parts.body.first if parts.body is not None else len(page.lines)) + 8
    lines = (line.text for line in page.lines[:end] if not line.box.hidden and line.linked < 0.5 * len(line.text))
    return _FOLD.sub("", page.head_title).lower() + "\0" + _FOLD.sub("", "".join(lines)).lower()
