"""Whether the services that run go by the plan that is written."""

from __future__ import annotations

from typing import Any

import pytest

from desk.plan_service import taken_up
from store.processes import ProcessRow
from tests.desk.conftest import NOW, SITE


def process(role: str = "serve", **facts: Any) -> ProcessRow:
    return ProcessRow("a", role, "m", 1, "0", NOW, NOW, {"sites": [SITE], **facts})


@pytest.mark.parametrize(
    ("processes", "standing"),
    [
        ([], "none"),
        ([process("worker", digests={SITE: "d"})], "none"),
        ([process(sites=["别的网站"], digests={SITE: "d"})], "none"),
        ([process(digests={SITE: "d"})], "taken"),
        ([process(digests={SITE: "d"}), process(digests={SITE: "c"})], "waiting"),
        ([process(digests={SITE: "c"}, refused={SITE: ["有错，没有采用：", "第 3 行"]})], "refused"),
        ([process()], "unsure"),
        ([process(digests="d", refused=[])], "unsure"),
    ],
)
def test_taken_up_is_said_of_a_plan_that_every_service_goes_by(processes: list[ProcessRow], standing: str) -> None:
    assert taken_up(SITE, "d", processes).standing == standing


def test_why_it_was_refused_is_shown() -> None:
    refused = {SITE: ["有错，没有采用：", "第 3 行"]}

    assert taken_up(SITE, "d", [process(refused=refused)]).lines == ("有错，没有采用：", "第 3 行")
