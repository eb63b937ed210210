"""The view that a person's list begins with: one's own, and one at most."""

from __future__ import annotations

from inspection.people import Person, Role
from store.store import Store
from tests.store.samples import NOW


def test_a_list_begins_with_one_view_of_ones_own_at_most(store: Store) -> None:
    mine, other = (store.add_person(Person(login, login, Role.TRIAGE), NOW).id for login in ("a", "b"))
    for name in ("甲", "乙"):
        store.save_view(mine, name, f"text={name}", shared=True, now=NOW)
    second, first = (one.id for one in store.saved_views(mine))

    tried = [
        store.start_with(mine, first, wanted=True),
        store.start_with(mine, second, wanted=True),
        store.start_with(other, first, wanted=True),
        store.start_with(mine, 2**80, wanted=True),
    ]
    began = store.start_query(mine)
    store.start_with(mine, second, wanted=False)

    assert tried == [True, True, False, False]
    assert (began, store.start_query(mine), store.start_query(other)) == ("text=乙", None, None)


def test_what_is_no_longer_shared_stays_its_owners(store: Store) -> None:
    mine, other = (store.add_person(Person(login, login, Role.TRIAGE), NOW).id for login in ("a", "b"))
    store.save_view(mine, "甲", "text=甲", shared=True, now=NOW)
    view = store.saved_views(other)[0]

    was = [store.unshare_view(number) for number in (view.id, view.id, 0, 2**80)]

    assert was == [view, None, None, None]
    assert ([one.name for one in store.saved_views(mine)], store.saved_views(other)) == (["甲"], [])
