"""A proxy that nobody named: what it says of addresses is not believed, and somebody must hear so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from threading import Lock

from fastapi import Request

from spiders import logs

AGAIN = timedelta(hours=1)  # between two lines of the log
_SHOWN = timedelta(days=1)  # so long admins see it on the page of people
HEADER = "x-forwarded-for"
log = logs.get(__name__)


@dataclass(frozen=True, slots=True)
class Stranger:
    """Who said whom it speaks for, and is not believed."""

    address: str
    at: datetime

    @property
    def words(self) -> str:
        """What that means, and the mend, in Chinese."""
        return (
            f"有请求经 {self.address} 转来，但 XUNJIAN_DESK_PROXIES 没有写这个地址：登录地址都会记成它，"
            f"一人输错密码会连累大家。它若是反向代理，请把 {self.address} 写进 XUNJIAN_DESK_PROXIES 后重启办理台；"
            "若不是，可能有人伪造来源地址，可不理会"
        )


class Strangers:
    """The one that was told last. Who sends many headers makes few lines."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: Stranger | None = None

    def heed(self, request: Request, trusted: Iterable[str], now: datetime) -> None:
        """Tell the log of a stranger, once an hour."""
        said = request.headers.getlist(HEADER)
        peer = request.client.host if request.client is not None else ""
        if not said or not is_stranger(peer, said, trusted):
            return
        with self._lock:
            if self._last is not None and abs(now - self._last.at) < AGAIN:
                return
            self._last = Stranger(peer, now)
        log.warning(self._last.words, address=peer)

    def shown(self, now: datetime) -> Stranger | None:
        """What admins are to know."""
        last = self._last
        return last if last is not None and now - last.at < _SHOWN else None


def is_stranger(peer: str, said: Iterable[str], trusted: Iterable[str]) -> bool:
    """Whether the header was not believed. `peer`: as uvicorn leaves it, one of the named where it did believe."""
    named = [one.strip() for line in said for one in line.split(",")]
    if any(one == peer or one.startswith((f"{peer}:", f"[{peer}]")) for one in named):
        return False
    try:
        ip = ip_address(peer)
    except ValueError:  # no address: a socket of this machine, a test
        return False
    return not any(ip in ip_network(one, strict=False) for one in trusted)
