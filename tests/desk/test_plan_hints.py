"""What may be written where the cursor stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.plan_hints import TEMPLATES, hints
from inspection.plan_file import parse_plan

_PLAN = "site: {name: 示例, home: 'https://a.example/'}\n"


@pytest.mark.parametrize(
    ("lines", "where", "key"),
    [
        ([""], "", "site"),
        (["columns:", "  - {name: 甲, "], "columns", "update_within"),
        (["columns:", "  - name: 甲", "    kind: 通"], "columns", "kind"),
        (["accounts:", "  - name: 甲", "    source:", "      - "], "accounts.source", "weibo_uid"),
        (["alerts:", "  quiet_hours:", "    from: "], "alerts.quiet_hours", "workdays_only"),
        (["site:", "  "], "site", "home"),
        (["crawl: {concurrency: 8, "], "crawl", "delay"),
    ],
)
def test_the_keys_of_the_noun_around_the_cursor_are_named(lines: list[str], where: str, key: str) -> None:
    found = hints(lines)

    assert (found.where, key in [one.key for one in found.keys]) == (where, True)


def test_the_key_under_the_cursor_is_marked() -> None:
    assert [one.key for one in hints(["site:", "  home: x"]).keys if one.here] == ["home"]


@given(st.lists(st.text(max_size=20), min_size=1, max_size=8))
def test_whatever_is_half_typed_something_can_be_said(lines: list[str]) -> None:
    assert hints(lines).keys


@pytest.mark.parametrize("section", TEMPLATES)
def test_every_entry_to_begin_with_is_sound(section: str) -> None:
    more = (
        "" if section != "crossposts" else f"columns:\n  {TEMPLATES['columns']}\naccounts:\n  {TEMPLATES['accounts']}\n"
    )

    assert parse_plan(f"{_PLAN}{more}{section}:\n  {TEMPLATES[section]}\n")
