"""How the articles of one template are asked for at their source: learnt from what a page's scripts asked for. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import unquote

from inspection.records import Reading, day_of
from spiders.reading.charset import decode
from spiders.reading.dates import SHANGHAI
from spiders.reading.list_json_fields import parse

_TOKEN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-Za-z]+", re.I)
_TELLING = re.compile(r"\d|^[0-9a-f]{16,}$", re.I)
_TAG = re.compile(r"<[^>]*>")
_MOST_LEAVES = 3_000
_SAMPLE = 60  # characters of the body that must stand in the answer, one after the other
_DATE_KEY = re.compile(r"date|time|publish|pub|shijian|riqi|sj$|rq$", re.I)


class Asked(NamedTuple):
    """One request for data."""

    method: str
    url: str
    sent: str | None
    content_type: str  # of what is sent


@dataclass(frozen=True, slots=True)
class ArticleRecipe:
    """`{0}`, `{1}` … stand for the telling parts of an article's address, in order. Paths are keys, from the top."""

    method: str
    url: str
    sent: str | None
    content_type: str
    body: tuple[str, ...]
    title: tuple[str, ...] | None
    date: tuple[str, ...] | None

    def asked(self, url: str) -> Asked | None:
        """What is asked for the article at `url`; None where its address lacks something."""
        given = telling(url)
        try:
            sent = _filled(self.sent, given) if self.sent is not None else None
            return Asked(self.method, _filled(self.url, given), sent, self.content_type)
        except IndexError:
            return None

    def page(self, answer: bytes, content_type: str, title: str = "") -> bytes | None:
        """The answer as a page that is read like any other; None where it has no such article. `title`: the row's."""
        value = parse(decode(answer, content_type)[0])
        body = at(value, self.body)
        if not isinstance(body, str) or not body.strip():
            return None
        said = at(value, self.title) if self.title else None
        named = html.escape(_bare(str(said)) if said else title)
        day = _stated(at(value, self.date)) if self.date else None
        stated = f'<meta name="PubDate" content="{day}">' if day else ""
        shown = f"<p>发布日期：{day}</p>" if day else ""
        inner = body if "<" in body else f"<p>{html.escape(body)}</p>"
        return (
            f'<!doctype html><html><head><meta charset="utf-8"><title>{named}</title>'
            f'<meta name="ArticleTitle" content="{named}">{stated}</head>'
            f'<body><h1>{named}</h1>{shown}<div class="article-content">{inner}</div></body></html>'
        ).encode()

    def as_json(self) -> dict[str, Any]:
        """For the store."""
        return {"kind": "article", **asdict(self)}

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> ArticleRecipe | None:
        """What `as_json` wrote; None where it is something else."""
        if said.get("kind") != "article" or not said.get("body"):
            return None
        title, date = (tuple(said[name]) if said.get(name) else None for name in ("title", "date"))
        method, url, content_type = (str(said.get(name) or "") for name in ("method", "url", "content_type"))
        return cls(method, url, said.get("sent"), content_type, tuple(said["body"]), title, date)


class Exchanged(NamedTuple):
    """One question of a page's scripts and its answer."""

    asked: Asked
    status: int | None
    content_type: str
    body: bytes


def telling(url: str) -> list[str]:
    """The parts of an address that tell one article from another: numbers, and names without a meaning."""
    rest = url.split("://", 1)[-1].partition("/")[2]
    return [token for token in _TOKEN.findall(unquote(rest)) if _TELLING.search(token)]


def learn(url: str, reading: Reading, exchanges: Iterable[Exchanged]) -> ArticleRecipe | None:
    """What asks for the article whose page reads so in the browser. Its text must stand in one answer, whose request
    names the article by a part of its address."""
    text = _squeezed(reading.text)
    sample = text[:_SAMPLE]
    if len(sample) < 12:
        return None
    for one in exchanges:
        if one.status != 200 or one.asked.method not in {"GET", "POST"}:
            continue
        value = parse(decode(one.body, one.content_type)[0])
        leaves = list(_leaves(value))
        body = max(
            (leaf for leaf in leaves if isinstance(leaf[1], str) and sample in _squeezed(_bare(leaf[1]))),
            key=lambda leaf: len(leaf[1]),
            default=None,
        )
        template = _template(one.asked, url)
        if body is None or template is None:
            continue
        return ArticleRecipe(
            template.method,
            template.url,
            template.sent,
            template.content_type,
            body[0],
            _title_path(leaves, reading),
            _date_path(leaves, reading),
        )
    return None


def at(value: Any, path: tuple[str, ...]) -> Any:
    """What stands there; JSON within a string is read, too."""
    for key in path:
        if isinstance(value, str):
            value = parse(value)
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value


def _template(asked: Asked, url: str) -> Asked | None:
    """The request with the telling parts of the address left open; None where it names none of them."""
    parts = telling(url)
    head = asked.url.split("?")[0].split("://", 1)[-1].partition("/")[0]
    rest = asked.url.split("://", 1)[-1][len(head) :]
    opened, sent = _opened(rest, parts), _opened(asked.sent, parts) if asked.sent is not None else None
    if opened == _escaped(rest) and (sent is None or sent == _escaped(asked.sent or "")):
        return None
    return Asked(asked.method, f"{asked.url.split('://')[0]}://{head}{opened}", sent, asked.content_type)


def _opened(text: str, parts: list[str]) -> str:
    text = _escaped(text)
    for number, part in sorted(enumerate(parts), key=lambda pair: -len(pair[1])):
        text = re.sub(rf"(?<![0-9A-Za-z{{]){re.escape(part)}(?![0-9A-Za-z}}])", f"{{{number}}}", text)
    return text


def _escaped(text: str) -> str:
    return text.replace("{", "\x01").replace("}", "\x02")


def _filled(text: str, parts: list[str]) -> str:
    filled = re.sub(r"\{(\d+)\}", lambda found: parts[int(found[1])], text)
    return filled.replace("\x01", "{").replace("\x02", "}")


def _leaves(value: Any, path: tuple[str, ...] = (), depth: int = 0) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every plain value with its path, a bounded number of them."""
    stack: list[tuple[tuple[str, ...], Any, int]] = [(path, value, depth)]
    for _ in range(_MOST_LEAVES):
        if not stack:
            return
        where, one, deep = stack.pop()
        if isinstance(one, str) and deep < 8 and one[:1] in ("{", "["):
            inner = parse(one)
            one = inner if inner is not None else one
        if isinstance(one, Mapping) and deep < 10:
            stack.extend(((*where, str(key)), item, deep + 1) for key, item in reversed(list(one.items())[:200]))
        elif isinstance(one, list) and deep < 10:
            stack.extend(((*where, str(n)), item, deep + 1) for n, item in reversed(list(enumerate(one[:50]))))
        else:
            yield where, one


def _title_path(leaves: list[tuple[tuple[str, ...], Any]], reading: Reading) -> tuple[str, ...] | None:
    wanted = _squeezed(reading.title)
    found = [path for path, value in leaves if isinstance(value, str) and wanted and _squeezed(_bare(value)) == wanted]
    return min(found, key=len, default=None)


def _date_path(leaves: list[tuple[tuple[str, ...], Any]], reading: Reading) -> tuple[str, ...] | None:
    if reading.published_at is None:
        return None
    day = str(day_of(reading.published_at, SHANGHAI))
    found = [path for path, value in leaves if (_stated(value) or "")[:10] == day]
    return min(found, key=lambda path: (not _DATE_KEY.search(path[-1]), len(path)), default=None) if found else None


def _stated(value: Any) -> str | None:
    """A date as `2024-04-15` or with its time, from text or from seconds or milliseconds since 1970."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)) or (isinstance(value, str) and value.isdecimal() and len(value) in (10, 13)):
        number = float(value)
        number = number / 1000 if number > 1e11 else number
        if not 6e8 < number < 4e9:
            return None
        return datetime.fromtimestamp(number, SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    found = re.match(r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}:\d{2}(?::\d{2})?))?", str(value))
    if found is None:
        return None
    clock = f" {found[4]}" if found[4] else ""
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}{clock}"


def _bare(text: str) -> str:
    return html.unescape(_TAG.sub("", text)).strip()


def _squeezed(text: str) -> str:
    return "".join(text.split())
