"""Firewalls of many makes, put before a server on loopback: strict, seeded, and counting what they refuse."""

from __future__ import annotations

import base64
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SCRIPTED = ("arithmetic", "atob", "packed", "codes", "external")
RELOADS = ("reload", "replace", "href", "form", "meta", "timer")
HARD = ("captcha", "slider", "login", "notice", "notice-200", "forbidden")
NAMES = ("acw_sc__v2", "__jsl_clearance_s", "wzws_cid", "FSSBBIl1UgzbN7N80T", "https_waf_cookie", "sec_ok", "_t")


@dataclass(frozen=True, slots=True)
class Make:
    """How one firewall works. `uses` and `seconds`: how long a cookie holds."""

    status: int = 412
    name: str = "acw_sc__v2"
    work: str = "arithmetic"
    reload: str = "reload"
    uses: int | None = None
    seconds: float | None = None
    agent_bound: bool = False
    path: str = "/"  # what is guarded, and what the cookie holds for
    first: bool = False  # a cookie by header comes first, without which the other is worth nothing
    marked: bool = True  # words in the page by which people know the make
    head: bool = True  # HEAD is refused, too
    lenience: int | None = None  # refused requests, after which everything is refused for good
    hard: str = ""  # what no script passes
    deaf: bool = False  # lets no plain request through, whatever its cookies: asks for what browsers alone send


def make(seed: int) -> Make:
    """A firewall that a browser's script passes."""
    rng = random.Random(f"firewall-{seed}")
    status = rng.choice((412, 202, 403, 503, 200, 200, 521))
    made = Make(
        status=status,
        name=rng.choice(NAMES),
        work=rng.choice(SCRIPTED),
        reload=rng.choice(RELOADS),
        uses=rng.choice((None, None, 40)),
        agent_bound=rng.random() < 0.5,
        first=rng.random() < 0.3,
        marked=rng.random() < 0.5,
        head=rng.random() < 0.6,
    )
    return replace(made, status=200) if made.work == "external" and not made.marked and status in (403, 503) else made


def hard(kind: str, seed: int = 0) -> Make:
    """A firewall that no script passes."""
    rng = random.Random(f"hard-{seed}-{kind}")
    return Make(status=200 if kind == "notice-200" else rng.choice((403, 405, 503)), hard=kind)


@dataclass(slots=True)
class Firewall:
    """One firewall at work."""

    make: Make
    seed: int = 0
    refused: int = 0
    let: int = 0
    _pending: dict[str, str] = field(default_factory=dict)  # value → agent
    _valid: dict[str, list[float]] = field(default_factory=dict)  # value → [uses, until]
    _agents: dict[str, str] = field(default_factory=dict)
    _rng: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self._rng = random.Random(f"at work {self.seed}")

    def grant(self, agent: str) -> dict[str, str]:
        """What the script would have come to: for tests without a browser."""
        value = self._new(agent)
        return {self.make.name: value, **({"__jsluid_h": "1"} if self.make.first else {})}

    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """The site's answer, or the firewall's."""
        if not request.path.startswith(self.make.path) or request.path == "/_waf/c.js":
            return self._script(request) if request.path == "/_waf/c.js" else await handler(request)
        if request.method == "HEAD" and not self.make.head:
            return await handler(request)
        if self._lets(request):
            self.let += 1
            return await handler(request)
        self.refused += 1
        return self._refusal(request)

    def _lets(self, request: web.Request) -> bool:
        made, agent = self.make, request.headers.get("User-Agent", "")
        if made.hard or (made.lenience is not None and self.refused > made.lenience):
            return False
        if made.deaf and "Sec-Fetch-Mode" not in request.headers:
            return False
        value = request.cookies.get(made.name, "")
        if made.first and request.cookies.get("__jsluid_h") != "1":
            return False
        if value in self._pending:
            self._agents[value] = self._pending.pop(value)
            until = time.monotonic() + made.seconds if made.seconds is not None else 1e18
            self._valid[value] = [float(made.uses or 10**9), until]
        if value not in self._valid or (made.agent_bound and self._agents[value] != agent):
            return False
        left = self._valid[value]
        left[0] -= 1
        return left[0] >= 0 and time.monotonic() < left[1]

    def _new(self, agent: str) -> str:
        value = f"{self._rng.randrange(10**6, 10**7)}"
        self._pending[value] = agent
        return value

    def _refusal(self, request: web.Request) -> web.Response:
        made = self.make
        if made.hard:
            return web.Response(status=_hard_status(made), text=_HARD[made.hard], content_type="text/html")
        body = self._challenge(request.headers.get("User-Agent", ""))
        answer = web.Response(status=made.status, text=body, content_type="text/html")
        if made.first:
            answer.set_cookie("__jsluid_h", "1", httponly=True)
        return answer

    def _challenge(self, agent: str) -> str:
        made = self.make
        mark = "<!-- waf challenge-platform _waf_ -->" if made.marked else ""
        script = _script(made, int(self._new(agent)), self._rng)
        if made.work == "external":
            self._external = script
            return f'<html><head><script src="/_waf/c.js"></script></head><body>{mark}</body></html>'
        meta = '<meta http-equiv="refresh" content="1">' if made.reload == "meta" else ""
        return f"<html><head><meta charset=utf-8>{meta}</head><body>{mark}<script>{script}</script></body></html>"

    _external: str = ""

    def _script(self, _: web.Request) -> web.Response:
        return web.Response(text=self._external, content_type="application/javascript")


def _script(made: Make, value: int, rng: random.Random) -> str:
    """A script that sets the cookie to `value` and comes back."""
    a = rng.randrange(10, 99)
    whole, rest = divmod(value, a)
    computed = f"({whole}*{a}+{rest})"
    cookie = f"document.cookie='{made.name}='+{computed}+';path={made.path}'"
    back = {
        "reload": "location.reload()",
        "replace": "location.replace(location.href)",
        "href": "location.href=location.pathname+location.search",
        "form": "var f=document.createElement('form');f.action=location.pathname;f.method='get';"
        "document.body.appendChild(f);f.submit()",
        "meta": "void 0",
        "timer": "setTimeout(function(){location.reload()},600)",
    }[made.reload]
    if made.work == "external" and made.reload == "meta":
        back = "location.reload()"
    if made.work == "external" and made.reload == "form":
        back = "addEventListener('load',function(){" + back + "})"
    code = f"{cookie};{back};"
    if made.work == "atob":
        return f"eval(atob('{base64.b64encode(code.encode()).decode()}'))"
    if made.work == "packed":
        words = code.replace("\\", "\\\\").replace("'", "\\'").replace("cookie", "\x01").replace("location", "\x02")
        words = words.replace("\x01", "0k").replace("\x02", "1k")
        return (
            "eval(function(p,k){for(var i=0;i<k.length;i++){p=p.split(i+'k').join(k[i])}return p}"
            f"('{words}',['coo'+'kie','loca'+'tion']))"
        )
    if made.work == "codes":
        numbers = ",".join(str(ord(letter) ^ 7) for letter in code)
        return f"var s='';[{numbers}].forEach(function(n){{s+=String.fromCharCode(n^7)}});(0,eval)(s)"
    return code


def _hard_status(made: Make) -> int:
    return 200 if made.hard in {"slider", "login", "notice-200"} else made.status


_RUN = "<script>document.cookie='seen=1';setTimeout(function(){},5)</script>"
_HARD = {
    "captcha": f"<title>安全验证</title><p>请输入验证码</p><input name=code><img src=/c.png>{_RUN}",
    "slider": f"<title>安全验证</title><p>请按住滑块，拖动到最右边</p><div class=nc_1_wrapper></div>{_RUN}",
    "login": f"<title>身份验证</title><p>请登录</p><input name=user><input type=password>{_RUN}",
    "notice": f"<title>访问被拦截</title><h1>您的访问请求已被拦截</h1><p>事件编号 1234</p>{_RUN}",
    "notice-200": "<title>访问被拦截</title><h1>您的访问请求已被拦截</h1><p>事件编号 1234</p>",
    "forbidden": f"<title>Access Denied</title><h1>Access Denied</h1>{_RUN}",
}
