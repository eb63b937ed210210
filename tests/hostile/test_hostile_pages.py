"""A round over a hostile server ends, in bounded time and memory, and tells the sound pages from the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.command import Ended, inspect
from tests.hostile.routes import Hostile, page
from tests.hostile.server import hostile

SOUND = [f"/ok/{n}" for n in range(6)]
SOUND_BUT_ODD = ["/to/cookie", "/head/nocolon", "/head/space", "/head/bytes"]
HEAVY = [f"/heavy/{n}" for n in ("links", "deep", "broken", "nul", "charset")]
TOO_HEAVY = ["/heavy/line", "/heavy/attribute", "/heavy/bomb", "/endless"]
CUT = [f"/cut/{n}" for n in ("chunk", "short", "body", "gzip", "status", "nothing")]
UNANSWERED = ["/silent", "/drip/head", "/to/loop", "/to/long"]
REFUSED = ["/to/file", "/to/script", "/to/nonsense", "/to/ftp"]
OTHER = ["/drip/body", "/flood/many", "/flood/megabyte", "/to/nowhere"]
TRAPS = [f"/trap/{n}" for n in ("calendar", "days/2025/1/", "session", "grow/", "pile")]

PLAN = """site: {{name: 考验网站, home: "http://{address}/", allow_private_hosts: true, owned: true}}
crawl: {{concurrency: 16, delay: 0, browser: never, timeout: 3s, retry_after: 0.2s,
  max_query_variants: 60, max_pages: 1500}}
columns:
  - {{name: 长名单, url: /heavy/links, kind: 其他}}
  - {{name: 没有回音, url: /silent, kind: 其他}}
  - {{name: 没完没了, url: /endless, kind: 其他}}
"""


@pytest.fixture(scope="module")
def served() -> Iterator[Hostile]:
    """The server, with a home page that links to everything it has."""
    with hostile() as host:
        paths = [*SOUND, *SOUND_BUT_ODD, *HEAVY, *TOO_HEAVY, *CUT, *UNANSWERED, *REFUSED, *OTHER, *TRAPS]
        links = [*paths, *(f"https://{address}/ok/{kind}" for kind, address in host.tls.items())]
        host.home = page("".join(f'<p><a href="{link}">{link}</a></p>' for link in links), "考验网站")
        yield host


@pytest.fixture(scope="module")
def ended(served: Hostile, tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """One round over all of it."""
    return inspect(tmp_path_factory.mktemp("hostile"), PLAN.format(address=served.address), within=110)


def _addresses(host: Hostile, paths: list[str]) -> set[str]:
    return {f"http://{host.address}{path}" for path in paths}


def test_the_round_ends_with_a_status_of_the_contract(ended: Ended) -> None:
    assert ended.status in (1, 3), ended.output[-3000:]


def test_the_round_writes_its_report_and_no_traceback(ended: Ended) -> None:
    assert ended.report is not None
    assert "Traceback" not in ended.output


def test_the_round_stays_within_its_memory(ended: Ended) -> None:
    assert ended.megabytes < 400, f"{ended.megabytes:.0f} MB"


def test_the_round_stays_within_its_time(ended: Ended) -> None:
    assert ended.seconds < 60, f"{ended.seconds:.0f} s"


def test_sound_pages_are_neither_faulty_nor_undecided(ended: Ended, served: Hostile) -> None:
    accused = ended.subjects("broken-link") | ended.open_subjects("broken-link")
    assert not accused & _addresses(served, SOUND)


def test_pages_that_a_browser_shows_are_sound(ended: Ended, served: Hostile) -> None:
    accused = ended.subjects("broken-link") | ended.open_subjects("broken-link")
    assert not accused & _addresses(served, SOUND_BUT_ODD)


def test_heavy_pages_that_can_be_had_are_not_called_broken(ended: Ended, served: Hostile) -> None:
    assert not ended.subjects("broken-link") & _addresses(served, HEAVY + TOO_HEAVY)


@pytest.mark.parametrize("path", [*HEAVY, "/head/nocolon", "/head/space", "/head/bytes"])
def test_a_difficult_page_is_still_read_for_its_links(ended: Ended, served: Hostile, path: str) -> None:
    assert f"http://{served.address}/missing/from{path}" in ended.subjects("broken-link")


def test_what_never_answers_or_never_arrives_is_broken(ended: Ended, served: Hostile) -> None:
    assert _addresses(served, UNANSWERED) <= ended.subjects("broken-link")


def test_redirects_to_where_no_page_can_be_are_recorded(ended: Ended, served: Hostile) -> None:
    recorded = ended.subjects("broken-link") | ended.open_subjects("broken-link")
    assert _addresses(served, REFUSED) <= recorded


def test_answers_that_break_off_are_recorded(ended: Ended, served: Hostile) -> None:
    recorded = ended.subjects("broken-link") | ended.open_subjects("broken-link")
    assert _addresses(served, ["/cut/chunk", "/cut/body", "/cut/nothing"]) <= recorded


def test_no_local_file_is_read_into_the_report(ended: Ended) -> None:
    assert "root:x:0" not in str(ended.report)


@pytest.mark.parametrize("kind", ["self-signed", "expired", "short-key", "tls-1.0", "plain-rsa"])
def test_old_tls_is_no_fault_of_the_link(ended: Ended, served: Hostile, kind: str) -> None:
    accused = ended.subjects("broken-link") | ended.open_subjects("broken-link")
    assert f"https://{served.tls[kind]}/ok/{kind}" not in accused


def test_traps_are_left_after_a_while(ended: Ended, served: Hostile) -> None:
    trapped = sum(count for path, count in served.asked.items() if path.startswith("/trap/"))
    assert trapped < 1000


def test_a_column_that_cannot_be_read_is_not_called_blank_or_stale(ended: Ended) -> None:
    assert not {"没有回音", "没完没了"} & (ended.subjects("blank-column") | ended.subjects("stale-column"))


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "127.1", "[::ffff:127.0.0.1]", "2130706433"])
def test_a_private_home_is_never_touched_without_leave(served: Hostile, tmp_path: Path, name: str) -> None:
    before = served.asked["all"]
    plan = f'site: {{name: 内网, home: "http://{name}:{served.address.rpartition(":")[2]}/", owned: true}}\n'
    ended = inspect(tmp_path, plan, within=40)
    assert served.asked["all"] == before
    assert ended.status in (1, 2, 3)
    assert "Traceback" not in ended.output
