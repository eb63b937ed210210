"""What a duty of the plan has found: the words that nobody gave, and no other duty's."""

from __future__ import annotations

from desk.plan_found import Ledger
from store.plan_edits import Tally
from tests.desk.conftest import NOW, SITE


def test_a_duty_has_the_words_that_nobody_gave() -> None:
    late, other = (Tally("overdue-duty", None, None, f"{number}/培训", 1, 2, 3, NOW) for number in ("2", "24"))

    found = Ledger(SITE, [late, other]).found(("duties", 0), {"number": "2", "name": "培训"})

    assert found is not None
    assert (found.open, found.all) == (1, 2)
    assert "check=overdue-duty" in found.address
