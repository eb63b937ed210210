"""A local HTTP server for tests: each address has its own answer, and every request is kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """Answers by path; what is not named is an honest 404."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self._host = host
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []
        self.base = ""
        self._runner: web.AppRunner | None = None

    def page(self, path: str, html: str, status: int = 200, kind: str = "text/html", **headers: str) -> None:
        """A fixed answer."""

        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(body=html.encode(), status=status, content_type=kind, headers=headers)

        self.answers[path] = answer

    def redirect(self, path: str, to: str) -> None:
        """A 302."""
        self.page(path, "", 302, Location=to)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.method, request.raw_path))
        answer = self.answers.get(request.raw_path)
        if answer is None:
            return web.Response(status=404, text="<title>404</title>", content_type="text/html")
        return await answer(request)

    async def __aenter__(self) -> Site:
        app = web.Application(client_max_size=1)
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, 0)
        await site.start()
        self.base = f"http://{self._host}:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
