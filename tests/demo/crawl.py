"""A plain crawler for the demo's own tests; nothing of the product is in it, lest one hide the other's mistake."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin

import aiohttp
from aiohttp.client import URL
from lxml import html

from demo.answers import Hosts

_ATTRIBUTES = {"a": "href", "area": "href", "img": "src", "script": "src", "link": "href", "iframe": "src"}
_CALLS = re.compile(r"(?:window\.open\(|location\.href=)'([^']+)'")
_STYLE = re.compile(r"(?:url\(\s*|@import\s+)[\"']?([^\"')\s]+)[\"']?")
_SAFE = "%/:?@!$&'()*+,;=-._~[]#"


@dataclass
class Seen:
    """What a plain GET of each address brought, and who links to it."""

    outcomes: dict[str, str] = field(default_factory=dict)  # "200", "404", or the name of the error
    linked_from: dict[str, set[str]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)


async def crawl(hosts: Hosts) -> Seen:
    """Every address that the portal's pages lead to, tried twice before it counts as failing."""
    seen, waiting = Seen(), [f"{hosts.home}/"]
    connector = aiohttp.TCPConnector(ssl=False)
    async with aiohttp.ClientSession(connector=connector, max_line_size=65536) as session:
        while waiting:
            await asyncio.gather(*(_look(session, url, hosts, seen) for url in waiting))
            waiting = [url for url in seen.linked_from if url not in seen.outcomes]
    return seen


async def _look(session: aiohttp.ClientSession, url: str, hosts: Hosts, seen: Seen) -> None:
    seen.outcomes[url] = ""
    for _ in range(2):
        try:
            async with session.get(URL(url, encoded=True), max_redirects=6) as answer:
                body = await answer.read()
                seen.outcomes[url] = str(answer.status)
                final, kind = str(answer.url), answer.content_type
        except aiohttp.ClientError as error:
            seen.outcomes[url] = type(error).__name__
            continue
        if answer.status < 500:
            break
    if seen.outcomes[url] != "200" or not url.startswith(f"{hosts.home}/"):
        return
    charset = "utf-8" if _is_utf8(body) else "gb18030"
    found = _links(body.decode(charset), final) if kind == "text/html" else []
    if kind == "text/css":
        found = [urljoin(final, m) for m in _STYLE.findall(re.sub(r"/\*.*?\*/", "", body.decode(), flags=re.S))]
    if kind == "text/html":
        seen.pages[url] = body.decode(charset)
    for link in found:
        seen.linked_from.setdefault(_address(link, charset), set()).add(url)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _address(link: str, charset: str) -> str:
    path, mark, query = link.partition("#")[0].replace("\\", "/").partition("?")
    return quote(path, safe=_SAFE) + mark + quote(query, safe=_SAFE, encoding=charset)


def _links(page: str, url: str) -> list[str]:
    tree = html.fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    base = urljoin(url, next(iter(tree.xpath("//base/@href")), ""))
    found = [e.get(_ATTRIBUTES[e.tag]) for e in tree.iter(*_ATTRIBUTES) if e.get(_ATTRIBUTES[e.tag])]
    for srcset in tree.xpath("//@srcset"):
        found += [part.split()[0] for part in srcset.split(",")]
    for content in tree.xpath("//meta[@http-equiv='refresh']/@content"):
        found.append(content.partition("url=")[2])
    for call in tree.xpath("//@onclick"):
        found += _CALLS.findall(call)
    found += re.findall(r"<a href='([^']+)' title=", page)  # rows in CDATA records
    joined = [urljoin(base, link.strip().replace("\\", "/")) for link in found]
    return [link for link in joined if link.startswith("http")]
