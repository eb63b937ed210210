"""The desk on a socket: what listens, whose word on addresses is believed, how it stops."""

from __future__ import annotations

import gc
import socket
from contextlib import suppress
from ipaddress import ip_address

import uvicorn
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI

from desk.app import application
from desk.desk import Desk
from desk.issue_query import PAGE, read_query
from desk.live import Live
from desk.pages import environment
from desk.patience import Prompt
from desk.settings import DeskSettings
from desk.tallied import counts_of, facets_beside
from store.errors import StoreError

_THREADS = 80  # pages that are worked on at once; a deed that waits for the database holds one
_WARMED = 3  # sites whose lists are counted before the first request
_GRACE = 5  # seconds that requests under way are given when the desk stops; streams end with it


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Head and body of an answer are written apart: without this each waits 40 ms for the other's acknowledgement.
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made.bind((host, port))
        made.listen(512)
        made.setblocking(False)
    except OSError:
        made.close()
        raise
    return made


class DeskServer(uvicorn.Server):
    """Ends the streams before it waits for what is under way: they have no end of their own."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin."""
        current_default_thread_limiter().total_tokens = _THREADS
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop."""
        live = getattr(self.config.app.state, "live", None) if isinstance(self.config.app, FastAPI) else None
        if isinstance(live, Live):
            live.close()
        await super().shutdown(sockets)


def server_of(desk: Desk) -> uvicorn.Server:
    """One process. X-Forwarded-For is believed from the named proxies alone: an address counts tries to sign in."""
    trusted = desk.settings.trusted
    app = application(desk)
    _warm(desk)
    config = uvicorn.Config(
        app,
        proxy_headers=bool(trusted),
        forwarded_allow_ips=trusted or None,
        access_log=False,  # the guard writes its own lines, without queries
        log_config=None,
        server_header=False,
        lifespan="on",
        ws="none",
        http=Prompt,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_GRACE,
    )
    return DeskServer(config)


def _warm(desk: Desk) -> None:
    """Before anybody waits: read the templates, count what the morning's lists show, and spare the collector what
    stays anyway (to go through it stops all for a tenth of a second)."""
    templates = environment()
    for name in templates.list_templates():
        templates.get_template(name)
    with suppress(StoreError):
        sites = desk.plans.sites()
        for site in sites[:_WARMED]:
            begun, _ = read_query([("state", "alive")])
            asked = begun.filter(site, desk.now(desk.plans.of(site)), PAGE)
            counts_of(desk, asked, facets_beside(sites))
            desk.store.slim_issues(asked)
    gc.collect()
    gc.freeze()


def address_of(listener: socket.socket) -> str:
    """Where people on this machine open it."""
    host, port = listener.getsockname()[:2]
    if ip_address(host).is_unspecified:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def exposure(settings: DeskSettings, host: str) -> str | None:
    """What is risky about where the desk listens, in Chinese; None: nothing."""
    try:
        inside = ip_address(host).is_loopback
    except ValueError:
        inside = host == "localhost"
    if inside or settings.secure:
        return None
    return (
        "办理台对其他机器开放，但没有用 https：密码会明文经过网络。"
        "请放在反向代理后面，并设置 XUNJIAN_DESK_URL=https://…"
    )
