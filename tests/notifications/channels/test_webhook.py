"""The office's own address: what it is sent, how it can trust it, and what its answers mean."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from inspection.alerting import Webhook as Settings
from inspection.errors import DeliveryError
from inspection.telling import Kind
from notifications.alert import Alert, Mention, Shown
from notifications.channels.webhook import LISTED, Webhook
from tests.notifications.channels.hostile import ID, alert, live, titles

SCHEMA = json.loads((Path(__file__).resolve().parents[3] / "docs/alert.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)
NOW = datetime(2025, 3, 25, 0, 30, tzinfo=UTC)
KEY = "Kq3-schluessel-9931"


@dataclass
class Office:
    """A strict receiver: checks signature, age and form, and takes each id once."""

    url: str = ""
    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)
    taken: dict[str, Mapping[str, object]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    asked: int = 0

    async def handle(self, request: web.Request) -> web.Response:
        self.asked += 1
        body = await request.read()
        if request.headers.get("Content-Type") != "application/json; charset=utf-8":
            self.complaints.append("type")
        stamp = request.headers.get("X-Xunjian-Timestamp", "0")
        if abs(int(stamp) - NOW.timestamp()) > 300:
            self.complaints.append("too old")
        expected = "sha256=" + hmac.new(KEY.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(request.headers.get("X-Xunjian-Signature", ""), expected):
            self.complaints.append("signature")
        document = json.loads(body)
        VALID.validate(document)
        if not document["id"] == request.headers["X-Xunjian-Id"] == request.headers["Idempotency-Key"]:
            self.complaints.append("id")
        self.taken[document["id"]] = document
        return web.Response(status=self.status, headers=self.headers)


@asynccontextmanager
async def office(status: int = 204, headers: Mapping[str, str] | None = None) -> AsyncIterator[Office]:
    receiver = Office(status=status, headers=headers or {})
    app = web.Application(client_max_size=1 << 20)
    app.router.add_post("/{rest:.*}", receiver.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook?token=geheim-4711"
    try:
        yield receiver
    finally:
        await runner.cleanup()


def channel(url: str | None = None, **environment: str) -> Webhook:
    given = {"ADDRESS": url or "http://127.0.0.1/", "KEY": KEY, **environment}
    return Webhook(Settings(url_env="ADDRESS", secret_env="KEY"), given, clock=lambda: NOW)


async def refusal(made: Webhook, about: Alert) -> DeliveryError:
    with pytest.raises(DeliveryError) as raised:
        await made.send(made.render(about))
    assert "geheim" not in str(raised.value)
    assert KEY not in str(raised.value)
    return raised.value


async def test_a_strict_receiver_takes_it() -> None:
    async with office() as receiver:
        made = channel(receiver.url)
        await made.send(made.render(alert("首页链接失效")))

    assert receiver.complaints == []
    assert list(receiver.taken) == [ID]


async def test_a_wrong_key_is_noticed_by_the_receiver() -> None:
    async with office() as receiver:
        made = channel(receiver.url, KEY="another")
        await made.send(made.render(alert("甲")))

    assert receiver.complaints == ["signature"]


@pytest.mark.parametrize("status", [200, 201, 202, 204])
async def test_any_two_hundred_is_a_yes(status: int) -> None:
    async with office(status) as receiver:
        made = channel(receiver.url)

        assert await made.send(made.render(alert("甲"))) == {"status": status}


@pytest.mark.parametrize(
    ("status", "permanent"),
    [(s, False) for s in (408, 425, 429, 500, 502, 503, 504)]
    + [(s, True) for s in (301, 308, 400, 401, 403, 404, 410, 413, 422)],
)
async def test_a_no_is_tried_again_or_not_as_its_status_says(status: int, permanent: bool) -> None:
    async with office(status, {"Location": "/elsewhere"}) as receiver:
        error = await refusal(channel(receiver.url), alert("甲"))

    assert error.permanent is permanent
    assert receiver.asked == 1


async def test_retry_after_is_honoured() -> None:
    async with office(503, {"Retry-After": "Tue, 25 Mar 2025 00:32:00 GMT"}) as receiver:
        error = await refusal(channel(receiver.url), alert("甲"))

    assert error.retry_after == timedelta(minutes=2)


async def test_nobody_listening_is_tried_again() -> None:
    async with office() as receiver:
        pass

    assert not (await refusal(channel(receiver.url), alert("甲"))).permanent


@pytest.mark.parametrize("url", ["geheim", "file:///geheim", "http://", "http://[geheim", "http://x:geheim/"])
async def test_an_address_that_is_none_is_given_up_without_showing_it(url: str) -> None:
    error = await refusal(channel(url), alert("甲"))

    assert error.permanent
    assert "ADDRESS" in str(error)


@pytest.mark.parametrize("variable", ["ADDRESS", "KEY"])
async def test_a_missing_variable_is_named(variable: str) -> None:
    error = await refusal(channel(**{variable: " "}), alert("甲"))

    assert error.permanent
    assert variable in str(error)


@settings(max_examples=60, deadline=None)
@given(
    found=st.lists(titles, max_size=5),
    headline=titles,
    text=titles,
    kind=st.sampled_from(Kind),
    more=st.one_of(titles, st.just(""), st.just("https://desk.example.org/issues?unit=%E5%8A%9E")),
    unit=st.one_of(st.none(), titles),
)
def test_every_document_fits_the_schema_and_nothing_in_it_is_live(
    found: list[str], headline: str, text: str, kind: Kind, more: str, unit: str | None
) -> None:
    about = alert(
        *found, headline=headline, text=text, kind=kind, more=more, unit=unit, mentions=(Mention("值班编辑"),)
    )
    document = channel().render(about)

    VALID.validate(json.loads(json.dumps(document)))
    foreign = [
        document["headline"],
        document["text"],
        document["unit"] or "",
        *(one["title"] for one in document["lines"]),
    ]
    assert [live(words) for words in foreign] == [[]] * len(foreign)


def test_what_does_not_fit_is_counted() -> None:
    document = channel().render(alert(*["甲"] * (LISTED + 7), total=500))

    assert (len(document["lines"]), document["hidden"]) == (LISTED, 500 - LISTED)


def test_the_schema_lists_every_key_that_is_sent() -> None:
    told = alert("甲")
    document = channel().render(replace(told, pictures=(Shown(told.lines[0].issue, "断链"),)))

    assert set(document) == set(SCHEMA["properties"])
    assert set(document["lines"][0]) == set(SCHEMA["$defs"]["line"]["properties"])
