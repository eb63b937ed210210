"""Set arithmetic on links: what is reached, who links where, and what of it is void."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spiders.link_graph import LinkGraph
from store.keys import pack

NODES = st.integers(0, 12)


def graph(pages: dict[int, list[int]], redirects: dict[int, int] | None = None) -> LinkGraph:
    """Anchor 100 + t leads to target t."""
    anchors = {100 + target: target for target in range(13)}
    return LinkGraph(anchors, ((p, pack([100 + t for t in to])) for p, to in pages.items()), redirects or {})


@given(
    pages=st.dictionaries(NODES, st.lists(NODES, max_size=5), max_size=10),
    read=st.dictionaries(NODES, st.lists(NODES, max_size=5), max_size=4),
    redirects=st.dictionaries(NODES, NODES, max_size=4),
    roots=st.sets(NODES, max_size=3),
    dropped=st.sets(NODES, max_size=2),
)
def test_what_is_reached_is_what_a_plain_search_reaches(
    pages: dict[int, list[int]],
    read: dict[int, list[int]],
    redirects: dict[int, int],
    roots: set[int],
    dropped: set[int],
) -> None:
    made = graph(pages, redirects)
    for page, to in read.items():
        made.read(page, to)
    made.drop(dropped)

    ways = {p: {t for t in to if t not in dropped} for p, to in pages.items()} | {p: set(to) for p, to in read.items()}
    reached, todo = set(roots), list(roots)
    while todo:
        here = todo.pop()
        for there in ways.get(here, set()) | ({redirects[here]} if here in redirects else set()):
            if there not in reached:
                reached.add(there)
                todo.append(there)

    assert made.reached(roots) == reached


def test_linkers_are_those_of_today() -> None:
    made = graph({1: [5], 2: [5], 3: [6]})
    made.read(2, [6])

    assert {target: sorted(pages) for target, pages in made.linkers({5, 6}).items()} == {5: [1], 6: [2, 3]}


def test_a_page_that_is_lost_leads_nowhere() -> None:
    made = graph({1: [2], 2: [3]})
    made.lost(2)

    assert made.reached([1]) == {1, 2}


def test_a_hub_leads_to_what_few_pages_lead_to() -> None:
    made = graph({0: [1, 2, 3], 1: [9, 8], 2: [9, 8], 3: [9, 8], 4: [9]})

    assert made.hubs(made.degrees(), rare=1, least=3) == {0: 3}


def test_depth_is_counted_in_clicks() -> None:
    assert graph({0: [1], 1: [2], 2: [0]}).depths([0]) == {0: 0, 1: 1, 2: 2}
