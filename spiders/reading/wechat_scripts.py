"""What the scripts of a WeChat page state: variables as ten years of the platform's templates wrote them."""

from __future__ import annotations

import html as entities
import re

# A value as templates write it: "x"   'x' || ''   '' || '' || 'x'   htmlDecode("x")   JsDecode('x')   '7' * 1
# (xml ? getXmlValue('a.DATA') || getXmlValue('b') : 'x').html(false)   window.title = 'x'
_VALUE = re.compile(
    r"\s*(?:window\.\w+\s*=\s*)?\(*\s*(?:xml\s*\?[^:;\n]{0,160}:\s*)?(?:JsDecode|htmlDecode)?\s*\(*\s*"
    r"(?:(?:''|\"\")\s*\|\|\s*){0,4}"
    r"(?P<quote>['\"])(?P<value>(?:\\.|(?!(?P=quote))[^\\\n]){0,2000000}?)(?P=quote)",
    re.S,
)
_NUMBER = re.compile(r"\s*(\d{1,20})\s*[;,*}\n]")
_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\(.)", re.S)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\n", "0": ""}
_DATA = ("window.cgiDataNew = {", "window.cgiDataNew={", "cgiDataNew = {")
_WORD = re.compile(r"[\w$-]")  # a longer name, or an attribute: data-author="…"
_MOST = 5_000  # places looked at for one name: parts of words, library code


class Scripts:
    """The page's source, asked by the name of a variable. Values come unescaped; entities are left to the caller."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._data = next((at for mark in _DATA if (at := html.find(mark)) != -1), -1)

    def variable(self, *names: str) -> str:
        """The first value that is not empty of `var name =`, `window.name =`, `d.name =`, in the order of names."""
        for name in names:
            for value in self._values(name, "="):
                if value:
                    return value
        return ""

    def field(self, *names: str) -> str:
        """The same of `name: value` in the page's own data object (2023 and later), whose first one counts."""
        if self._data == -1:
            return ""
        for name in names:
            for value in self._values(name, ":", self._data):
                if value:
                    return value
                break  # the object's own field is empty: what follows is of objects inside it
        return ""

    def anywhere(self, *names: str, unlike: str = "") -> str:
        """`name: value` in any object of the page, where it is neither empty nor `unlike`."""
        return next((value for name in names for value in self._values(name, ":") if value not in {"", unlike}), "")

    def _values(self, name: str, sign: str, at: int = 0) -> list[str]:
        found: list[str] = []
        html, length = self._html, len(name)
        for _ in range(_MOST):
            at = html.find(name, at)
            if at == -1:
                break
            before, at = html[at - 1 : at], at + length
            if before and _WORD.match(before):
                continue
            after = at + (html[at : at + 1] in ("'", '"'))  # a quoted key
            while html[after : after + 1] in (" ", "\t"):
                after += 1
            if html[after : after + 1] != sign or html[after + 1 : after + 2] == "=":
                continue
            if match := _VALUE.match(html, after + 1):
                found.append(unescaped(match["value"]))
            elif match := _NUMBER.match(html, after + 1):
                found.append(match[1])
        return found


def unescaped(text: str) -> str:
    """A script's string as text: \\x0a, \\u4e00 and \\n resolved."""

    def plain(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _PLAIN_ESCAPES.get(match[3], match[3])

    return _ESCAPE.sub(plain, text) if "\\" in text else text


def without_entities(text: str) -> str:
    """Entities decoded, twice: the platform escapes what it puts into scripts and METAs once more."""
    return entities.unescape(entities.unescape(text)) if "&" in text else text
