"""The near-limit yardstick: a bare link checker on aiohttp and selectolax. No store, no second looks, no judgement.

GET for what looks like a page of the portal, HEAD for what looks like a file or lives elsewhere (GET where HEAD is
refused), redirects followed, each address once. `python -m benchmarks.reference HOME --out FILE`.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import re
import sys
from collections import deque
from pathlib import Path

import ada_url
import aiohttp
from selectolax.lexbor import LexborHTMLParser
from yarl import URL

_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|zip|rar|7z|ofd|jpe?g|png|gif|webp|bmp|svg|ico|js|mp[34]|txt)(?:\?|$)", re.I
)
_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SCRIPTED = re.compile(r"(?:window\.open\(|location(?:\.href)?\s*=)\s*['\"]([^'\"]+)['\"]")
_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.I)
_SELECTOR = "[href],[src],[srcset],[style*='url('],[onclick],object[data],style,meta[http-equiv=refresh i],base"
_NO_LINK = ("javascript:", "mailto:", "tel:", "data:", "#")


def references(html: str) -> list[str]:
    """Every reference of a page to something else, as written."""
    found: list[str] = []
    for node in LexborHTMLParser(html).css(_SELECTOR):
        attributes = node.attributes
        for name in ("href", "src", "data"):
            value = attributes.get(name)
            if value:
                found.append(value)
        for part in (attributes.get("srcset") or "").split(","):
            if part.strip():
                found.append(part.split()[0])
        style = attributes.get("style") or (node.text() if node.tag == "style" else "")
        if style and "url(" in style:
            found += css_references(style)
        onclick = attributes.get("onclick")
        if onclick:
            found += _SCRIPTED.findall(onclick)
        if node.tag == "meta" and "url=" in (attributes.get("content") or "").lower():
            found.append((attributes["content"] or "").split("=", 1)[1].strip("'\" "))
    return found


def css_references(css: str) -> list[str]:
    """What a style sheet loads."""
    return _CSS_URL.findall(_CSS_COMMENT.sub("", css))


def decode(body: bytes) -> str:
    """A page's text by the charset that it declares in its first kilobyte."""
    declared = _CHARSET.search(body, 0, 1024)
    name = declared[1].decode().lower() if declared else "utf-8"
    return body.decode("gb18030" if name.startswith("gb") else "utf-8", "replace")


class Crawl:
    """One crawl: a queue of addresses, workers that take from it, and what was broken."""

    def __init__(self, home: str, concurrency: int, timeout: float, inside: bool = False) -> None:
        self.home = ada_url.normalize_url(home)
        self.origin = self.home[: self.home.index("/", 8) + 1]
        self.concurrency = concurrency
        self.timeout = timeout
        self.wanted = self.origin if inside else "http"
        self.seen: set[str] = {self.home}
        self.queue: deque[str] = deque(self.seen)
        self.waiting: deque[asyncio.Future[None]] = deque()
        self.busy = 0
        self.broken: dict[str, str] = {}

    async def run(self) -> None:
        """Until nothing is queued and nothing is in flight."""
        async with aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, ttl_dns_cache=300),
            timeout=aiohttp.ClientTimeout(total=self.timeout),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": "reference"},
        ) as session:
            await asyncio.gather(*(self._work(session) for _ in range(self.concurrency)))

    async def _work(self, session: aiohttp.ClientSession) -> None:
        while True:
            while not self.queue:
                if not self.busy:
                    self._wake(len(self.waiting))
                    return
                asleep = asyncio.get_running_loop().create_future()
                self.waiting.append(asleep)
                await asleep
            url = self.queue.popleft()
            self.busy += 1
            try:
                await self._look(session, url)
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
                self.broken[url] = type(error).__name__
            finally:
                self.busy -= 1
            self._wake(len(self.queue) if self.busy else len(self.waiting))

    def _wake(self, count: int) -> None:
        while count > 0 and self.waiting:
            self.waiting.popleft().set_result(None)
            count -= 1

    async def _look(self, session: aiohttp.ClientSession, url: str) -> None:
        ours = url.startswith(self.origin)
        if not ours or _FILE.search(url):
            async with session.head(URL(url, encoded=True), allow_redirects=True) as answer:
                if answer.status < 400:
                    return
        async with session.get(URL(url, encoded=True)) as answer:
            if answer.status >= 400:
                self.broken[url] = str(answer.status)
            elif ours and answer.url.port == URL(self.origin).port:
                kind = answer.content_type
                if kind == "text/html":
                    self._follow(str(answer.url), references(decode(await answer.read())))
                elif kind == "text/css":
                    self._follow(str(answer.url), css_references((await answer.read()).decode("utf-8", "replace")))

    def _follow(self, base: str, found: list[str]) -> None:
        seen, wanted = self.seen, self.wanted
        for reference in dict.fromkeys(found):
            if reference.startswith(_NO_LINK):
                continue
            try:
                url = ada_url.join_url(base, reference).partition("#")[0]
            except ValueError:
                continue
            if url not in seen and url.startswith(wanted):
                seen.add(url)
                self.queue.append(url)


def main() -> None:
    """Crawl and write `{"broken": {address: why}, "seen": [...]}`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--timeout", type=float, default=5)
    parser.add_argument("--inside", action="store_true", help="leave links to other hosts alone")
    given = parser.parse_args()
    gc.set_threshold(50_000, 20, 50)  # few cycles here, and collections cost a tenth of the time
    crawl = Crawl(given.home, given.concurrency, given.timeout, given.inside)
    asyncio.run(crawl.run())
    given.out.write_text(json.dumps({"broken": crawl.broken, "seen": sorted(crawl.seen)}, ensure_ascii=False), "utf-8")
    sys.stdout.write(f"{len(crawl.seen)} addresses, {len(crawl.broken)} broken\n")


if __name__ == "__main__":
    main()
