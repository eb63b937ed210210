"""Saved views: a list under a name, one's own or everybody's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.people import Role
from store.saved_views import MOST
from tests.desk.samples import issue_of, opened

Clients = Callable[..., TestClient]


def save(client: TestClient, name: str, query: str = "unit=养老处", **fields: str) -> str:
    answer = client.post("/views", data={"name": name, "query": query, **fields})
    return client.get(answer.headers["location"]).text


def test_a_saved_list_is_found_again_with_how_many_it_holds(desk: Desk, client_of: Clients) -> None:
    opened(desk, issue_of("1", unit="养老处"), issue_of("2", unit="养老处"), issue_of("3"))
    client = client_of(Role.TRIAGE)

    assert "已保存视图" in save(client, "养老")

    assert '养老<span class="count">（2）' in client.get("/views/pins").text
    assert "单位：养老处" in client.get("/views").text


def test_what_is_shared_is_seen_by_others_and_changed_by_its_owner_alone(desk: Desk, client_of: Clients) -> None:
    owner, other = client_of(Role.TRIAGE), client_of(Role.TRIAGE)
    save(owner, "自用的")
    save(owner, "大家的", shared="1")
    shared = next(one for one in desk.store.saved_views(1) if one.shared)

    page = other.get("/views").text
    other.post(f"/views/{shared.id}", data={"name": "抢来的"})
    other.post(f"/views/{shared.id}/delete")

    assert "大家的" in page
    assert "自用的" not in page
    assert {one.name for one in desk.store.saved_views(shared.person)} == {"自用的", "大家的"}


def test_the_same_name_again_takes_the_place_of_the_first(desk: Desk, client_of: Clients) -> None:
    client = client_of(Role.READER)
    save(client, "本周", "due=week")
    save(client, "本周", "due=today")

    assert [one.query for one in desk.store.saved_views(1)] == ["due=today"]


def test_a_view_is_renamed_but_not_to_a_name_that_is_taken(desk: Desk, client_of: Clients) -> None:
    client = client_of(Role.READER)
    save(client, "甲")
    save(client, "乙")
    first = desk.store.saved_views(1)[0]

    client.post(f"/views/{first.id}", data={"name": "丙"})
    taken = client.post(f"/views/{first.id}", data={"name": "甲" if first.name == "乙" else "乙"})

    assert "没有改动" in client.get(taken.headers["location"]).text
    assert "丙" in {one.name for one in desk.store.saved_views(1)}


def test_what_a_view_keeps_is_a_filter_and_nothing_else(desk: Desk, client_of: Clients) -> None:
    client = client_of(Role.READER)

    save(client, "<b>坏</b>", "x=1&unit=<script>&after=1.2.3&state=bad")

    page = client.get("/views").text
    assert desk.store.saved_views(1)[0].query == "unit=%3Cscript%3E"
    assert "<script>&" not in page
    assert "<b>坏" not in page


def test_names_and_numbers_that_are_none_are_refused(desk: Desk, client_of: Clients) -> None:
    client = client_of(Role.READER)

    assert "请填写" in save(client, "  ")
    assert "请填写" in save(client, "长" * 41)
    assert client.post("/views/x", data={"name": "a"}).status_code == 404
    assert client.post(f"/views/{'9' * 19}/delete").status_code == 404
    assert desk.store.saved_views(1) == []


def test_nobody_keeps_more_than_can_be_looked_through(desk: Desk, client_of: Clients) -> None:
    client_of(Role.READER)
    for number in range(MOST):
        desk.store.save_view(1, str(number), "state=all", shared=False, now=desk.clock())

    assert not desk.store.save_view(1, "再一个", "state=all", shared=False, now=desk.clock())
    assert desk.store.save_view(1, "0", "state=open", shared=False, now=desk.clock())


def test_a_view_of_ones_own_is_what_the_list_begins_with(desk: Desk, client_of: Clients) -> None:
    client, other = client_of(Role.HANDLER, "办公室"), client_of(Role.READER)
    for name, query in (("甲", "due=week"), ("乙", "state=alive")):
        save(client, name, query, shared="1")
    second, first = (one.id for one in desk.store.saved_views(1))  # by name
    begins = []

    for view, wanted in ((first, "1"), (second, "1"), (second, "")):
        client.post(f"/views/{view}/start", data={"wanted": wanted})
        begins.append(client.get("/issues").headers["location"])
    other.post(f"/views/{first}/start", data={"wanted": "1"})

    assert begins == ["/issues?due=week", "/issues?state=alive", "/issues?unit=%E5%8A%9E%E5%85%AC%E5%AE%A4"]
    assert other.get("/issues").status_code == 200
    assert [one.start for one in desk.store.saved_views(1)] == [False, False]


def test_a_view_that_is_saved_anew_is_still_the_first(desk: Desk, client_of: Clients) -> None:
    client = client_of(Role.TRIAGE)
    save(client, "本周", "due=week")
    client.post(f"/views/{desk.store.saved_views(1)[0].id}/start", data={"wanted": "1"})

    save(client, "本周", "due=today")

    assert client.get("/issues").headers["location"] == "/issues?due=today"
    assert "<strong>首页</strong>" in client.get("/views").text


@pytest.mark.parametrize(("role", "left"), [(Role.READER, 1), (Role.HANDLER, 1), (Role.TRIAGE, 0), (Role.ADMIN, 0)])
def test_triage_and_admins_take_a_shared_view_off_everybodys_list(
    desk: Desk, client_of: Clients, role: Role, left: int
) -> None:
    save(client_of(Role.READER), "大家的", shared="1")
    other = client_of(role, "办公室" if role is Role.HANDLER else None)
    shared = desk.store.saved_views(1)[0]

    offered = f'action="/views/{shared.id}/unshare"' in other.get("/views").text
    other.post(f"/views/{shared.id}/unshare")

    assert (offered, sum(one.shared for one in desk.store.saved_views(1))) == (not left, left)
    assert [row.subject for row in desk.store.audited(act="view-unshare")] == ["大家的"] * (1 - left)


def test_whose_a_shared_view_is_stands_beside_it(desk: Desk, client_of: Clients) -> None:
    save(client_of(Role.READER), "大家的", shared="1")

    assert f"{desk.store.saved_views(1)[0].owner} 共享" in client_of(Role.ADMIN).get("/views").text


def test_a_query_that_is_too_long_is_refused_and_not_cut(desk: Desk, client_of: Clients) -> None:
    client = client_of(Role.READER)

    page = save(client, "很长", "&".join(f"unit={n:03}" for n in range(600)))

    assert ("视图没有保存" in page, desk.store.saved_views(1)) == (True, [])


def test_a_view_that_is_written_longer_than_it_was_sent_is_read_whole(desk: Desk, client_of: Clients) -> None:
    client = client_of(Role.READER)
    units = [f"某某某某某某某某某某某某某处{n:02}" for n in range(59)]

    save(client, "单位很多", "&".join(f"unit={one}" for one in units))

    assert all(f"单位：{one}" in client.get("/views").text for one in (units[0], units[-1]))
