"""The addresses that a page's scripts and frames would fetch its rows from."""

from __future__ import annotations

import html as entities
import re
from urllib.parse import urlencode, urlsplit

from inspection.addresses import join
from spiders.reading.dates import date_in_address
from spiders.reading.list_places import place_of
from spiders.reading.tree import Script, Tree, first

_NEXT_GROUP = re.compile(r"<nextgroup>(?:(?!</nextgroup>).)*?href\s*=\s*\\?[\"']([^\"'\\]+)", re.S | re.I)
_PROXY = re.compile(r"""["']([^"'\s]*dataproxy\w*\.jsp[^"'\s]*)["']""")
_PROXY_FIELDS = re.compile(
    r"""["']?\b(col|appid|webid|path|columnid|sourceContentType|unitid|webname|permissiontype|perpage|rowpage)\b["']?\s*[:=]\s*["']?([^"',}&\s;)]*)""",
    re.I,
)
_PAIR = re.compile(r"""['"](\w+)['"]\s*:\s*(?:'([^']*)'|"([^"]*)"|(\w+))""")
_DATA_ADDRESS = re.compile(
    r"^(?:https?:)?(?:\.{0,2})(?=/)[^\s<>]*?(?:\.json\b|/api/|/api-gateway/|\.action\b|\.do\b|dataproxy|/interfaces?/|search-front|searchList|list\w*\.(?:jsp|php|ashx|xml)\b|query\w*)[^\s<>]*$|^[\w\-/]+\.json$",
    re.I,
)
_EXPRESSION = re.compile(r"""(["'`])([^"'`\n]{1,300})\1((?:\s*\+\s*(?:[\w.$\[\]]+(?:\(\))?|["'][^"'\n]*["']))*)""")
_TERM = re.compile(r"""\+\s*(?:(["'])(.*?)\1|([\w.$\[\]]+)(?:\(\))?)""")
_PLACE = re.compile(r"\$\{\s*([\w.$]+)\s*\}")
_PAGE_NAMES = re.compile(
    r"^(?:page|pageno|pagenum|pageindex|currentpage|curpage|currpage|p|pn|i|n|index|current|nowpage)$", re.I
)
_SIZE_NAMES = re.compile(r"^(?:size|pagesize|limit|rows|perpage|pagecount)$", re.I)
_LIBRARY = re.compile(
    r"weather|tianqi|visit|count|hits|stat|login|user|captcha|suggest|hotword|config|share|jiucuo|analytics|map\b", re.I
)
# What asks by POST, before the address and, in the call's options, around it.
_POSTS = re.compile(r"""(?:\.post\s*\(|\bopen\s*\(\s*["']post["']\s*,)\s*$""", re.I)
_OPTIONS = re.compile(r"\b(?:ajax|fetch|axios|request)\s*\(", re.I)
_POSTED = re.compile(r"""\b["']?(?:type|method)["']?\s*:\s*["']post["']""", re.I)
_CALL = 800  # characters of script that one call's options take at most
MOST_SOURCES = 8


def sources_of(tree: Tree, html: str) -> tuple[str, ...]:
    """Addresses whose answers hold further rows of this list: proxies, unit builders, data files, in this order."""
    found: list[str] = []
    for script in tree.scripts:
        found += _proxies(tree, script)
        found += _units(tree, script)
    if not found and "<nextgroup>" in html:
        found += _next_group(tree, html)
    for script in tree.scripts:
        if len(script.text) < 200_000:
            found += [a for a in _data_addresses(tree, script.text) if not (found and "dataproxy" in a)]
    found += _attribute_addresses(tree)
    found += _open_directory(tree)
    return tuple(dict.fromkeys(found))[:MOST_SOURCES]


def frames_of(tree: Tree) -> tuple[str, ...]:
    """Pages shown in frames of this one that could hold its list: shown, of the same site, not a player or a form."""
    found = []
    for node, tag in enumerate(tree.tag):
        if tag not in ("iframe", "frame"):
            continue
        source = first([tree.attribute(node, "src"), tree.attribute(node, "data-src")])
        if not source or tree.attribute(node, "height") in ("0", "1") or tree.attribute(node, "width") in ("0", "1"):
            continue
        if (
            place_of(tree, node) <= 0.3
            or tree.hidden_within(node, -1)
            or re.search(r"weather|tianqi|video|player|map|login|foot|header|top\.|search", source, re.I)
        ):
            continue
        url = tree.absolute(source)
        if (
            url
            and url != tree.url
            and not date_in_address(url)
            and urlsplit(url).hostname == urlsplit(tree.url).hostname
        ):
            found.append(url)
    return tuple(dict.fromkeys(found))[:MOST_SOURCES]


def _next_group(tree: Tree, text: str) -> list[str]:
    found = []
    for match in _NEXT_GROUP.finditer(entities.unescape(text) if "&lt;nextgroup" in text else text):
        address = entities.unescape(match.group(1))
        if address.startswith(("./dataproxy", "dataproxy")) and "dataproxy" not in tree.url:
            address = "/module/web/jpage/" + address.removeprefix("./")
        if url := join(tree.url if "dataproxy" in tree.url else tree.base, address, tree.charset):
            found.append(url)
    return found


def _proxies(tree: Tree, script: Script) -> list[str]:
    """大汉's record proxy: the whole address where the script states it, else built from the parameters beside it."""
    if "nextgroup" in script.text and (found := _next_group(tree, script.text)):
        return found
    match = _PROXY.search(script.text)
    if not match:
        return []
    address = match.group(1)
    if "columnid=" not in address:
        fields: dict[str, str] = {}
        for field in _PROXY_FIELDS.finditer(script.text):
            fields.setdefault(field.group(1).lower(), field.group(2))
        if "columnid" not in fields:
            return []
        names = {"sourcecontenttype": "sourceContentType"}
        query = {"page": "1"} | {names.get(k, k): v for k, v in fields.items() if k not in ("perpage", "rowpage")}
        address = f"{address.partition('?')[0]}?{urlencode(query)}"
    url = tree.absolute(address)
    return [url] if url else []


def _units(tree: Tree, script: Script) -> list[str]:
    """jpaas: a script element that names the unit to build; its queryData is written with single quotes."""
    address, query = script.attributes.get("url"), script.attributes.get("querydata")
    if not address or not query:
        return []
    fields = {m.group(1): m.group(2) or m.group(3) or m.group(4) or "" for m in _PAIR.finditer(query)}
    url = tree.absolute(f"{address}{'&' if '?' in address else '?'}{urlencode(fields)}")
    return [url] if url else []


def _data_addresses(tree: Tree, code: str) -> list[str]:
    """Strings of a script that look like addresses of data, put together where they are joined from known values."""
    found = []
    if "/" not in code and ".json" not in code:
        return []
    for match in _EXPRESSION.finditer(code):
        text = match.group(2)
        if not (
            _DATA_ADDRESS.match(_PLACE.sub("1", text))
            or (match.group(3) and re.search(r"/api/|\.json|dataproxy", text + match.group(3)))
        ):
            continue
        if _is_posted(code, *match.span()):
            continue
        address = _evaluated(tree, text, match.group(3))
        if address and not _LIBRARY.search(address) and (url := tree.absolute(address)):
            found.append(url)
    return found


def _is_posted(code: str, start: int, end: int) -> bool:
    """Whether a script asks for the address by POST: a GET would be answered by something else."""
    ahead = code[max(0, start - _CALL) : start]
    if _POSTS.search(ahead):
        return True
    calls = list(_OPTIONS.finditer(ahead))
    if not calls:
        return False
    following = _OPTIONS.search(code, end, end + _CALL)
    return bool(
        _POSTED.search(code[start - len(ahead) + calls[-1].end() : following.start() if following else end + _CALL])
    )


def _evaluated(tree: Tree, text: str, rest: str) -> str | None:
    address = text
    for name in _PLACE.findall(text):
        value = _value(tree, name)
        if value is None:
            return None
        address = re.sub(r"\$\{\s*" + re.escape(name) + r"\s*\}", value, address)
    for _, literal, name in _TERM.findall(rest):
        if name:
            value = _value(tree, name)
            if value is None:
                return None
            address += value
        else:
            address += literal
    return address if _DATA_ADDRESS.match(address) else None


def _value(tree: Tree, name: str) -> str | None:
    """What a name stands for in the page's scripts: a literal assigned to it; 1 for the number of a page."""
    short = name.rpartition(".")[2]
    if short.isdigit() or _PAGE_NAMES.match(short):
        return short if short.isdigit() else "1"
    pattern = re.compile(rf"""["']?\b{re.escape(short)}["']?\s*[:=]\s*(?:"([^"\n]*)"|'([^'\n]*)'|(\d+))""")
    for script in tree.scripts:
        if match := pattern.search(script.text):
            return first([match.group(1) or "", match.group(2) or "", match.group(3) or ""])
    return "20" if _SIZE_NAMES.match(short) else None


def _attribute_addresses(tree: Tree) -> list[str]:
    found = []
    for attributes in tree.attributes:
        for name, value in attributes.items():
            if not value or len(value) > 500 or not name.startswith(("data-", "dataurl", "api", "source")):
                continue
            if _DATA_ADDRESS.match(value) and not _LIBRARY.search(value) and (url := tree.absolute(value)):
                found.append(url)
    return found


def _open_directory(tree: Tree) -> list[str]:
    """Guangdong's open directory draws every list from one interface, by the site's number."""
    if "/gkmlpt/" not in tree.url:
        return []
    for script in tree.scripts:
        if match := re.search(r"""\b(?:SITE_ID|SID|siteId|sid)["']?\s*[:=]\s*["']?(\d+)""", script.text):
            url = tree.absolute(f"/gkmlpt/api/all/0?page=1&sid={match.group(1)}")
            return [url] if url else []
    return []
