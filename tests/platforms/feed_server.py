"""A strict stand-in of feed services: RSSHub's, wewe-rss's and portals' shapes, RSSHub's error page, keys, limits."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

SHAPES = ("rsshub", "wewe-rss", "wewe-atom", "wewe-json", "portal", "rdf", "rsshub-weibo")


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed tells of one article."""

    title: str
    link: str
    at: datetime  # aware
    text: str = ""
    image: str = ""
    author: str = ""


def write_feed(shape: str, name: str, items: Sequence[Item], built: datetime) -> bytes:
    """The feed as that service writes it, for the account of that name."""
    if shape == "wewe-json":
        return _json_feed(name, items)
    writer = {"wewe-atom": _atom, "rdf": _rdf}.get(shape)
    return (writer(name, items, built) if writer is not None else _rss(shape, name, items, built)).encode()


def _rss(shape: str, name: str, items: Sequence[Item], built: datetime) -> str:
    title = {"rsshub-weibo": f"{name}的微博", "wewe-rss": name, "rsshub": f"{name} - 微信公众号"}.get(shape, name)
    generator = {"rsshub": "RSSHub", "rsshub-weibo": "RSSHub", "wewe-rss": "WeWe-RSS"}.get(shape, "")
    lines = []
    for item in items:
        local = item.at.astimezone().strftime("%Y-%m-%d")
        date = (
            item.at.strftime("%Y-%m-%d %H:%M:%S")
            if shape == "portal"
            else format_datetime(item.at.astimezone(UTC), True)
        )
        lines += [
            f"<item><title>{_cdata(item.title) if shape == 'wewe-rss' else escape(item.title)}</title>",
            f"<link>{escape(item.link)}</link>",
            f'<guid isPermaLink="false">{escape(item.link)}</guid>' if shape != "portal" else f"<!-- {local} -->",
            f"<pubDate>{date}</pubDate>",
            f"<description>{_cdata(item.text)}</description>" if item.text else "<description/>",
            f"<author>{escape(item.author)}</author>" if item.author else "",
            f'<enclosure url="{escape(item.image)}" type="image/jpeg" length="0"/>' if item.image else "",
            "</item>",
        ]
    made = f"<lastBuildDate>{format_datetime(built.astimezone(UTC), True)}</lastBuildDate>"
    head = f"<title>{escape(title)}</title><link>https://site.example/</link><generator>{generator}</generator>{made}"
    xml = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{xml}<rss version="2.0"><channel>{head}{"".join(lines)}</channel></rss>'


def _atom(name: str, items: Sequence[Item], built: datetime) -> str:
    entries = "".join(
        f'<entry><title type="html">{_cdata(escape(item.title))}</title><id>{escape(item.link)}</id>'
        f'<link href="{escape(item.link)}"/><updated>{item.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.000Z}</updated>'
        f'<summary type="html">{_cdata(item.text)}</summary></entry>'
        for item in items
    )
    head = f"<id>x</id><title>{escape(name)}</title><updated>{built.astimezone(UTC):%Y-%m-%dT%H:%M:%S.000Z}</updated>"
    return f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">{head}{entries}</feed>'


def _rdf(name: str, items: Sequence[Item], _: datetime) -> str:
    entries = "".join(
        f'<item rdf:about="{escape(item.link)}"><title>{escape(item.title)}</title><link>{escape(item.link)}</link>'
        f"<dc:date>{item.at.isoformat()}</dc:date><description>{escape(item.text)}</description></item>"
        for item in items
    )
    spaces = (
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    return f"<rdf:RDF {spaces}><channel><title>{escape(name)}</title></channel>{entries}</rdf:RDF>"


def _json_feed(name: str, items: Sequence[Item]) -> bytes:
    said = [
        {
            "id": item.link.rpartition("/")[2],
            "url": item.link,
            "title": item.title,
            "content_html": item.text,
            "date_modified": item.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            **({"image": item.image} if item.image else {}),
        }
        for item in items
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1", "title": name, "items": said}).encode()


def _cdata(text: str) -> str:
    return f"<![CDATA[{text}]]>"


def rsshub_error(message: str, path: str = "/weibo/user/1") -> bytes:
    """RSSHub's page in a feed's place: the cause stands in a <code>, among much else."""
    return (
        "<!DOCTYPE html><html><head><title>Welcome to RSSHub!</title></head><body>"
        "<h1>Looks like something went wrong</h1><p>Helpful Information</p><p>Error Message:<br/>"
        f'<code class="mt-2 block max-h-28 details">{escape(message)}</code></p>'
        f"<p>Route: <code>{path}</code></p><a href='/login'>GitHub</a></body></html>"
    ).encode()


class FeedServer:
    """One feed at /feed. Use it as a context manager.

    Knobs: `body` and `kind` (the answer), `status`, `headers`, `key` (without `?key=` it answers as RSSHub does: 403),
    `moved` (how often it redirects first).
    """

    def __init__(self, body: bytes = b"", kind: str = "application/xml; charset=utf-8") -> None:
        self.body, self.kind = body, kind
        self.status = 200
        self.headers: dict[str, str] = {}
        self.key: str | None = None
        self.moved = 0
        self.asked: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True

    @property
    def base(self) -> str:
        """http://127.0.0.1:port"""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> FeedServer:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, target: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        self.asked.append(target)
        parts = urlsplit(target)
        page = {"Content-Type": "text/html; charset=UTF-8"}
        if parts.path != "/feed" and not parts.path.startswith("/moved"):
            return 404, page, rsshub_error("NotFoundError: wrong path?", parts.path)
        if self.key is not None and parse_qs(parts.query).get("key") != [self.key]:
            return 403, page, rsshub_error("RejectError: Authentication failed. Access denied.", parts.path)
        if len(self.asked) <= self.moved:
            return 302, {"Location": f"/moved{len(self.asked)}?{parts.query}"}, b""
        return self.status, {"Content-Type": self.kind, **self.headers}, self.body


def _handler(server: FeedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, headers, body = server.answer(self.path)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


def newest_first(now: datetime, days: Sequence[float], **said: Any) -> list[Item]:
    """One article for each number of days before now."""
    return [
        Item(f"第{place}篇", f"https://mp.weixin.qq.com/s/abcdefghij{place:012d}", now - timedelta(days=back), **said)
        for place, back in enumerate(days)
    ]
