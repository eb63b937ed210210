"""What the hostile server does at each address."""

# ruff: noqa: E501  hostile literals are wide
from __future__ import annotations

import asyncio
import random
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

Route = Callable[["Hostile", str, str, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class Hostile:
    """The server. `tls` maps a kind of TLS to its host and port."""

    address: str = ""
    tls: dict[str, str] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    home: str = ""


def _bomb(megabytes: int) -> bytes:
    """A page of that size, packed a thousandfold; made piece by piece, so that the tests' own memory stays small."""
    packer, piece = zlib.compressobj(9, wbits=31), b"<p>0</p>" * (128 * 1024)
    return b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()


BOMB = _bomb(320)


def page(body: str, title: str = "页面") -> str:
    """A small sound page."""
    return f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"


def send(
    writer: asyncio.StreamWriter, body: str | bytes, status: int = 200, *headers: str, kind: str = "text/html"
) -> None:
    """One whole answer."""
    data = body.encode() if isinstance(body, str) else body
    head = [
        f"HTTP/1.1 {status} X",
        f"Content-Type: {kind}",
        f"Content-Length: {len(data)}",
        "Connection: close",
        *headers,
    ]
    writer.write("\r\n".join([*head, "", ""]).encode("latin-1") + data)


def bare(writer: asyncio.StreamWriter, *headers: str) -> None:
    """A head without a length."""
    writer.write(
        "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", "Connection: close", *headers, "", ""]).encode()
    )


async def endless(host: Hostile, path: str, head: str, writer: asyncio.StreamWriter) -> None:
    bare(writer)
    while True:
        writer.write(b"<p>endless</p>" * 4000)
        await writer.drain()


async def drip(host: Hostile, path: str, head: str, writer: asyncio.StreamWriter) -> None:
    bare(writer)
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(1)


async def drip_head(host: Hostile, path: str, head: str, writer: asyncio.StreamWriter) -> None:
    for letter in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + b"X-A: b\r\n" * 1000:
        writer.write(bytes([letter]))
        await writer.drain()
        await asyncio.sleep(1)


async def silent(host: Hostile, path: str, head: str, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(300)


async def flood(host: Hostile, path: str, head: str, writer: asyncio.StreamWriter) -> None:
    if "megabyte" in path:
        send(writer, page("x"), 200, "X-Big: " + "b" * 1024 * 1024)
    else:
        send(writer, page("x"), 200, *[f"X-{n}: {n}" for n in range(10_000)])


async def broken_head(host: Hostile, path: str, head: str, writer: asyncio.StreamWriter) -> None:
    body = page(f'<a href="/missing/from{path}">丢失</a>').encode()
    bad = {
        "/head/nocolon": "this line has no colon",
        "/head/space": "Bad Name : value",
        "/head/bytes": "X-Name: \xd6\xd0\xce\xc4",
    }
    lines = [
        "HTTP/1.1 200 OK",
        "Content-Type: text/html",
        bad[path],
        f"Content-Length: {len(body)}",
        "Connection: close",
        "",
        "",
    ]
    writer.write("\r\n".join(lines).encode("latin-1") + body)


async def cut(host: Hostile, path: str, head: str, writer: asyncio.StreamWriter) -> None:
    if path == "/cut/chunk":
        bare(writer, "Transfer-Encoding: chunked")
        writer.write(b"5\r\nhello\r\nZZZZ not a size\r\n")
    elif path == "/cut/short":
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n" + page("long" * 99).encode()
        )
    elif path == "/cut/gzip":
        send(writer, b"\x1f\x8b\x08this is no gzip", 200, "Content-Encoding: gzip")
    elif path == "/cut/status":
        writer.write(b"HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n")
    elif path == "/cut/nothing":
        writer.write(b"\x00\x01\x02 this is not http\r\n\r\n")
    else:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50000\r\n\r\n<html><body>half")


async def redirect(host: Hostile, path: str, head: str, writer: asyncio.StreamWriter) -> None:
    to = {
        "/to/file": "file:///etc/passwd", "/to/loop": "/to/loop", "/to/script": "javascript:alert(1)", "/to/nowhere": "",
        "/to/nonsense": "http://[::bad/", "/to/ftp": "ftp://127.0.0.1/x",
    }.get(path)  # fmt: skip
    if path == "/to/cookie":
        if "seen=1" in head:
            send(writer, page("进来了"))
        else:
            send(writer, "", 302, "Location: /to/cookie", "Set-Cookie: seen=1; Path=/")
        return
    if path.startswith("/to/long"):
        to = f"/to/long{random.random()}"
    send(writer, "", 302, f"Location: {to}")


def _months(path: str) -> list[str]:
    """A calendar by path: the month before and the month after, without end."""
    parts = path.split("/")[3:5]
    number = int(parts[0]) * 12 + int(parts[1]) - 1 if all(part.isdecimal() for part in parts) else 2025 * 12
    return [f"/trap/days/{n // 12}/{n % 12 + 1}/" for n in (number - 1, number + 1)]


async def trap(host: Hostile, path: str, head: str, writer: asyncio.StreamWriter) -> None:
    kind, token = path.split("/")[2].split("?")[0].split(";")[0], random.getrandbits(48)
    links = {
        "calendar": [f"/trap/calendar?month={host.asked['all'] + n}" for n in (1, 2)],
        "days": _months(path),
        "session": [
            f"/trap/session;jsessionid={token:x}",
            f"/trap/session?PHPSESSID={token:x}",
            f"/trap/session?sid={token:x}&p=1",
        ],
        "grow": ["a/"],
        "pile": [f"{path}{'&' if '?' in path else '?'}f{n}={n}" for n in range(5)],
    }.get(kind, [])
    send(writer, page("".join(f'<a href="{link}">下月</a>' for link in links)))


async def heavy(host: Hostile, path: str, head: str, writer: asyncio.StreamWriter) -> None:
    gone = f'<a href="/missing/from{path}">x</a>'
    if path == "/heavy/line":
        send(writer, "<html><body>" + gone + "字" * 3_500_000 + "</body></html>")
    elif path == "/heavy/links":
        send(writer, page(gone + "".join(f'<a href="/few/{n % 100}#part{n}">第{n}条</a>' for n in range(100_000))))
    elif path == "/heavy/distinct":
        send(writer, page(gone + "".join(f'<a href="/few/{n}">第{n}条</a>' for n in range(100_000))))
    elif path == "/heavy/deep":
        send(writer, gone + "<div><b>" * 100_000 + "深")
    elif path == "/heavy/broken":
        send(
            writer, f'<html<body><a <<b></a></td>{gone}<table><a href="x"\' y><!-- <![CDATA[ <p/"<script>if(a<b)"</scr '
        )
    elif path == "/heavy/nul":
        send(writer, b"<html><body>\0\0\xff\xfe" + gone.encode() + b"\0<a hr\0ef='/x\0y'>\0</a></body></html>")
    elif path == "/heavy/charset":
        send(
            writer,
            f"<html><body>{gone}中文页面</body></html>".encode("gb18030"),
            kind="text/html; charset=no-such-charset",
        )
    elif path == "/heavy/attribute":
        send(
            writer,
            page(gone + f'<a href="/{"x" * 3_000_000}">长</a><img src="data:image/png;base64,{"A" * 2_000_000}">'),
        )
    elif path == "/heavy/bomb":
        send(writer, BOMB, 200, "Content-Encoding: gzip")
    else:
        await missing(host, path, head, writer)


async def sound(host: Hostile, path: str, head: str, writer: asyncio.StreamWriter) -> None:
    send(writer, page(f"<h1>{path}</h1><p>一切正常。</p>", path))


async def few(host: Hostile, path: str, head: str, writer: asyncio.StreamWriter) -> None:
    known = path.removeprefix("/few/").isdecimal() or path in {f"/ok/{name}" for name in (*"012345", *host.tls)}
    await (sound if known else missing)(host, path, head, writer)


async def home(host: Hostile, path: str, head: str, writer: asyncio.StreamWriter) -> None:
    send(writer, host.home)


async def missing(host: Hostile, path: str, head: str, writer: asyncio.StreamWriter) -> None:
    send(writer, page("<h1>404</h1>"), 404)


PREFIXES: tuple[tuple[str, Route], ...] = (
    ("/flood/", flood), ("/cut/", cut), ("/to/", redirect), ("/trap/", trap), ("/heavy/", heavy), ("/few/", few), ("/ok/", few),
)  # fmt: skip
EXACT: dict[str, Route] = {
    "/": home, "/endless": endless, "/drip/head": drip_head, "/drip/body": drip, "/silent": silent,
    "/head/nocolon": broken_head, "/head/space": broken_head, "/head/bytes": broken_head,
}  # fmt: skip


def route_of(path: str) -> Route:
    """What happens at that address; a 404 where nothing is planned."""
    return EXACT.get(path) or next((route for start, route in PREFIXES if path.startswith(start)), missing)
