"""Export files as a source: which are taken, what they cover, and when they are too old to tell."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from inspection.accounts import Account
from inspection.records import ColumnState
from inspection.sources import SourceReading
from spiders.accounts.export import ExportSpider
from spiders.accounts.secrets import Secrets
from spiders.accounts.spider import SourceTask
from spiders.reading.dates import SHANGHAI
from tests.spiders.media.export_made import write_table

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
TODAY = NOW.date()
HEAD = ["内容标题", "发表时间", "阅读量", "内容url"]
ADDRESS = "https://mp.weixin.qq.com/s/abcdefghij{:012d}"


def put(folder: Path, name: str, days: Sequence[int], reads: int = 1, age: int = 0) -> Path:
    """An export with an article of each number of days before today, put there `age` days ago."""
    rows = [[f"{day} 天前的稿件", TODAY - timedelta(days=day), reads, ADDRESS.format(day)] for day in days]
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_table("xlsx" if name.endswith("xlsx") else "csv-gbk", [HEAD, *rows]))
    at = (NOW - timedelta(days=age)).timestamp()
    os.utime(path, (at, at))
    return path


def read(folder: Path, export: str = "导出*", as_of: datetime = NOW, name: str = "某市民政") -> SourceReading:
    account = Account.model_validate({"name": name, "platform": "wechat", "source": {"export": export}})
    task = SourceTask(account, "export", account.source[0], NOW, as_of, TODAY, Secrets({}, []), folder)

    async def run() -> list[object]:
        return [item async for item in ExportSpider(task).start()]

    (reading,) = asyncio.run(run())
    assert isinstance(reading, SourceReading)
    return reading


def before(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_a_file_covers_its_days(tmp_path: Path) -> None:
    put(tmp_path, "导出.xlsx", [1, 5, 20])
    reading = read(tmp_path)

    assert (reading.state, len(reading.articles), reading.partial) == (ColumnState.READ, 3, None)
    assert (reading.covers_since, reading.seen_until, reading.requests) == (before(20), before(1), 0)


def test_the_newer_file_has_the_last_word(tmp_path: Path) -> None:
    put(tmp_path, "导出/四月.csv", [9, 3], reads=1, age=3)
    put(tmp_path, "导出/五月.csv", [3, 1], reads=7)
    reading = read(tmp_path, "导出/*.csv")

    assert {article.url: article.counts.reads for article in reading.articles} == {
        ADDRESS.format(1): 7,
        ADDRESS.format(3): 7,
        ADDRESS.format(9): 1,
    }


def test_files_that_follow_on_each_other_cover_one_stretch(tmp_path: Path) -> None:
    put(tmp_path, "导出1.csv", [1, 4])
    put(tmp_path, "导出2.csv", [5, 9])

    assert read(tmp_path).covers_since == before(9)


def test_nothing_is_claimed_of_the_days_between_two_files(tmp_path: Path) -> None:
    put(tmp_path, "导出1.csv", [1, 4])
    put(tmp_path, "导出2.csv", [30, 40])

    assert read(tmp_path).covers_since == before(4)


def test_an_old_file_cannot_see_what_came_after_it(tmp_path: Path) -> None:
    put(tmp_path, "导出.xlsx", [15, 20])
    reading = read(tmp_path)

    assert (reading.state, reading.partial, reading.seen_until) == (ColumnState.READ, "file-old", before(15))
    assert "文件名" in reading.detail


def test_a_file_that_names_its_day_tells_a_silence(tmp_path: Path) -> None:
    put(tmp_path, f"导出_{TODAY:%Y%m%d}.xlsx", [15, 20])
    reading = read(tmp_path)

    assert (reading.partial, reading.seen_until, reading.covers_since) == (None, TODAY, before(20))


def test_a_copied_file_is_as_old_as_what_it_holds(tmp_path: Path) -> None:
    put(tmp_path, "导出.xlsx", [400], age=0)

    assert read(tmp_path).partial == "file-old"


def test_a_round_that_looks_back_takes_the_file_for_new(tmp_path: Path) -> None:
    put(tmp_path, "导出.xlsx", [400], age=0)

    assert read(tmp_path, as_of=NOW - timedelta(days=395)).partial is None


def test_an_absolute_name_and_a_windows_one_are_found(tmp_path: Path) -> None:
    path = put(tmp_path, "导出/公众号.csv", [1])

    assert read(Path("elsewhere"), str(path)).ok
    assert read(tmp_path, "导出\\公众号*.csv").ok


@pytest.mark.parametrize("export", ["没有.xlsx", "没有*.csv", "../没有/*.csv"])
def test_a_missing_file_is_told_by_its_name(tmp_path: Path, export: str) -> None:
    reading = read(tmp_path, export)

    assert (reading.state, reading.reason) == (ColumnState.UNREACHABLE, "file-missing")
    assert export in reading.detail


def test_the_lock_file_of_an_open_workbook_is_no_export(tmp_path: Path) -> None:
    put(tmp_path, "导出.xlsx", [1])
    (tmp_path / "~$导出.xlsx").write_bytes(b"\x04user")
    (tmp_path / ".导出.xlsx").write_bytes(b"")

    assert (read(tmp_path, "*导出*").partial, read(tmp_path, "*导出*").ok) == (None, True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"PK\x03\x04", "file-unreadable"), (b"", "file-unreadable"), ("姓名\n甲\n".encode(), "columns-unknown")],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "导出.xlsx").write_bytes(content)
    reading = read(tmp_path)

    assert (reading.state, reading.reason) == (ColumnState.UNREADABLE, reason)
    assert reading.detail.startswith("导出.xlsx：")


def test_a_damaged_newest_file_makes_the_rest_a_part(tmp_path: Path) -> None:
    put(tmp_path, "导出1.csv", [1, 5], age=2)
    (tmp_path / "导出2.xlsx").write_bytes(b"PK\x03\x04")
    reading = read(tmp_path)

    assert (len(reading.articles), reading.partial) == (2, "file-unreadable")
    assert "导出2.xlsx" in reading.detail


def test_of_a_file_with_several_accounts_the_own_rows_are_taken(tmp_path: Path) -> None:
    head = ["公众号", "标题", "发布时间", "阅读量"]
    rows = [head, ["某市民政", "甲", before(1), 1], ["某区民政", "乙", before(1), 1]]
    (tmp_path / "导出.csv").write_bytes(write_table("csv-utf8", rows))

    assert [article.title for article in read(tmp_path).articles] == ["甲"]
    assert read(tmp_path, name="另一个").reason == "account-not-found"


def test_a_file_with_headings_alone_is_blank(tmp_path: Path) -> None:
    put(tmp_path, "导出.csv", [])
    reading = read(tmp_path)

    assert (reading.state, reading.covers_since) == (ColumnState.BLANK, None)


@pytest.mark.parametrize("export", [".", "/", "**", "[", "导出/[", "~/导出.csv"])
def test_what_names_no_file_is_told(tmp_path: Path, export: str) -> None:
    reading = read(tmp_path, export=export)

    assert (reading.state, reading.reason) == (ColumnState.UNREACHABLE, "file-missing")


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    """A pipe would be waited for without end, and a device has none."""
    os.mkfifo(tmp_path / "导出1.csv")
    (tmp_path / "导出2.csv").symlink_to("/dev/zero")
    (tmp_path / "导出3.csv").mkdir()
    (tmp_path / "导出4.csv").symlink_to(tmp_path / "导出4.csv")

    assert read(tmp_path).reason == "file-missing"


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="Linux shows a process's environment there")
def test_what_the_system_shows_of_this_program_is_not_read(tmp_path: Path) -> None:
    reading = read(tmp_path, export="/proc/self/environ")

    assert (reading.reason, reading.detail) == ("file-unreadable", "environ：文件是空的")
