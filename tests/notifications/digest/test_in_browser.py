"""The digest in a real browser, at a desk's width and a phone's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspection.findings import Severity
from notifications.digest import html
from notifications.digest.facts import Coming, ComingKind, Counts, Doubt, Standing, Tally, Veto
from tests.notifications.digest.word_samples import MONDAY, column, facts, issue

pytestmark = pytest.mark.browser


LONG = ("栏目" * 60, "a" * 300, "https://h.example/" + "%E4" * 200, "<script>document.title='x'</script>")


@pytest.mark.parametrize("long", LONG)
@pytest.mark.parametrize("width", [1280, 390])
def test_the_digest_fits_the_screen_and_asks_nobody(
    shown: Callable[[str, int], tuple[int, list[str]]], width: int, long: str
) -> None:
    everything = facts(
        site=long,
        office=long,
        counts=Counts(new=123_456, end=123_456, open=123_456, overdue=123_456),
        new=(issue(title=long, column=long, unit=long, severity=Severity.CRITICAL, why=long),),
        columns=(column(long, Standing.STALE, "pwou" * 6, url=long, unit=long, reason=long),),
        by_unit=(Tally(long, long, 123_456, 123_456, 123_456, 123_456, 123_456),),
        coming=(Coming(ComingKind.PUBLICATION, long, MONDAY.date(), long, long),),
        vetoes=(Veto("空白栏目", 4, 3, 5, 1, "warning", (long, long)),),
        undecided=(Doubt(long, ("断链",), long),),
    )
    page = html.render(everything, "w2025w13-00000000")

    wide, asked = shown(page, width)

    assert wide <= width
    assert asked == []
    assert "<script>document" not in page
