"""The weekly digest of any past week: whole and for each unit, the same bytes each time."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.people.office import Office
from tests.people.portal import Portal, Served
from tests.people.test_telling import at

MEND, STAY, BACK, FALSE = (
    "/tzgg/gone-mend.html",
    "/tzgg/gone-stay.html",
    "/zcwj/gone-back.html",
    "/gzdt/gone-false.html",
)
FORMATS = ("text", "html", "json", "docx")


def digest(office: Office, week: str, form: str = "text", *more: str) -> bytes:
    file = office.folder / f"digest.{form}"
    plan = str(office.folder / "plan.yaml")
    done = office.run("digest", plan, "--week", week, "--format", form, "--output", str(file), *more)
    assert done.status == 0, done.output
    return file.read_bytes()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, dict[str, bytes]]]:
    """W13: four faults, one mended, one back, one false; W14: more happens; `early` are W13's digests before that."""
    with Served(Portal()) as portal:
        office = Office(tmp_path_factory.mktemp("digest"), portal)
        office.more = {
            "expectations": [
                {
                    "name": "清明祭扫",
                    "due": {"before": "清明", "lead": "1d"},
                    "all_of": ["清明", "祭扫"],
                    "unit": "法规处",
                }
            ]
        }
        portal.dead = dict.fromkeys((MEND, STAY, BACK, FALSE), "附件")
        office.inspect(at(24))
        ids = {i["subject"].removeprefix(portal.address): i["id"] for i in office.found()}
        office.act(ids[STAY], "受理", at(24, "15:00"))
        office.act(ids[FALSE], "false-alarm", at(24, "15:00"), "--why", "仅内网可用")
        portal.dead = dict.fromkeys((STAY, FALSE), "附件")
        office.inspect(at(26))
        portal.dead = dict.fromkeys((STAY, FALSE, BACK), "附件")
        office.inspect(at(27))
        early = {form: digest(office, "2025-W13", form, "--as-of", at(31, "09:00")) for form in FORMATS}
        portal.dead = {"/gzdt/gone-new.html": "新"}
        office.inspect(at(1, "10:00", 4))
        portal.walled = {"/"}
        office.inspect(at(8, "10:00", 4))
        yield office, early


@pytest.mark.parametrize("form", FORMATS)
def test_a_past_week_is_the_same_bytes_each_time(told: tuple[Office, dict[str, bytes]], form: str) -> None:
    assert digest(told[0], "2025-W13", form) == digest(told[0], "2025-W13", form)


@pytest.mark.parametrize("form", FORMATS)
def test_what_happens_later_does_not_change_a_past_week(told: tuple[Office, dict[str, bytes]], form: str) -> None:
    office, early = told

    assert digest(office, "2025-W13", form, "--as-of", at(30, "10:00", 6)) == early[form]


def test_the_week_is_counted(told: tuple[Office, dict[str, bytes]]) -> None:
    """Two were found mended, one of them came back."""
    counts = json.loads(told[1]["json"])["counts"]
    wanted = {"new": 4, "verified": 2, "reopened": 1, "false_alarms": 1, "overdue": 0, "acknowledged": 2, "end": 2}

    assert {k: v for k, v in counts.items() if k in wanted} == wanted


def test_a_week_without_rounds_says_that_nothing_was_looked_at(told: tuple[Office, dict[str, bytes]]) -> None:
    text = digest(told[0], "2025-W16").decode()

    assert "没有巡检" in text
    assert "没有未办结" not in text
    assert "没有问题" not in text


def test_a_week_whose_only_round_was_blocked_does_not_say_that_all_is_well(
    told: tuple[Office, dict[str, bytes]],
) -> None:
    text = digest(told[0], "2025-W15").decode()

    assert "没有做完" in text
    assert "情况不明" in text


def test_a_blocked_week_does_not_count_columns_that_it_could_not_see_as_sound(
    told: tuple[Office, dict[str, bytes]],
) -> None:
    """The veto lines may not say that five more columns may fail when none was seen."""
    assert "现有 0 个，距否决还差" not in digest(told[0], "2025-W15").decode()


def test_a_week_before_the_first_round_knows_nothing(told: tuple[Office, dict[str, bytes]]) -> None:
    assert "没有巡检" in digest(told[0], "2025-W02").decode()


@pytest.mark.parametrize("unit", ["办公室", "法规处", "宣传处"])
def test_each_unit_has_its_own(told: tuple[Office, dict[str, bytes]], unit: str) -> None:
    document: dict[str, Any] = json.loads(digest(told[0], "2025-W13", "json", "--unit", unit))
    rows = [row for part in ("new", "fixed", "reopened", "overdue") for row in document[part]]

    assert {row["unit"] for row in rows} <= {unit}
    assert rows


def test_what_is_due_next_week_is_said_before_the_fault(told: tuple[Office, dict[str, bytes]]) -> None:
    text = digest(told[0], "2025-W13").decode()
    coming = text.partition("【下周需关注】")[2].partition("【距单项")[0]

    assert "清明" in coming
    assert "3月31日前" in coming
    assert "整改到期" in coming


def test_freshness_is_a_strip_for_every_column(told: tuple[Office, dict[str, bytes]]) -> None:
    document = json.loads(told[1]["json"])

    assert {c["column"] for c in document["columns"]} == {"通知公告", "政策文件", "工作动态"}
    assert {len(c["cells"]) for c in document["columns"]} == {len(document["columns"][0]["cells"])}


def test_the_page_has_charts_inside_and_nothing_from_elsewhere(told: tuple[Office, dict[str, bytes]]) -> None:
    page = LexborHTMLParser(told[1]["html"].decode())

    assert page.css("svg")
    assert not page.css("script")
    assert not [
        n for n in page.css("[src], link[href]") if not (n.attributes.get("src") or "data:").startswith("data:")
    ]


def test_the_word_file_opens_and_has_the_official_layout(told: tuple[Office, dict[str, bytes]]) -> None:
    document = docx.Document(io.BytesIO(told[1]["docx"]))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.top_margin is not None
    fonts = zipfile.ZipFile(io.BytesIO(told[1]["docx"])).read("word/document.xml").decode()
    fonts += zipfile.ZipFile(io.BytesIO(told[1]["docx"])).read("word/styles.xml").decode()

    # GB/T 9704: A4, 37 mm above and 28 mm to the left of the text
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert round(section.top_margin.mm) == 37
    assert {"小标宋", "仿宋", "黑体"} == {name for name in ("小标宋", "仿宋", "黑体") if name in fonts}
    assert any("2025" in p.text for p in document.paragraphs)


def test_the_word_file_carries_its_charts_as_pictures(told: tuple[Office, dict[str, bytes]]) -> None:
    names = zipfile.ZipFile(io.BytesIO(told[1]["docx"])).namelist()

    assert [n for n in names if n.startswith("word/media/")]


@pytest.mark.parametrize("week", ["2025-W99", "2025-13", "上周", "2025-W00"])
def test_a_week_that_is_none_is_refused(told: tuple[Office, dict[str, bytes]], week: str) -> None:
    assert told[0].run("digest", str(told[0].folder / "plan.yaml"), "--week", week).status == 2


def test_a_digest_is_put_into_the_outbox_once(told: tuple[Office, dict[str, bytes]]) -> None:
    office = told[0]
    office.alerts = {
        "channels": {"desk": {"webhook": {"url": office.portal.address + "/hook"}}},
        "digest": {"weekly": "周五 16:00", "to": ["desk"]},
    }
    plan = str(office.write_plan())
    for _ in range(2):
        done = office.run("digest", plan, "--week", "2025-W13", "--send")
        assert done.status == 0, done.output

    assert [m["kind"] for m in office.messages()] == ["digest"]
