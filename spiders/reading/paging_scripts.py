"""Paging by script: page counts and file names handed to a function that writes the pager, and jumps by number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spiders.reading.tree import Script, Tree

# createPageHTML(total, current, "index", "html") and createPageHTML('page_div', total, current, 'list', 'shtml', rows):
# the first counts pages from 0 and calls the second one index_1, the other counts from 1 and calls it list_2.
_WRITER = re.compile(r"\b\w*(?:[Pp]age|PAGE|[Pp]ag(?:er|ing|ination))\w*\s*\(([^(){};]{6,200})\)")
_ARGUMENT = re.compile(r"""\s*(?:(["'])(.*?)\1|([^,"']*))\s*(?:,|$)""")
_EXTENSION = re.compile(r"^\.?(s?html?|jsp|jhtml|php|aspx?)$", re.I)
_TOTAL_VARIABLE = re.compile(
    r"\b(?:countPage|totalPage|pageCount|totalPages|pagecount|_totalPage|pageTotal)\s*[=:]\s*[\"']?(\d+)"
)
_CURRENT_VARIABLE = re.compile(
    r"\b(?:currentPage|curPage|currPage|pageIndex|pageNo|currentpage|nowPage|pageNum)\s*[=:]\s*[\"']?(\d+)"
)
_FILE_STEM = re.compile(r"""["']([\w\-./]*?\w)_["']\s*\+|["']([\w\-]+)["']\s*\+\s*["']_["']""")
_TEMPLATE = re.compile(
    r"""(?:location(?:\.href)?\s*=|\.(?:assign|replace|open)\s*\(|url\s*[=:]|href\s*=\s*\\?["']?)\s*(["'])([^"'\n]{0,300})\1\s*\+\s*\(?\s*[\w.]+(?:\s*[-+]\s*\d)?\s*\)?\s*(?:\+\s*(["'])([^"'\n]{0,200})\3)?"""
)
_NAME_NUMBER = re.compile(r"^(?P<stem>.*?)(?:[_-](?P<number>\d+))?\.(?P<extension>\w{2,6})$")


def next_by_script(tree: Tree) -> tuple[str | None, int | None]:
    """The next page by a script that writes the pager, and where that script stands."""
    for script in tree.scripts:
        if len(script.text) > 60_000 or "age" not in script.text:
            continue
        for call in _WRITER.finditer(_uncommented(script.text)):
            if (read := _written(call.group(1))) is not None:
                total, current, stem, extension, from_one = read
                return _numbered(tree, total, current, stem, extension, from_one), script.at
        if (named := _by_names(tree, script)) is not None:
            return named, script.at
        if (variables := _by_variables(tree, script)) is not None:
            return variables, script.at
    return None, None


def _uncommented(code: str) -> str:
    return re.sub(r"/\*.*?\*/|(?m:^\s*//(?!-->).*$)", "", code, flags=re.S)


def _written(arguments: str) -> tuple[int, int, str, str, bool] | None:
    """total, current, stem, extension and whether pages count from one; None where the call is of another kind."""
    values = [
        (m.group(2) if m.group(1) else (m.group(3) or "").strip(), bool(m.group(1)))
        for m in _ARGUMENT.finditer(arguments)
    ]
    for i in range(len(values) - 3):
        (a, _), (b, _), (stem, stem_quoted), (extension, _) = values[i : i + 4]
        if (
            a.isdigit()
            and b.isdigit()
            and stem_quoted
            and re.match(r"^[\w\-./%]+$", stem)
            and _EXTENSION.match(extension)
        ):
            return int(a), int(b), stem, extension.lstrip("."), i > 0
    return None


def _numbered(tree: Tree, total: int, current: int, stem: str, extension: str, from_one: bool) -> str | None:
    """The file of the next page. How this page's own file is called decides how the function counts."""
    here = _NAME_NUMBER.match(tree.url.partition("?")[0].rpartition("/")[2])
    number = int(here["number"]) if here and here["number"] and here["stem"] == stem.rpartition("/")[2] else 0
    if number and number == current - 1:
        from_one = True
        following = number + 1  # counts from one, names from _1 for the second page
    elif number:
        following = number + 1
    else:
        from_one = (from_one and current >= 1) or current == 1
        following = current + 1
    last = current >= total if from_one else current + 1 >= total
    return None if last else tree.absolute(f"{stem}_{following}.{extension}")


_NAMED = re.compile(r"\b\w*[Pp]ag\w*\s*\(\s*\{([^{}]{10,400})\}")
_TOTAL_NAME = re.compile(r"\b(?:size|total|totalPages?|pageCount|pages|count|allPage)[\"']?\s*:\s*[\"']?(\d+)", re.I)
_CURRENT_NAME = re.compile(
    r"\b(?:current|currentPage|curPage|page|pageIndex|pageNo|index|curr)[\"']?\s*:\s*[\"']?(\d+)", re.I
)
_STEM_NAME = re.compile(r"\b(?:prefix|name|file|fileName|path|stem)[\"']?\s*:\s*[\"']([\w\-./]+)[\"']", re.I)
_EXTENSION_NAME = re.compile(r"\b(?:suffix|ext|extension|type)[\"']?\s*:\s*[\"']\.?(s?html?|jsp|php|aspx?)[\"']", re.I)


def _by_names(tree: Tree, script: Script) -> str | None:
    """Pager({size: 9, current: 0, prefix: 'index', suffix: 'html'})."""
    for call in _NAMED.finditer(_uncommented(script.text)):
        names = (_TOTAL_NAME, _CURRENT_NAME, _STEM_NAME, _EXTENSION_NAME)
        found = [match.group(1) for name in names if (match := name.search(call.group(1)))]
        if len(found) == len(names):
            return _numbered(tree, int(found[0]), int(found[1]), found[2], found[3], False)
    return None


def _by_variables(tree: Tree, script: Script) -> str | None:
    """var currentPage = 0; var countPage = 9; with "index_" + … written by the script's own loop."""
    code = _uncommented(script.text)
    total, current = _TOTAL_VARIABLE.search(code), _CURRENT_VARIABLE.search(code)
    stem = _FILE_STEM.search(code)
    if not (total and current and stem) or int(total.group(1)) > 100_000:
        return None
    extension = re.search(r"""["']\.(s?html?|jsp|php|aspx?)\b""", code)
    name = stem.group(1) or stem.group(2)
    return _numbered(
        tree, int(total.group(1)), int(current.group(1)), name, extension.group(1) if extension else "html", False
    )


def address_by_template(tree: Tree, number: int, known: Sequence[tuple[int, str]]) -> str | None:
    """Where toPage(2) leads: by an address that the page's own script builds from a number, or by its other links."""
    for script in tree.scripts:
        if len(script.text) > 60_000:
            continue
        for match in _TEMPLATE.finditer(script.text):
            before, after = match.group(2), match.group(4) or ""
            if re.search(r"(?:page\w*=|_|/|-|p=)$", before, re.I):
                return tree.absolute(f"{before}{number}{after}")
    for shown, url in known:
        if shown > 1 and len(found := list(re.finditer(rf"(?<!\d){shown}(?!\d)", url))) == 1:
            start, end = found[0].span()
            return f"{url[:start]}{number}{url[end:]}"
    return None
