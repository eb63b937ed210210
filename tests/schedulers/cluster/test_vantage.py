"""Each site is watched by a few machines, always the same ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from schedulers.cluster.vantage import WATCHED_BY, Watched, share
from store.processes import ProcessRow
from store.store import Store

SITES = [f"{n}号网站" for n in range(60)]
machines = st.sets(st.text("abcdefgh", min_size=1, max_size=3), min_size=1, max_size=8)


@given(machines)
def test_each_site_is_watched_by_as_many_as_asked(names: set[str]) -> None:
    watched = Counter(site for name in names for site in share(SITES, names, name))

    assert set(watched) == set(SITES)
    assert set(watched.values()) == {min(WATCHED_BY, len(names))}


@given(machines)
def test_a_machine_that_goes_moves_its_own_share_alone(names: set[str]) -> None:
    gone, *left = sorted(names)
    for name in left:
        before, after = share(SITES, names, name), share(SITES, left, name)

        assert set(before) <= set(after)
        assert set(after) - set(before) <= set(share(SITES, names, gone))


def test_the_work_is_shared_about_evenly() -> None:
    names = [f"机器{n}" for n in range(6)]
    counts = [len(share(SITES, names, name)) for name in names]

    assert max(counts) < 3 * min(counts)


def test_a_worker_watches_what_a_timetable_inspects_by_its_newest_plan(tmp_path: Path) -> None:
    plan = 'site: {name: 民政局, home: "https://mz.example.gov.cn/"}\ncolumns: []\n'
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        now = store.clock()
        store.record_plan("民政局", "d1", plan, now)
        store.record_plan("早已不管的网站", "d2", plan, now)
        watched = Watched(store, "机器甲")
        idle = watched._look()
        store.beat(ProcessRow("s", "serve", "m", 1, "1", now, now, {"sites": ["民政局", "没有方案的网站"]}))
        taken = watched._look()

    assert idle == {}
    assert list(taken) == ["民政局"]
