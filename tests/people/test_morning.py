"""Half past eight, after the first round over a neglected portal: what thirty units read; and the digest on Monday."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

from tests.people.mail_server import Mail
from tests.people.office import Office
from tests.people.portal import Portal, Served
from tests.people.robots import Robots
from tests.people.slack_api import BOT, Slack
from tests.people.test_hours import QUIET
from tests.people.test_telling import A, at, told

UNITS, EACH = 30, 10


@dataclass
class Neglected(Portal):
    """Thirty columns with ten dead links each."""

    mended: bool = False

    def answer(self, path: str) -> tuple[int, str]:
        parts = path.strip("/").split("/")
        if path == "/":
            links = "".join(f'<li><a href="/c{n}/">栏目{n}</a></li>' for n in range(UNITS))
            return 200, self._page("示例市民政局", f"<ul>{links}</ul><p>{'民政为民、民政爱民。' * 20}</p>")
        if len(parts) == 1 and parts[0].startswith("c"):
            dead = range(0 if self.mended and parts[0] != "c7" else EACH)
            links = "".join(f'<p><a href="/{parts[0]}/gone{n}.html">第{n}号附件</a></p>' for n in dead)
            return 200, self._page(parts[0], f"{links}<p>{'各区民政局请认真贯彻执行。' * 20}</p>")
        return 404, "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"


@pytest.fixture
def many(office: Office, robots: Robots) -> Iterator[Office]:
    with Served(Neglected()) as portal:
        office.portal = portal
        office.units = [{"name": f"业务{n}处", "contacts": [{"name": f"{n}处联络员"}]} for n in range(UNITS)]
        office.issues = {"default_unit": "业务0处", "office": "业务0处"}
        office.alerts["quiet_hours"] = QUIET
        office.more = {
            "columns": [
                {"name": f"栏目{n}", "url": f"/c{n}/", "kind": "静态", "unit": f"业务{n}处"} for n in range(UNITS)
            ]
        }
        yield office


def test_thirty_units_read_one_message_in_which_each_finds_itself(many: Office, robots: Robots) -> None:
    many.inspect(at(24, "02:00"))
    (morning,) = told(many, robots, at(24, "09:01"))

    assert "300 项（30 个单位）" in morning
    assert all(f"业务{n}处 10 项" in morning for n in range(UNITS))
    assert len({line.split("业务")[1].split("处")[0] for line in morning.splitlines() if "第 " in line}) == 8


def test_what_is_over_for_many_is_one_message_and_its_command_lists_it(many: Office, robots: Robots) -> None:
    many.inspect(at(24, "02:00"))
    told(many, robots, at(24, "09:01"))
    assert isinstance(many.portal, Neglected)
    many.portal.mended = True
    many.inspect(at(25, "02:00"))
    (over,) = told(many, robots, at(25, "09:01"))
    words = next(line for line in over.splitlines() if "xunjian" in line).strip("`").split()

    assert "【恢复】" in over
    assert "前整改" not in over
    assert "共 290 张" in many.run(*words[1:], "--as-of", at(25, "09:10")).output


def test_one_run_tells_slack_all_there_is_to_tell(office: Office, portal: Portal) -> None:
    with Slack() as slack:
        office.environment |= {"SLACK_BOT_TOKEN": BOT}
        office.columns, office.alerts["routes"] = True, [{"to": ["slack"]}]
        office.alerts["channels"] = {"slack": {"slack": {"channel": "#portal", "base_url": slack.url + "/api/"}}}
        office.alerts["digest"] = {"weekly": "周一 09:00", "to": ["slack"]}
        portal.dead = {A: "甲", "/zcwj/gone.html": "乙"}
        office.inspect(at(24))
        done = office.send(at(24, "10:10"))
        told_of = len(slack.posted)
        office.run("digest", str(office.write_plan()), "--week", "2025-W13", "--send", "--as-of", at(31))
        office.send(at(31, "10:10"))
        digests = [m["text"] for m in slack.posted.values() if "周报" in m["text"]]

    assert (done.status, told_of, slack.wrong) == (0, 2, []), done.output
    assert len(digests) == 1
    assert "2025年第13周" in digests[0]


def test_the_mailed_digest_opens_in_word_and_says_what_the_mail_says(
    office: Office, portal: Portal, tmp_path: Path
) -> None:
    with Mail(tmp_path) as mail:
        office.environment |= mail.environment
        office.units = [
            {"name": "办公室", "contacts": [{"name": "值班编辑", "email": "desk@example.org"}]},
            "法规处",
            "宣传处",
        ]
        office.alerts["channels"]["mail"] = {"email": {"to": ["all@example.org"]}}
        office.alerts["digest"] = {"weekly": "周一 09:00", "to": ["mail"]}
        office.columns, portal.dead = True, {A: "甲甲甲", "/zcwj/gone.html": "乙乙乙"}
        office.inspect(at(24))
        for _ in range(2):
            office.run("digest", str(office.write_plan()), "--week", "2025-W13", "--send", "--as-of", at(31))
            office.send(at(31, "10:10"))
        got = {readers[0]: message for readers, message in mail.got}

    assert (len(mail.got), mail.wrong) == (2, [])
    for reader, others in (("all@example.org", True), ("desk@example.org", False)):
        assert "【周报】" in got[reader]["Subject"]
        (attached,) = got[reader].iter_attachments()
        document = docx.Document(io.BytesIO(attached.get_content()))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
        assert "甲甲甲" in text
        assert ("乙乙乙" in text) == others
