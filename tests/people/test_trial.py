"""`alerts test` for every kind of channel: the yes, and what each says that it does not like."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.people.faults import DROPPED, HTML, Fault, answer
from tests.people.mail_server import PASSWORD, Mail
from tests.people.office import Ended, Office
from tests.people.portal import Portal
from tests.people.robots import KEY, SECRET, Robots
from tests.people.slack_api import BOT, Slack
from tests.people.slack_limits import wrong_blocks
from tests.people.test_telling import A, B, at

ROBOTS = ("wecom", "dingtalk", "feishu", "webhook")
PLACE = "/services/T0001/B0001/a-secret-of-the-hook"


@dataclass
class Hook:
    """Slack's incoming webhook and a JSON service for Apprise: what they took, and what they answer instead."""

    url: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def hear(self, path: str, said: dict[str, Any]) -> Fault:
        if self.faults:
            return self.faults.pop(0)
        if path == PLACE:
            if not set(said) <= {"text", "blocks", "unfurl_links", "unfurl_media"} or not said.get("text"):
                return Fault(400, "invalid_payload")
            if [*wrong_blocks(said["blocks"])] or any(block["type"] == "actions" for block in said["blocks"]):
                return Fault(400, "invalid_blocks")
        elif path != "/apprise":
            return Fault(404, "no_service")
        self.taken.append(said)
        return Fault(200, "ok")


@pytest.fixture
def hook() -> Iterator[Hook]:
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer(self, hook.hear(self.path.rstrip("/"), said))

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        hook.url = f"http://127.0.0.1:{server.server_port}"
        yield hook
        server.shutdown()


@pytest.fixture
def hooked(office: Office, hook: Hook) -> Office:
    """Two more channels: Slack's webhook, to which the route leads, and Apprise."""
    office.alerts["channels"] |= {"hook": {"slack": {"webhook_env": "HOOK"}}, "rest": {"apprise": {"url_env": "REST"}}}
    office.environment |= {"HOOK": hook.url + PLACE, "REST": hook.url.replace("http", "json") + "/apprise"}
    office.alerts["routes"] = [{"to": ["hook"]}]
    return office


def tried(office: Office, channel: str) -> Ended:
    done = office.run("alerts", "test", channel, "--plan", str(office.write_plan()))
    assert not [word for word in (KEY, SECRET, PLACE, PASSWORD, BOT) if word in done.output], done.output
    return done


@pytest.mark.parametrize("kind", ROBOTS)
def test_a_robot_takes_the_trial(office: Office, robots: Robots, kind: str) -> None:
    done = tried(office, kind)

    assert (done.status, robots.wrong) == (0, []), done.output
    assert robots.ids(kind)[0] in done.output
    assert "测试" in robots.texts(kind)[0] or "test" in robots.texts(kind)[0]


@pytest.mark.parametrize("channel", ["hook", "rest"])
def test_a_webhook_and_apprise_take_the_trial(hooked: Office, hook: Hook, channel: str) -> None:
    done = tried(hooked, channel)

    assert done.status == 0, done.output
    assert "测试" in json.dumps(hook.taken, ensure_ascii=False)


def test_slack_takes_the_trial(office: Office) -> None:
    with Slack() as slack:
        office.environment |= {"SLACK_BOT_TOKEN": BOT}
        office.alerts["channels"]["slack"] = {"slack": {"channel": "#portal", "base_url": slack.url + "/api/"}}
        done = tried(office, "slack")
        slack.errors["chat.postMessage"] = "is_archived"
        refused = tried(office, "slack")

    assert (done.status, len(slack.posted), slack.wrong) == (0, 1, []), done.output
    assert refused.status == 3
    assert "is_archived" in refused.output


def test_mail_takes_the_trial(office: Office, tmp_path: Path) -> None:
    with Mail(tmp_path) as mail:
        office.environment |= mail.environment
        office.alerts["channels"]["mail"] = {"email": {"to": ["office@example.org"]}}
        done = tried(office, "mail")
        mail.faults = ["550 refused"]
        refused = tried(office, "mail")

    assert (done.status, len(mail.got), mail.wrong) == (0, 1, []), done.output
    assert "【测试】" in mail.got[0][1]["Subject"]
    assert (refused.status, "重试也无用" in refused.output) == (3, True)


REFUSALS = [
    ("wecom", Fault(body='{"errcode":93000,"errmsg":"invalid webhook url"}'), False),
    ("wecom", Fault(body='{"errcode":45009,"errmsg":"api freq out of limit"}'), True),
    ("wecom", HTML, True),
    ("dingtalk", Fault(body='{"errcode":310000,"errmsg":"sign not match"}'), False),
    ("dingtalk", Fault(body='{"errcode":-1,"errmsg":"系统繁忙"}'), True),
    ("feishu", Fault(body='{"code":19021,"msg":"sign match fail"}'), False),
    ("feishu", Fault(body='{"code":11232,"msg":"frequency limited"}'), True),
    ("webhook", Fault(404), False),
    ("webhook", Fault(503), True),
    ("webhook", DROPPED, True),
]


@pytest.mark.parametrize(("kind", "fault", "passing"), REFUSALS)
def test_a_trial_says_what_was_wrong(office: Office, robots: Robots, kind: str, fault: Fault, passing: bool) -> None:
    robots.always[kind] = fault
    done = tried(office, kind)

    assert done.status == 3
    assert ("可稍后重试" in done.output) == passing, done.output


@pytest.mark.parametrize(
    ("fault", "passing"),
    [
        (Fault(404, "no_service"), False),
        (Fault(410, "channel_is_archived"), False),
        (Fault(403, "invalid_token"), False),
        (Fault(429, "", {"Retry-After": "30"}), True),
        (Fault(500, "rollup_error"), True),
        (HTML, True),
        (DROPPED, True),
    ],
)
def test_what_slacks_webhook_says_is_understood(hooked: Office, hook: Hook, fault: Fault, passing: bool) -> None:
    hook.faults = [fault]
    done = tried(hooked, "hook")

    assert (done.status, "可稍后重试" in done.output) == (3, passing), done.output


def test_an_alert_goes_by_slacks_webhook_once_and_without_buttons(hooked: Office, hook: Hook, portal: Portal) -> None:
    portal.dead = {A: "&lt;!channel&gt; *甲*", B: "乙"}
    hooked.inspect(at(24))
    hook.faults = [Fault(429, "", {"Retry-After": "30"})]
    statuses = [hooked.send(at(24, clock)).status for clock in ("10:10", "10:11", "10:12")]

    assert statuses == [3, 0, 0]
    (taken,) = hook.taken
    assert "<!channel>" not in json.dumps(taken, ensure_ascii=False)


def test_an_alert_goes_by_apprise(hooked: Office, hook: Hook, portal: Portal) -> None:
    hooked.alerts["routes"] = [{"to": ["rest"]}]
    portal.dead = {A: "甲"}
    hooked.inspect(at(24))
    hook.faults = [Fault(500)]
    statuses = [hooked.send(at(24, clock)).status for clock in ("10:10", "10:12")]

    assert statuses == [3, 0]
    assert hooked.messages()[0]["id"] in hook.taken[0]["message"]
