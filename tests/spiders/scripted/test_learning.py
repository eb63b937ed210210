"""What a page shown by the browser teaches of its source."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inspection.records import Entry
from spiders.scripted.learning import Exchanged, Page, learn_recipes
from spiders.scripted.recipes import Recipe
from spiders.scripted.requests import Request
from spiders.scripted.rows import Shown
from tests.spiders.scripted.apis import BASE, NOW, ORIGIN, TODAY, Api, apis

FEW = settings(max_examples=15, deadline=None)


def taught(page: Page) -> Recipe | None:
    lesson = learn_recipes(page, TODAY, NOW)
    return lesson.recipes[0] if lesson is not None else None


def is_told(api: Api, pages: int) -> bool:
    """Whether the rows shown tell how days are written in addresses: 11/12 may be written with a nought, or without."""
    days = [api.day(at) for at in range(min(api.total, pages * api.size))]
    return api.stated or "{m}" not in api.address or any(day.day < 10 or day.month < 10 for day in days)


def rows_by(recipe: Recipe, api: Api) -> list[Entry]:
    """All rows, asked for as the recipe says."""
    (part,) = recipe.parts
    found: list[Entry] = []
    for number in range(api.pages):
        asked = api.asked(part.page(number, NOW + 500, 0.25))
        assert asked == number
        rows = part.entries(api.answer(number), "application/json", BASE, TODAY)
        assert rows is not None
        found += rows
    return found


@FEW
@given(apis())
def test_two_pages_teach_how_all_are_asked_for_and_read(api: Api) -> None:
    assume(api.pages > 2 and is_told(api, 2))

    recipe = taught(api.shown(2, "max-pages"))

    assert recipe is not None
    expected = [(api.entry(at).title, api.entry(at).url, api.day(at)) for at in range(api.total)]
    days = [getattr(e.published_at, "date", lambda e=e: e.published_at)() for e in rows_by(recipe, api)]
    assert [(e.title, e.url, day) for e, day in zip(rows_by(recipe, api), days, strict=True)] == expected


@FEW
@given(apis())
def test_one_page_teaches_how_further_ones_are_asked_for_where_the_field_says_that_it_is_the_page(api: Api) -> None:
    assume(api.how != "path" and is_told(api, 1))

    recipe = taught(api.shown(1, "max-pages" if api.pages > 1 else "no-more"))

    assert recipe is not None
    assert [entry.url for entry in rows_by(recipe, api)] == [api.entry(at).url for at in range(api.total)]


@FEW
@given(apis())
def test_a_recipe_is_kept_as_json_and_asks_the_same_afterwards(api: Api) -> None:
    recipe = taught(api.shown(2, "max-pages"))
    assume(recipe is not None)
    assert recipe is not None

    again = Recipe.of(recipe.as_json())

    assert again == recipe


def test_a_recipe_of_another_program_is_none() -> None:
    assert Recipe.of({"version": 99, "parts": []}) is None


@FEW
@given(apis())
def test_rows_that_the_page_hides_make_the_source_no_source(api: Api) -> None:
    page = api.shown(2, "no-more")
    hidden = replace(page, shown=replace(page.shown, entries=page.shown.entries[1:], text=""))

    assert taught(hidden) is None


@FEW
@given(apis())
def test_rows_that_no_answer_has_make_the_source_no_source(api: Api) -> None:
    page = api.shown(2, "no-more")
    more = (*page.shown.entries, Entry("从别处来的一行内容", f"{ORIGIN}/elsewhere/1.html", TODAY))

    assert taught(replace(page, shown=replace(page.shown, entries=more))) is None


@FEW
@given(apis())
def test_rows_of_the_page_itself_come_before_those_that_are_asked_for(api: Api) -> None:
    assume(api.pages > 2 and api.how != "path" and is_told(api, 2))
    page = api.shown(2, "max-pages")
    own = page.shown.entries[: api.size]

    recipe = taught(replace(page, exchanges=[page.exchanges[2]], own=own))

    assert recipe is not None
    assert recipe.own
    assert api.asked(recipe.parts[0].page(1, NOW, 0.5)) == 2


@FEW
@given(apis().map(lambda api: replace(api, moment="day", stated=False, address="/content/{id}.html")), st.data())
def test_another_date_than_the_one_shown_is_not_taken_for_it(api: Api, data: Any) -> None:
    page = api.shown(2, "max-pages")
    broken = [
        replace(one, body=one.body.replace(api.day(at).isoformat().encode(), b"2001-01-01"))
        for one in page.exchanges
        for at in [data.draw(st.integers(0, min(api.total, api.size) - 1))]
    ]
    recipe = taught(replace(page, exchanges=broken))

    assert recipe is None


def test_requests_that_follow_the_last_row_are_not_understood() -> None:
    def one(last: int, first: int) -> Exchanged:
        rows = ",".join(f'{{"title":"关于第{n}件事的通知","url":"/a/{n}.html"}}' for n in range(first, first + 5))
        request = Request("GET", f"{ORIGIN}/more?after={last}")
        return Exchanged(request, 200, "application/json", f"[{rows}]".encode(), "first" if first < 5 else "more")

    entries = tuple(Entry(f"关于第{n}件事的通知", f"{ORIGIN}/a/{n}.html") for n in range(15))
    page = Page(BASE, Shown(entries), [one(0, 0), one(8731, 5), one(4410, 10)], "max-pages")

    assert taught(page) is None


@FEW
@given(apis().map(lambda api: replace(api, stated=False, size=4, address="/art/{y}/{m}/{d}/art_7_{id}.html")))
def test_what_the_rows_shown_do_not_tell_is_not_guessed(api: Api) -> None:
    assert taught(api.shown(1, "max-pages")) is None
