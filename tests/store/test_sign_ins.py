"""Tries to sign in, and who may be an admin, where several come at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inspection.people import Person, Role
from store.people import LastAdminError, TakenError
from store.store import Store

NOW = datetime(2026, 11, 23, tzinfo=UTC)
WITHIN = timedelta(minutes=15)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'x.db'}"
    make: Callable[[], str] = request.getfixturevalue("new_postgres_database")
    return make()


def test_many_tries_at_once_get_no_more_than_one_after_the_other(url: str, tmp_path: Path) -> None:
    with Store.open(url, tmp_path / "e") as store, ThreadPoolExecutor(8) as threads:
        tried = list(
            threads.map(
                lambda _: store.try_sign_in("a", "10.0.0.1", NOW, most=3, most_here=30, within=WITHIN), range(16)
            )
        )

    assert sum(isinstance(one, int) for one in tried) == 3
    assert {one for one in tried if isinstance(one, datetime)} == {NOW + WITHIN}


def test_an_address_is_counted_whatever_logins_it_tries(url: str, tmp_path: Path) -> None:
    with Store.open(url, tmp_path / "e") as store:
        tried = [store.try_sign_in(f"a{n}", "10.0.0.1", NOW, most=3, most_here=5, within=WITHIN) for n in range(7)]
        elsewhere = store.try_sign_in("a0", "10.0.0.2", NOW, most=3, most_here=5, within=WITHIN)

    assert [isinstance(one, int) for one in [*tried, elsewhere]] == [True] * 5 + [False] * 2 + [True]


def test_who_guesses_in_one_place_shuts_nobody_out_in_another_until_they_come_from_many(
    url: str, tmp_path: Path
) -> None:
    with Store.open(url, tmp_path / "e") as store:
        one = [store.try_sign_in("a", "10.0.0.1", NOW, most=3, most_here=5, within=WITHIN) for _ in range(4)]
        two = [store.try_sign_in("a", "10.0.0.2", NOW, most=3, most_here=5, within=WITHIN) for _ in range(3)]
        three = store.try_sign_in("a", "10.0.0.3", NOW, most=3, most_here=5, within=WITHIN)

    assert [isinstance(said, int) for said in [*one, *two, three]] == [True] * 3 + [False] + [True] * 2 + [False] * 2


def test_a_clock_that_ran_ahead_shuts_nobody_out_for_long(url: str, tmp_path: Path) -> None:
    with Store.open(url, tmp_path / "e") as store:
        for _ in range(3):
            store.try_sign_in("a", "10.0.0.1", NOW + timedelta(days=400), most=3, most_here=5, within=WITHIN)

        now = store.try_sign_in("a", "10.0.0.1", NOW, most=3, most_here=5, within=WITHIN)

    assert isinstance(now, int)


def test_two_admins_cannot_both_step_down(url: str, tmp_path: Path) -> None:
    with Store.open(url, tmp_path / "e") as store, ThreadPoolExecutor(2) as threads:
        admins = [store.add_person(Person(login, login, Role.ADMIN), NOW) for login in ("a1", "a2")]

        def step_down(person: Person) -> bool:
            try:
                store.change_person(replace(person, active=False))
            except LastAdminError:
                return False
            return True

        done = list(threads.map(step_down, admins))

        assert sorted(done) == [False, True]
        assert sum(person.active for person in store.people()) == 1


def test_the_first_person_and_a_login_are_given_once(url: str, tmp_path: Path) -> None:
    with Store.open(url, tmp_path / "e") as store, ThreadPoolExecutor(4) as threads:
        first = Person("admin", "管理员", Role.ADMIN)
        won = list(threads.map(lambda _: store.add_first_person(first, NOW, password="h"), range(4)))

        assert sorted(won) == [False, False, False, True]
        with pytest.raises(TakenError):
            store.add_person(Person(" ADMIN ", "x", Role.READER), NOW)
