"""One transaction on a site's issues: what is unsettled, what is saved, and that turns are taken."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from inspection.issue import ALIVE, CLOSED, Act, State, Step
from inspection.records import Verdict
from inspection.telling import ChannelHealth, Post, Telling
from store.bulk import upsert
from store.case_tables import channel_health
from store.messages import health_row
from store.recording import Batch
from store.store import Store
from tests.store.samples import HOST, NOW, SITE, found, issue, message, open_issues, probe, put

LATER = NOW + timedelta(hours=1)


def told(issue_id: int, channel: str = "one", **fields: object) -> Telling:
    return Telling(**{"issue": issue_id, "channel": channel, "told_at": NOW, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("state", sorted(ALIVE))
def test_what_is_not_over_is_unsettled(store: Store, state: State) -> None:
    saved = open_issues(store, issue(state=state))

    with store.casework(SITE) as work:
        assert work.unsettled() == saved


@pytest.mark.parametrize("state", sorted(CLOSED))
@pytest.mark.parametrize(
    ("fields", "unsettled"),
    [
        ({"told_at": None}, False),
        ({"told_at": NOW}, True),
        ({"told_at": NOW, "over_at": LATER}, False),
        ({"told_at": None, "waiting_since": NOW}, True),
    ],
)
def test_what_is_over_is_unsettled_until_every_channel_knows(
    store: Store, state: State, fields: dict[str, object], unsettled: bool
) -> None:
    (saved,) = open_issues(store, issue(state=state))

    with store.casework(SITE) as work:
        work.save_tellings([told(saved.id, **fields), told(saved.id, "two", over_at=LATER)])

        assert (work.unsettled() == [saved]) is unsettled


def test_tellings_of_the_unsettled_are_those_of_every_channel(store: Store) -> None:
    alive, half, over = open_issues(
        store, issue("a"), issue("b", state=State.VERIFIED), issue("c", state=State.VERIFIED)
    )
    wanted = [told(alive.id, told_at=None), told(half.id), told(half.id, "two", over_at=LATER)]

    with store.casework(SITE) as work:
        work.save_tellings([*wanted, told(over.id, over_at=LATER)])

        assert list(work.tellings().values()) == wanted
        assert set(work.tellings([over.id])) == {(over.id, "one")}
        assert work.tellings([]) == {}


def test_new_issues_are_numbered_in_the_order_given_and_known_ones_keep_their_number(store: Store) -> None:
    (known,) = open_issues(store, issue("known"))

    with store.casework(SITE) as work:
        saved = work.save([(issue("a"), ()), (known, ()), (issue("b"), ())], NOW)

    assert [one.subject.removeprefix(HOST) for one in saved] == ["a", "known", "b"]
    assert saved[1].id == known.id
    assert len({one.id for one in saved} - {0}) == 3


def test_many_issues_are_saved_and_found_at_once(store: Store) -> None:
    fresh = [issue(str(number)) for number in range(1201)]

    saved = open_issues(store, *fresh)

    with store.casework(SITE) as work:
        assert work.by_fingerprints({one.fingerprint for one in fresh}) == saved
        assert len(work.tellings([one.id for one in saved])) == 0


def test_what_was_saved_in_this_transaction_is_what_is_read_in_it(store: Store) -> None:
    (known,) = open_issues(store, issue("known"))

    with store.casework(SITE) as work:
        work.unsettled()
        moved = replace(known, state=State.VERIFIED, evidence={"http_status": 200})
        fresh = work.save([(moved, ()), (issue("new"), ())], NOW)[1]

        assert work.unsettled() == [fresh]
        assert work.issue(known.id) == moved
        assert work.by_fingerprints({known.fingerprint, fresh.fingerprint}) == [moved, fresh]
    assert store.issue(known.id) == moved


def test_evidence_that_changes_is_written_and_so_is_the_rest(store: Store) -> None:
    (known,) = open_issues(store, issue(evidence={"http_status": 404}, found_on=(HOST,)))
    changes = [{"evidence": {"http_status": 410}}, {"found_on": (HOST, HOST + "b")}, {"title": "另一个标题"}]

    for change in changes:
        with store.casework(SITE) as work:
            work.issue(known.id)
            known = replace(known, **change)  # type: ignore[arg-type]
            work.save([(known, ())], NOW)

        assert store.issue(known.id) == known


def test_one_fault_is_never_two_issues(store: Store) -> None:
    open_issues(store, issue())

    with pytest.raises(IntegrityError):
        open_issues(store, issue())


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.casework(SITE) as work:
            (saved,) = work.save([(issue(), [found()])], NOW)
            work.enqueue([message(issues=(saved.id,))])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert (store.issues_of(SITE), store.messages(SITE)) == ([], [])


def test_a_site_knows_nothing_of_another(store: Store) -> None:
    (known,) = open_issues(store, issue())
    put(store, message())

    with store.casework("别处") as work:
        assert work.issue(known.id) is None
        assert work.by_fingerprints({known.fingerprint}) == []
        assert (work.unsettled(), work.queued(), work.posts(), work.health()) == ([], [], {}, {})
        assert not work.withdraw("m1", NOW, "")


def test_two_who_change_one_issue_take_turns(store: Store) -> None:
    (known,) = open_issues(store, issue())

    def see(_number: int) -> None:
        with store.casework(SITE) as work:
            now = work.issue(known.id)
            assert now is not None
            step = Step(NOW, "值班编辑", Act.NOTE, now.state, now.state, str(now.sightings))
            work.save([(replace(now, sightings=now.sightings + 1), [step])], NOW)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(see, range(24)))

    after = store.issue(known.id)
    assert after is not None
    assert after.sightings == 25
    assert [step.why for step in store.steps(known.id)] == ["发现", *map(str, range(1, 25))]


def test_a_message_is_put_in_once(store: Store) -> None:
    first = put(store, message("m1"), message("m2"))

    second = put(store, message("m2", group="another"), message("m3"), message("m3"))

    assert (first, second) == (["m1", "m2"], ["m3"])
    assert [(one.id, one.group) for one in store.messages(SITE)] == [("m3", "g"), ("m2", "g"), ("m1", "g")]


def test_what_waits_can_be_withdrawn_until_somebody_sends_it(store: Store) -> None:
    put(store, message("m1", group="a"), message("m2", group="b"))
    claimed = store.claim(SITE, NOW, {"one": (9, timedelta(minutes=1))}, timedelta(minutes=5))
    assert claimed is not None

    with store.casework(SITE) as work:
        assert [one.id for one in work.queued("one")] == ["m2"]
        assert work.queued("two") == []
        assert [work.withdraw(id_, NOW, "已恢复") for id_ in ("m1", "m2", "m2", "m9")] == [False, True, False, False]

    withdrawn = store.message("m2")
    assert withdrawn is not None
    assert (withdrawn.status.value, withdrawn.error) == ("withdrawn", "已恢复")


def test_posts_and_health_are_known_by_channel(store: Store) -> None:
    put(store, message("m1", "slack", "g"))
    store.claim(SITE, NOW, {"slack": (9, timedelta(minutes=1))}, timedelta(minutes=5))
    post = Post(SITE, "slack", "g", "m1", NOW, {"ts": "1.2"})
    store.delivered("m1", NOW, {}, post)

    with store.writing() as connection:
        upsert(connection, channel_health, [health_row(ChannelHealth(SITE, "slack", NOW, "不通"))])

    with store.casework(SITE) as work:
        work.noticed("slack", LATER)

        assert work.posts() == {("slack", "g"): post}
        assert work.health() == {"slack": ChannelHealth(SITE, "slack", NOW, "不通", noticed_at=LATER)}
    assert store.post(SITE, "slack", "g") == post
    assert store.post(SITE, "slack", "another") is None


def test_verdicts_are_those_of_the_addresses_asked_for(store: Store, round_id: str) -> None:
    some = [probe(str(number), verdict) for number, verdict in enumerate(Verdict)]
    store.record(round_id, Batch(probes=[*some, probe("unasked")]))

    with store.casework(SITE) as work:
        asked = {one.url for one in some} | {HOST + "never-tried"}

        assert work.verdicts(round_id, asked) == {one.url: one.verdict for one in some}
