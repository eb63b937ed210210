"""The demo's servers on loopback: the portal, another office, a firewall, and a port that refuses."""

from __future__ import annotations

import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from hashlib import sha1
from urllib.parse import unquote

from aiohttp import web

from demo.answers import Answer, Hosts, Manner
from demo.content import Site, load
from demo.listening import LOOPBACK, listening
from demo.oddities import firewall_answers, partner_answers
from demo.portal import build


class Server:
    """Answers for one host. `asked` counts the requests for each address."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: Counter[str] = Counter()

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """One request."""
        raw_path, mark, query = request.raw_path.partition("?")
        path = unquote(raw_path)
        full = f"{path}{mark}{query}"
        self.asked[full] += 1
        answer = self.answers.get(full) or self.answers.get(path) or self.answers[""]
        return _give(request, answer, first=self.asked[full] == 1)


def _give(request: web.BaseRequest, answer: Answer, *, first: bool) -> web.StreamResponse:
    manner = answer.manner
    if manner is Manner.RESET or (manner is Manner.RESET_ONCE and first):
        _reset(request)
    if manner is Manner.BUSY_ONCE and first:
        return web.Response(status=503, text="Service Unavailable")
    if request.method == "HEAD" and manner is Manner.NO_HEAD:
        return web.Response(status=405, headers={"Allow": "GET"})
    if request.method == "HEAD" and manner is Manner.HEAD_LIES:
        return web.Response(status=404)
    headers = {"Content-Type": answer.content_type, "Server": "nginx"}
    if answer.location:
        headers["Location"] = answer.location
    elif answer.status == 200:
        headers["ETag"] = f'"{sha1(answer.body, usedforsecurity=False).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == headers["ETag"]:
            return web.Response(status=304, headers={"ETag": headers["ETag"]})
    return web.Response(body=answer.body, status=answer.status, headers=headers)


def _reset(request: web.BaseRequest) -> None:
    """Drop the connection with a RST, as an overloaded gateway does."""
    if request.transport is None:
        return
    sock = request.transport.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()


@asynccontextmanager
async def serving(site: Site | None = None) -> AsyncIterator[Hosts]:
    """Serve the demo for as long as the context lasts, on free ports."""
    async with AsyncExitStack() as stack:
        home, partner, firewall = Server(), Server(), Server()
        closed = stack.enter_context(socket.socket())
        closed.bind((LOOPBACK, 0))  # bound and never listening: every connection is refused
        hosts = Hosts(
            home=await stack.enter_async_context(listening(home.handle)),
            partner=await stack.enter_async_context(listening(partner.handle)),
            firewall=await stack.enter_async_context(listening(firewall.handle)),
            closed=f"http://{LOOPBACK}:{closed.getsockname()[1]}",
        )
        home.answers = build(hosts, site or load())
        partner.answers = partner_answers()
        firewall.answers = firewall_answers()
        yield hosts
