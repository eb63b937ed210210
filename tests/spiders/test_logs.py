"""Every line of the log is one line, has site and round, and shows no secret, whatever is put in."""

from __future__ import annotations

import io
import json
import logging
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spiders import logs
from spiders.log_lines import MOST_TEXT


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What is written, in JSON; the process's log is as before afterwards."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    stream = io.StringIO()
    logs.configure("info", "json", stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    logs.bind(site=None, round=None, kind=None, process=None)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    text = stream.getvalue()
    assert text == "" or text.endswith("\n")
    found = [json.loads(line) for line in text.split("\n")[:-1]]
    stream.seek(0)
    stream.truncate()
    return found


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(st.characters(exclude_categories=()))
    | st.binary()
    | st.datetimes(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner),
    max_leaves=8,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(event=st.text(st.characters(exclude_categories=())), facts=st.dictionaries(st.text(), ANYTHING, max_size=4))
def test_whatever_is_said_is_one_line_with_site_and_round(
    written: io.StringIO, event: str, facts: dict[str, Any]
) -> None:
    logs.bind(site="甲市民政局", round="r1")

    logs.get("spiders.x").at("info", event, **{f"f{name}": value for name, value in facts.items()})

    (line,) = lines(written)
    assert (line["site"], line["round"], line["level"]) == ("甲市民政局", "r1", "info")
    assert len(json.dumps(line)) < 400_000


class _Unprintable:
    def __repr__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(
    "value",
    [_Unprintable(), 10**5000, float("nan"), "x" * 10**6, {1: {2: {3: {4: {5: {}}}}}}, [[]] * 10**5],
    ids=["unprintable", "huge number", "no number", "long text", "deep", "long list"],
)
def test_what_cannot_be_printed_is_said_shortly(written: io.StringIO, value: object) -> None:
    logs.get("spiders.x").info("行", value=value)

    (line,) = lines(written)
    assert len(json.dumps(line, ensure_ascii=False)) < MOST_TEXT + 500


@pytest.mark.parametrize("ending", ["\n", "\r", "\u2028", "\x85", "\x1b[2K", "\u202e"])
def test_a_hostile_title_makes_no_second_line(written: io.StringIO, ending: str) -> None:
    logs.get("spiders.x").info(f"标题{ending}伪造", title=f"a{ending}b")

    assert ending not in written.getvalue()[:-1]
    assert lines(written)[0]["title"].replace("[2K", "") == "a b"


def test_lines_of_libraries_threads_and_warnings_come_out_the_same_way(written: io.StringIO) -> None:
    logs.bind(site="甲", round="r1")

    logging.getLogger("scrapy.core.engine").error("spider %s", "died")
    thread = threading.Thread(target=lambda: logging.getLogger("twisted").error("from a thread"))
    thread.start()
    thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("two\nlines", stacklevel=1)

    said = lines(written)
    assert [line["logger"] for line in said] == ["scrapy.core.engine", "twisted", "py.warnings"]
    assert all((line["site"], line["round"]) == ("甲", "r1") for line in said)


def test_libraries_are_heard_when_something_is_wrong_and_all_in_debug(written: io.StringIO) -> None:
    logging.getLogger("scrapy.core.engine").info("Spider opened")
    assert lines(written) == []

    logs.configure("debug", "json", written)
    logging.getLogger("scrapy.core.engine").debug("Crawled (200)")

    assert lines(written)[0]["event"] == "Crawled (200)"


def test_a_line_that_cannot_be_made_costs_that_line(written: io.StringIO) -> None:
    root = logging.getLogger()
    root.handlers[:] = [one for one in root.handlers if type(one).__module__ == logs.__name__]  # pytest's own raises
    logging.getLogger("aiohttp").error("%d lines", "no number")
    logs.get("spiders.x").info("下一行")

    assert [line["event"] for line in lines(written)] == ["一行日志无法写出", "下一行"]


def test_what_is_bound_here_goes_before_what_holds_for_the_process(written: io.StringIO) -> None:
    logs.bind(site="甲", round="r1")

    with logs.bound(site="乙", round=None):
        logs.get("spiders.x").info("里面")
    logs.get("spiders.x").info("外面")

    inner, outer = lines(written)
    assert inner["site"] == "乙"
    assert "round" not in inner
    assert (outer["site"], outer["round"]) == ("甲", "r1")


@pytest.mark.parametrize(
    "text",
    [
        "https://office:Secret-99x@db.example/x",
        "GET https://api.example/x?access_token=Secret-99x&y=1",
        "https://api.example/x?a=1&key=Secret-99x",
        '{"appsecret": "Secret-99x"}',
        "Authorization: Bearer Secret-99x",
        "Cookie: SUB=Secret-99x; other=Secret-99x",
        "password=Secret-99x host=db",
    ],
)
def test_what_stands_where_secrets_stand_is_blotted_out(written: io.StringIO, text: str) -> None:
    logs.get("spiders.x").info(text, about={"a": [text]})
    try:
        raise ValueError(text)
    except ValueError:
        logs.get("spiders.x").exception("出错")

    assert "Secret-99x" not in written.getvalue()


def test_secrets_of_the_environment_are_known_by_value(written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WECOM_OFFICE_KEY", "693a91f6-7xxx-4bc4")
    monkeypatch.setenv("XUNJIAN_DATABASE", "postgresql://office:hunter22@db/x")
    logs.configure("info", "json", written)

    logs.get("spiders.x").info("连不上 https://qyapi.example/hook/693a91f6-7xxx-4bc4，hunter22")

    (line,) = lines(written)
    assert line["event"] == "连不上 https://qyapi.example/hook/***，***"


def test_a_traceback_keeps_its_lines_within_the_line(written: io.StringIO) -> None:
    try:
        raise ValueError("坏了")
    except ValueError:
        logs.get("spiders.x").exception("出错", pages=3)

    (line,) = lines(written)
    assert line["exception"].splitlines()[-1] == "ValueError: 坏了"


def test_a_stream_that_is_gone_is_no_reason_to_stop() -> None:
    stream = io.StringIO()
    logs.configure("info", "json", stream)
    stream.close()

    logs.get("spiders.x").info("行")

    logs.configure("warning", "text", io.StringIO())


def test_in_text_a_line_is_read_by_people(written: io.StringIO) -> None:
    logs.configure("info", "text", written)

    logs.get("spiders.x").info("一轮巡检开始", pages=3)

    assert "一轮巡检开始" in written.getvalue()
    assert "pages=3" in written.getvalue()
