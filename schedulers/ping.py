"""The dead-man's ping: an address of the office's choice is asked while the service is sound. Silence is the alarm."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit

import aiohttp

from schedulers.watchman import Watchman
from spiders import logs

LIMIT = 20.0  # seconds for one ping
AGAIN = 30.0  # seconds after a ping that failed, or a service that was not sound: it need not wait a whole interval

log = logs.get(__name__)


async def ping(url: str, every: float, watchman: Watchman, stop: asyncio.Event) -> None:
    """GET `url` every `every` seconds while the service is sound, until `stop`. Never raises; the address is a secret.

    Nothing is sent when something grave is wrong: whoever watches the address raises the alarm, as when the machine
    is off.
    """
    sound_before = True
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=LIMIT)) as session:
        while not stop.is_set():
            judgement = await watchman.judge()
            if judgement.sound:
                sent = await _asked(session, url)
            else:
                sent = False
                if sound_before:
                    log.error(
                        "服务不正常，停止向外报平安", why="；".join(t.words for t in judgement.troubles if t.grave)
                    )
            if judgement.sound and not sound_before:
                log.info("服务恢复正常，继续向外报平安")
            sound_before = judgement.sound
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), every if sent else min(every, AGAIN))


async def _asked(session: aiohttp.ClientSession, url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        async with session.get(url, allow_redirects=True) as answer:
            if answer.status < 400:
                return True
            log.warning("向外报平安未成功", host=host, status=answer.status)
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        log.warning("向外报平安未成功", host=host, error=type(error).__name__)
    return False
