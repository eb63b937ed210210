"""Firewalls in front of a generated portal: a script challenge that sets a cookie, and a captcha."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from aiohttp import web

CHALLENGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>请稍候</title></head><body><script>
(function(){{var k="{nonce}",s=0;for(var i=0;i<k.length;i++){{s=(s*31+k.charCodeAt(i))%1000003;}}
setTimeout(function(){{document.cookie="{name}="+k+"_"+s+"; path=/";{reload}}},{wait});}})();
</script><noscript>请开启JavaScript并刷新该页.</noscript></body></html>"""
CAPTCHA = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>安全验证</title></head><body>
<h3>为了您的访问安全，请输入验证码后继续访问</h3>
<img src="/captcha.png" alt="验证码"><input name="code"><button>提交</button>
</body></html>"""
RELOADS = ["location.reload();", "location.href=location.href;", "window.location.replace(window.location.href);"]


@dataclass
class Wall:
    """`status` with a challenge for every path that begins with one of `over`; `bound`: to one browser."""

    status: int = 412
    over: tuple[str, ...] = ("/",)
    captcha: bool = False
    bound: bool = False
    name: str = "wzws_cid"
    wait: int = 50
    reload: int = 0
    stopped: int = 0
    issued: dict[str, str] = field(default_factory=dict)

    def stops(self, request: web.Request) -> web.Response | None:
        if not request.raw_path.startswith(self.over) or request.raw_path == "/robots.txt":
            return None
        if self.captcha:
            self.stopped += 1
            return self._page(403, CAPTCHA)
        agent = request.headers.get("User-Agent", "")
        cookie = request.cookies.get(self.name, "")
        nonce, _, answer = cookie.partition("_")
        if nonce in self.issued and answer == str(_sum(nonce)) and (not self.bound or self.issued[nonce] == agent):
            return None
        self.stopped += 1
        nonce = hashlib.sha256(f"{self.stopped}{agent}".encode()).hexdigest()[:12]
        self.issued[nonce] = agent
        text = CHALLENGE.format(nonce=nonce, name=self.name, wait=self.wait, reload=RELOADS[self.reload])
        return self._page(self.status, text)

    def _page(self, status: int, text: str) -> web.Response:
        return web.Response(status=status, body=text.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def _sum(nonce: str) -> int:
    total = 0
    for each in nonce:
        total = (total * 31 + ord(each)) % 1000003
    return total
