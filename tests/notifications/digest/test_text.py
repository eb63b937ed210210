"""The digest's plain lines lead to the right list."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from notifications.digest.text import more
from tests.notifications.digest.word_samples import facts


@pytest.mark.parametrize("unit", [None, "办公室"])
def test_the_address_names_the_site_and_the_unit(unit):
    address = more(facts(site="示例市民政局", unit=unit))

    asked = parse_qs(urlsplit(address).query)
    assert (address.startswith("https://desk.example/issues?"), asked) == (
        True,
        {"site": ["示例市民政局"]} | ({"unit": [unit]} if unit else {}),
    )
