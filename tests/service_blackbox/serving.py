"""Two small servers on loopback, in a thread of their own: the portal, and the sites that it links to."""

import asyncio
import datetime as dt
import hashlib
import threading
from collections import Counter
from email.utils import format_datetime

from tests.service_blackbox import pages
from tests.service_blackbox.portal import Portal

WAF = (
    "<html><title>访问被拦截</title><body>您的访问被防火墙拦截，您的请求可能存在攻击行为，事件编号 88123</body></html>"
)


class Serving:
    """Answers for a portal on 127.0.0.1 and for others on 127.0.0.2, and counts what was asked."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.asked: Counter[tuple[str, int]] = Counter()
        self.log: list[tuple[str, str, int]] = []
        self.stamps: dict[str, tuple[str, dt.datetime]] = {}
        self.cache: dict[str, pages.Answer] = {}
        self.delay = 0.0
        self.messages: list[tuple[str, bytes]] = []
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()
        self._ready.wait(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._open())
        self._ready.set()
        self._loop.run_forever()

    async def _open(self) -> None:
        main = await asyncio.start_server(self._main, "127.0.0.1", 0)
        other = await asyncio.start_server(self._others, "127.0.0.2", 0)
        self.host = f"127.0.0.1:{main.sockets[0].getsockname()[1]}"
        self.others = f"127.0.0.2:{other.sockets[0].getsockname()[1]}"
        self.portal.others = self.others  # type: ignore[attr-defined]

    def close(self) -> None:
        """Stop answering."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    def changed(self) -> None:
        """Forget rendered pages: the portal was changed."""
        self.cache.clear()

    def take(self) -> Counter[str]:
        """What was asked since the last call: total, by status and by method."""
        counted: Counter[str] = Counter()
        for (method, status), number in self.asked.items():
            counted["all"] += number
            counted[f"{status}"] += number
            counted[method] += number
        self.asked.clear()
        return counted

    async def _main(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._talk(reader, writer, self._portal_answer)

    async def _others(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._talk(reader, writer, self._other_answer)

    async def _talk(self, reader, writer, make) -> None:  # type: ignore[no-untyped-def]
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")
                method, target = lines[0].split(" ")[:2]
                fields = {k.strip().lower(): v.strip() for k, _, v in (one.partition(":") for one in lines[1:])}
                body = await reader.readexactly(int(fields.get("content-length", "0") or 0))
                made = make(method, target, fields, body)
                if made is None:
                    break
                status, extra, content = made
                self.asked[method, status] += 1
                self.log.append((method, target, status))
                if self.delay:
                    await asyncio.sleep(self.delay)
                writer.write(self._render(method, status, extra, content))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    def _render(self, method: str, status: int, extra: dict[str, str], content: bytes) -> bytes:
        fields = {"Date": format_datetime(self._now(), usegmt=True), "Server": "nginx", **extra}
        if status != 304:
            fields["Content-Length"] = str(len(content))
        head = f"HTTP/1.1 {status} X\r\n" + "".join(f"{k}: {v}\r\n" for k, v in fields.items()) + "\r\n"
        return head.encode("latin-1") + (b"" if method == "HEAD" or status == 304 else content)

    def _now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=self.portal.day)

    def _other_answer(self, method: str, target: str, fields: dict[str, str], body: bytes):  # type: ignore[no-untyped-def]
        if target.startswith("/hook"):
            self.messages.append((fields.get("idempotency-key", ""), body))
            return 200, {"Content-Type": "application/json"}, b"{}"
        if target.startswith("/ping"):
            return 200, {"Content-Type": "text/plain"}, b"ok"
        sound = target.startswith("/page/") and target not in self.portal.external_gone
        title = "外部网站" if sound else "404"
        text = f"<html><title>{title}</title><body><h1>{title}</h1><p>{target}</p></body></html>".encode()
        return (200 if sound else 404), {"Content-Type": "text/html; charset=utf-8"}, text

    def _portal_answer(self, method: str, target: str, fields: dict[str, str], body: bytes):  # type: ignore[no-untyped-def]
        portal = self.portal
        if portal.down:
            self.asked[method, 0] += 1
            return None
        if portal.firewall:
            return 403, {"Content-Type": "text/html; charset=utf-8"}, WAF.encode()
        made = self.cache.get(target)
        if made is None:
            made = self.cache[target] = pages.answer(portal, target)
        extra = {"Content-Type": made.kind}
        if made.location:
            return made.status, {**extra, "Location": made.location}, made.body
        if made.status != 200:
            return made.status, extra, made.body
        return self._conditional(target, fields, made, extra)

    def _conditional(self, target: str, fields: dict[str, str], made: pages.Answer, extra: dict[str, str]):  # type: ignore[no-untyped-def]
        kind = self.portal.validators
        digest = hashlib.md5(made.body).hexdigest()[:16]
        if self.stamps.get(target, ("", None))[0] != digest:
            self.stamps[target] = (digest, self._now())
        tag = f'W/"{digest}"' if kind == "weak" else f'"{digest}"'
        since = format_datetime(self.stamps[target][1], usegmt=True)
        if kind in ("etag", "both", "weak"):
            extra["ETag"] = tag
        if kind in ("modified", "both"):
            extra["Last-Modified"] = since
        by_tag = fields.get("if-none-match")
        same = by_tag == tag if by_tag else fields.get("if-modified-since") == since
        if self.portal.honours and kind != "neither" and same and (by_tag or "if-modified-since" in fields):
            return 304, extra, b""
        return 200, extra, made.body
