"""One server for every host name of the stage: plain on 80, TLS on 443, answers chosen by the Host header."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as a host's site sees it."""

    method: str
    host: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict[str, object]:
        found = json.loads(self.body or b"{}")
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    hang: float = 0.0


def html(text: str, status: int = 200, **headers: str) -> Answer:
    return Answer(text.encode(), status, headers={name.replace("_", "-"): value for name, value in headers.items()})


def as_json(value: object, status: int = 200, kind: str = "application/json; charset=utf-8") -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), status, kind)


NOT_FOUND = html("<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>", 404)
Site = Callable[[Asked], Answer]


class Stage:
    """Host name → site; every request is kept, in order."""

    def __init__(self) -> None:
        self.sites: dict[str, Site] = {}
        self.log: list[Asked] = []
        self._lock = threading.Lock()

    def answer(self, asked: Asked) -> Answer:
        with self._lock:
            self.log.append(asked)
        site = self.sites.get(asked.host)
        return site(asked) if site else NOT_FOUND

    def asked(self, host: str, path: str = "") -> list[Asked]:
        with self._lock:
            return [one for one in self.log if one.host == host and one.path.startswith(path)]

    def open(self, context: ssl.SSLContext) -> None:
        for port in (80, 443):
            server = _server(self, port)
            if port == 443:
                server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
            threading.Thread(target=server.serve_forever, daemon=True).start()


def _server(stage: Stage, port: int) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def do_GET(self) -> None:
            self._serve()

        do_POST = do_HEAD = do_GET  # noqa: N815

        def _serve(self) -> None:
            parts = urlsplit(self.path)
            size = int(self.headers.get("Content-Length") or 0)
            asked = Asked(
                self.command, (self.headers.get("Host") or "").partition(":")[0], unquote(parts.path),
                dict(parse_qsl(parts.query, keep_blank_values=True)),
                {name.lower(): value for name, value in self.headers.items()}, self.rfile.read(size) if size else b"",
            )  # fmt: skip
            answer = stage.answer(asked)
            if answer.hang:
                threading.Event().wait(answer.hang)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Silent."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, *_: object) -> None:
            """A visitor who hangs up is no fault of the stage."""

    return Server(("127.0.0.1", port), Handler)
