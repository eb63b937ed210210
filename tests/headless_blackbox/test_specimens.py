"""Pages with one fault that only a browser sees are found, their sound look-alikes are not."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tests.headless_blackbox import browsed, rounds
from tests.headless_blackbox.outside import Outside
from tests.headless_blackbox.server import Serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="minutes long: set XUNJIAN_SLOW=1"),
]


@pytest.mark.parametrize("seed", range(11, 14))
def test_every_specimen_that_was_opened_is_judged_rightly(seed: int, tmp_path: Path) -> None:
    with Outside() as outside:
        portal, wanted, names = browsed.build(seed, date.today(), outside, share=0.3)
        pages = [each for each in names if each.startswith("/bm/") and each.endswith(".html")]
        with Serving(portal):
            columns = "\n".join(
                f"  - {{name: 专栏{each[4:7]}, url: {each}, kind: 静态, unit: 办公室}}" for each in pages
            )
            plan = (
                f"site: {{name: 某某区民政局, home: {portal.origin}/, allow_private_hosts: true, owned: true}}\n"
                "crawl: {delay: 0, browser: always, retry_after: 0.1s, looks: 2}\nunits: [办公室]\n"
                f"columns:\n{columns}\nbrowser: {{pages: 120, pictures: 0}}\n"
                "functions: {search_titles: 0, downloads: 0}\n"
            )
            for _ in range(4):
                ran = rounds.inspect(tmp_path, portal, plan)
        found = {each for each in ran.findings(portal.origin) if each[0] in browsed.CHECKS}
        assert found == wanted, {names.get(each[1]) for each in found ^ wanted}
