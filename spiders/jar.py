"""Cookies that a firewall gave a browser, and for which addresses they hold. Kept in memory, never logged or stored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from inspection.addresses import host_of, origin_of

_DEAD = ("max-age=0", "max-age=-", "expires=thu, 01 jan 1970", "expires=thu, 01-jan-1970")
_MAX = 200  # cookies of one host


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie. `domain` begins with a dot where it holds for the hosts below, too."""

    name: str
    value: str = field(repr=False)  # lets whoever has it through
    domain: str = ""
    path: str = "/"

    def holds_for(self, url: str) -> bool:
        """Whether a browser would send it there."""
        host = host_of(url).rpartition(":")[0] if ":" in host_of(url) else host_of(url)
        bare = self.domain.lstrip(".")
        if host != bare and not (self.domain.startswith(".") and host.endswith("." + bare)):
            return False
        path = url.removeprefix(origin_of(url)).partition("?")[0] or "/"
        folder = self.path if self.path.endswith("/") else self.path + "/"
        return path == self.path or path.startswith(folder)


class Jar:
    """The cookies of one site's hosts."""

    def __init__(self, cookies: Iterable[Cookie] = ()) -> None:
        self._cookies: dict[tuple[str, str, str], Cookie] = {}
        self.put(cookies)

    def put(self, cookies: Iterable[Cookie]) -> bool:
        """Keep these in place of those of the same name; whether any is new or has another value."""
        before = dict(self._cookies)
        for cookie in cookies:
            if len(self._cookies) < _MAX or (cookie.domain, cookie.path, cookie.name) in self._cookies:
                self._cookies[cookie.domain, cookie.path, cookie.name] = cookie
        return self._cookies != before

    def cookies_for(self, url: str) -> dict[str, str]:
        """What is sent to this address; of two of one name the one of the deeper path."""
        held = [cookie for cookie in self._cookies.values() if cookie.holds_for(url)]
        return {cookie.name: cookie.value for cookie in sorted(held, key=lambda cookie: len(cookie.path))}

    def heed(self, url: str, headers: Mapping[str, str]) -> None:
        """Take over the new values that a server gives cookies of the jar: some firewalls change them as one goes."""
        getall = getattr(headers, "getall", None)
        for line in getall("Set-Cookie", []) if getall and self._cookies else ():
            pair, _, rest = line.partition(";")
            name, _, value = (part.strip() for part in pair.partition("="))
            if value and not any(dead in rest.lower() for dead in _DEAD):
                for key, cookie in self._cookies.items():
                    if cookie.name == name and cookie.holds_for(url):
                        self._cookies[key] = Cookie(name, value, cookie.domain, cookie.path)

    def line(self) -> str:
        """As one line of JSON, for a child's pipe."""
        return json.dumps([asdict(cookie) for cookie in self._cookies.values()], ensure_ascii=True)

    @classmethod
    def of(cls, line: str) -> Jar:
        """What `line` wrote."""
        return cls(Cookie(**said) for said in json.loads(line))

    def __bool__(self) -> bool:
        return bool(self._cookies)
