"""How a group robot is called: one POST, its HTTP answer and the error code in its body; no secret in any error."""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Generic, TypeVar
from urllib.parse import quote, quote_plus

import aiohttp
from yarl import URL

from inspection.errors import DeliveryError
from notifications.channels.channel import Environment, Receipt
from notifications.readable import plain

Clock = Callable[[], datetime]
PATIENCE = timedelta(seconds=15)  # for the whole exchange
LONGEST_WAIT = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
_BODY = 64 * 1024  # bytes read of an answer
_SAID = 80  # characters shown of what the robot said
_HINT = 6  # characters of a secret that are too many in an error
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~=-]{0,255}")
_MOBILE = re.compile(r"\+?\d{6,15}")
_NOT_YET = frozenset({302, 303, 307, 408, 425})  # a network's log-in page redirects for a while


def machine_clock() -> datetime:
    """Signatures carry the machine's time, whatever day is judged."""
    return datetime.now(UTC)


S = TypeVar("S")


@dataclass(frozen=True)
class GroupRobot(Generic[S]):
    """What the robots of all platforms are made of: the plan's settings, where secrets come from, and clocks."""

    settings: S
    environment: Environment = field(repr=False)
    clock: Clock = machine_clock
    patience: timedelta = PATIENCE
    updates: bool = field(default=False, init=False)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an error code says (Chinese), whether trying again is useless, and how long to wait otherwise."""

    said: str
    permanent: bool = True
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Robot:
    """One platform: its name in errors, where its answers hold code and words, and what its codes mean.

    A code that is not listed is temporary: the outbox tries again, and gives up after a while.
    """

    name: str
    code_keys: tuple[str, ...]
    said_keys: tuple[str, ...]
    codes: Mapping[int, Meaning]
    by_words: tuple[tuple[int, str, Meaning], ...] = ()  # a code that means two things: told apart by what is said

    async def post(
        self,
        url: str,
        body: Mapping[str, Any],
        secrets: Sequence[str],
        *,
        clock: Clock = machine_clock,
        patience: timedelta = PATIENCE,
    ) -> Receipt:
        """Send `body` as JSON to `url`, which is already encoded. Raises DeliveryError unless the robot says yes."""
        data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        try:
            status, headers, raw = await _exchange(url, data, patience)
        except TimeoutError:
            raise DeliveryError(f"{self.name}超时未应答", permanent=False) from None
        except ssl.SSLError:
            # Before ValueError, which such an error is too. The office's proxy may be mended, so it is tried again.
            raise DeliveryError(f"{self.name}的加密连接失败：证书不受信任或已过期", permanent=False) from None
        except (aiohttp.InvalidURL, ValueError):
            raise DeliveryError(f"{self.name}的接口地址不正确，请检查 base_url", permanent=True) from None
        except (aiohttp.ClientError, OSError) as error:
            # Neither its words nor the error itself: both may hold the address, and that holds the key.
            said = f"{self.name}无法连接，或应答无法读取（{type(error).__name__}）"
            raise DeliveryError(said, permanent=False) from None
        return self._judge(status, headers, raw, secrets, clock())

    def _judge(
        self, status: int, headers: Mapping[str, str], raw: bytes, secrets: Sequence[str], now: datetime
    ) -> Receipt:
        answer = _object(raw)
        code = next((number for key in self.code_keys if (number := _number(answer.get(key))) is not None), None)
        asked = retry_after(headers, now)
        if 200 <= status < 300:
            if code is None:
                raise DeliveryError(f"{self.name}的应答无法识别", permanent=False, retry_after=asked)
            if code != 0:
                raise self._refusal(code, answer, secrets, asked)
            return {"code": code, "said": self._quotable(answer, secrets)}
        meaning = self._meaning(code, self._said(answer))
        if status == 429 or status >= 500 or status in _NOT_YET or (meaning and not meaning.permanent):
            wait = asked or (meaning.wait if meaning else None) or (MINUTE if status == 429 else None)
            said = "要求放慢发送" if status == 429 else "暂时不可用"
            raise DeliveryError(f"{self.name}{said}（HTTP {status}）", permanent=False, retry_after=wait)
        if meaning and code is not None:
            raise self._refusal(code, answer, secrets, asked)
        raise DeliveryError(f"{self.name}拒收（HTTP {status}），请检查密钥和接口地址", permanent=True)

    def _refusal(
        self, code: int, answer: Mapping[str, Any], secrets: Sequence[str], asked: timedelta | None
    ) -> DeliveryError:
        meaning = self._meaning(code, self._said(answer)) or Meaning("错误码含义不明", permanent=False)
        words = self._quotable(answer, secrets)
        quoted = f"，原文：{words}" if words else ""
        return DeliveryError(
            f"{self.name}未接收：{meaning.said}（错误码 {code}{quoted}）",
            permanent=meaning.permanent,
            retry_after=None if meaning.permanent else asked or meaning.wait,
        )

    def _quotable(self, answer: Mapping[str, Any], secrets: Sequence[str]) -> str:
        said = self._said(answer)
        return "" if _hints(said, secrets) else plain(said, _SAID)

    def _said(self, answer: Mapping[str, Any]) -> str:
        return next((str(answer[key]) for key in self.said_keys if answer.get(key)), "")

    def _meaning(self, code: int | None, said: str) -> Meaning | None:
        told = (meaning for number, words, meaning in self.by_words if number == code and words in said.casefold())
        return next(told, None) or (self.codes.get(code) if code is not None else None)


async def _exchange(url: str, data: bytes, patience: timedelta) -> tuple[int, Mapping[str, str], bytes]:
    timeout = aiohttp.ClientTimeout(total=patience.total_seconds())
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "xunjian"}
    async with (
        aiohttp.ClientSession(timeout=timeout, trust_env=True, cookie_jar=aiohttp.DummyCookieJar()) as session,
        session.post(URL(url, encoded=True), data=data, headers=headers, allow_redirects=False) as answer,
    ):
        read = bytearray()
        async for piece in answer.content.iter_any():
            read += piece
            if len(read) > _BODY:
                break
        return answer.status, answer.headers, bytes(read)


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the answer asks us to wait (seconds, or an HTTP date), at most an hour; None where it does not say."""
    said = next((value for key, value in headers.items() if key.lower() == "retry-after"), "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", said):
        return min(timedelta(seconds=float(said)), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, TypeError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta(0)), LONGEST_WAIT)


def secret(environment: Environment, variable: str) -> str:
    """A secret that may be any text. Raises DeliveryError naming the variable where it is not set."""
    value = environment.get(variable, "").strip()
    if not value:
        raise DeliveryError(f"没有设置环境变量 {variable}", permanent=True)
    return value


def key(environment: Environment, variable: str) -> str:
    """A secret that becomes part of an address: letters, digits and `._~=-` only."""
    value = secret(environment, variable)
    if not _KEY.fullmatch(value):
        said = f"环境变量 {variable} 的值不是密钥，请只填写密钥本身，不要填写整个 Webhook 地址"
        raise DeliveryError(said, permanent=True)
    return quote(value, safe="")


def mobiles(environment: Environment, variables: Sequence[str]) -> list[str]:
    """The numbers that these variables hold; one that is missing or no number is left out: the message matters more."""
    found = (re.sub(r"[\s()-]", "", environment.get(variable, "")) for variable in variables)
    return list(dict.fromkeys(number for number in found if _MOBILE.fullmatch(number)))


def _object(raw: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _number(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}", value) else None


def _hints(said: str, secrets: Sequence[str]) -> bool:
    """Whether an answer repeats so much of a secret that it must not be shown."""
    told = said.casefold()
    for one in secrets:
        for form in {one.casefold(), quote(one, safe="").casefold(), quote_plus(one).casefold()}:
            size = min(_HINT, len(form))
            if any(form[start : start + size] in told for start in range(len(form) - size + 1)):
                return True
    return False
