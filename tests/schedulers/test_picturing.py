"""Which faults get their picture in a round, in which order, and what is kept of those that could not be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from inspection.findings import Finding, Json, Severity, fingerprint
from inspection.pictures import Picture
from inspection.plan_file import parse_plan
from schedulers.browsed import Browsed
from schedulers.picturing import take_pictures
from spiders.headless.tasks import NO_BROWSER, Answer, Kind
from spiders.leave import HaltedError
from store.store import Store

SITE = "https://mzj.example.gov.cn/"
PLAN = f"site: {{name: 民政局, home: '{SITE}'}}\ncolumns: [{{name: 公告, url: /tzgg/}}]\nbrowser: {{pictures: 5}}\n"


@dataclass
class Camera:
    """Stands in for the browser's process: strict about what it is asked."""

    store: Store
    reasons: Mapping[str, str] = field(default_factory=dict)  # by page: why it cannot be opened
    available: bool = True
    asked: list[tuple[str, Mapping[str, Json]]] = field(default_factory=list)

    async def ask(self, kind: Kind, url: str, *, seconds: float, phone: bool, options: Mapping[str, Json]) -> Answer:
        assert kind is Kind.PICTURE
        assert 0 < seconds <= 20
        assert {"find", "label", "failing", "reason", "zone"} == set(options)
        self.asked.append((url, options))
        if url in self.reasons:
            if self.reasons[url] == "halted":
                raise HaltedError
            return Answer(id=1, reason=self.reasons[url])
        facts: dict[str, Json] = {
            name: self.store.evidence.put(name.encode()) for name in ("picture", "snapshot", "har")
        }
        return Answer(id=1, status=200, facts={**facts, "shows": options["label"], "reason": None})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "evidence") as store:
        yield store


def browsed(store: Store, camera: Camera, days: float = 0) -> Browsed:
    at = datetime.now(UTC) - timedelta(days=days)
    plan, sweep = (
        parse_plan(PLAN, "plan"),
        SimpleNamespace(fetcher=SimpleNamespace(passes=None), recorder=SimpleNamespace(pages=20)),
    )
    id_ = store.begin_round(site="民政局", kind="full", as_of=at, plan_digest="p", started_at=at)
    return Browsed(plan, store, id_, "full", at, cast(Any, sweep), cast(Any, camera))


def dead(name: str, severity: Severity = Severity.ERROR, reason: str = "http-404") -> Finding:
    subject = f"{SITE}{name}"
    return Finding(
        "broken-link", severity, subject, f"{name}打不开", "依据", fingerprint("民政局", "broken-link", subject),
        found_on=(f"{SITE}on-{name}",), evidence={"reason": reason, "text": name},
    )  # fmt: skip


def down() -> Finding:
    return Finding(
        "site-down", Severity.CRITICAL, "民政局", "打不开", "依据", "v1:down",
        found_on=(SITE,), evidence={"reason": "timeout"},
    )  # fmt: skip


async def test_the_heaviest_come_first_and_no_more_than_the_plan_allows(store: Store) -> None:
    camera = Camera(store)
    light, heavy = [dead(f"w{n}", Severity.WARNING) for n in range(5)], dead("e")

    await take_pictures(browsed(store, camera), [*light, heavy])

    assert camera.asked[0][0] == f"{SITE}on-e"
    assert len(camera.asked) == 5


async def test_a_picture_is_taken_once(store: Store) -> None:
    camera = Camera(store)
    await take_pictures(browsed(store, camera), [dead("a")])

    await take_pictures(browsed(store, camera), [dead("a")])

    assert len(camera.asked) == 1


async def test_a_fault_that_has_another_reason_now_is_shown_anew(store: Store) -> None:
    camera = Camera(store)
    await take_pictures(browsed(store, camera), [dead("a")])

    await take_pictures(browsed(store, camera), [dead("a", reason="http-500")])

    assert [options["reason"] for _, options in camera.asked] == ["http-404", "http-500"]


async def test_an_old_picture_is_taken_again_after_all_that_have_none(store: Store) -> None:
    camera, old, new = Camera(store), dead("a"), dead("b", Severity.WARNING)
    long_ago = datetime.now(UTC) - timedelta(days=400)
    said = "断链：服务器回答 404（找不到）"
    store.record_picture(
        "民政局", Picture(old.fingerprint, long_ago, "r", SITE, said, None, store.evidence.put(b"old"))
    )

    await take_pictures(browsed(store, camera), [old, new])

    assert [url for url, _ in camera.asked] == [f"{SITE}on-b", f"{SITE}on-a"]


async def test_a_page_that_cannot_be_opened_is_said_and_tried_again(store: Store) -> None:
    camera, fault = Camera(store, {f"{SITE}on-a": "timeout"}), dead("a")

    await take_pictures(browsed(store, camera), [fault])
    picture = store.pictures("民政局", [fault.fingerprint])[fault.fingerprint]
    await take_pictures(browsed(store, camera), [fault])

    assert (picture.reason, picture.evidence, picture.har) == ("timeout", None, None)
    assert "没有截图" in picture.shows
    assert len(camera.asked) == 2


async def test_a_site_that_is_down_has_a_request_to_show_and_nothing_else_is_tried(store: Store) -> None:
    camera, fault = Camera(store, {SITE: "timeout"}), down()

    await take_pictures(browsed(store, camera), [dead("a"), fault])

    picture = store.pictures("民政局", [fault.fingerprint])[fault.fingerprint]
    assert len(camera.asked) == 1
    assert picture.har is not None
    assert b"timeout" in store.evidence.get(picture.har)


async def test_without_a_browser_nothing_is_recorded(store: Store) -> None:
    fault = dead("a")

    await take_pictures(browsed(store, Camera(store, {f"{SITE}on-a": NO_BROWSER})), [fault])

    assert store.pictures("民政局", [fault.fingerprint]) == {}


async def test_a_round_that_is_told_to_stop_keeps_what_it_has(store: Store) -> None:
    camera = Camera(store, {f"{SITE}on-z": "halted"})
    first, last = dead("a"), dead("z", Severity.WARNING)

    with pytest.raises(HaltedError):
        await take_pictures(browsed(store, camera), [first, last])

    assert set(store.pictures("民政局", [first.fingerprint, last.fingerprint])) <= {first.fingerprint}
