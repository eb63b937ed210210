"""Which addresses a round tries."""

from __future__ import annotations

from inspection.plan import Plan
from spiders.frontier import MAX_CHAIN, Frontier
from spiders.hosts import Task
from spiders.verdict import Kind

HOME = "http://portal.cn/"


def frontier(**crawl: object) -> Frontier:
    return Frontier(Plan.model_validate({"site": {"name": "甲局", "home": HOME}, "crawl": crawl}))


def walk(front: Frontier, step: str, count: int) -> list[str]:
    """Follow an endless link `step` from page to page; the reasons of what was cut."""
    task, cut = Task(HOME, Kind.PAGE), []
    for number in range(count):
        offered = front.offer(step.format(n=number, path="x/" * number), task)
        if isinstance(offered, str):
            cut.append(offered)
            break
        assert offered is not None
        task = offered
    return cut


def test_an_address_is_offered_once() -> None:
    front = frontier()
    front.offer(HOME)

    assert front.offer(HOME) is None


def test_addresses_that_differ_in_a_session_alone_are_one() -> None:
    front = frontier()
    front.offer("http://portal.cn/x.jsp;jsessionid=AAA")

    assert front.offer("http://portal.cn/x.jsp;jsessionid=BBB") is None


def test_a_list_of_two_hundred_pages_is_followed_to_its_end() -> None:
    assert walk(frontier(max_depth=10), "http://portal.cn/list_{n}.html", 200) == []


def test_an_endless_calendar_ends() -> None:
    assert walk(frontier(), "http://portal.cn/calendar/{n}/", MAX_CHAIN * 3) == ["trap-limit"]


def test_endless_parameters_end() -> None:
    front = frontier(max_query_variants=50)
    reasons = [front.offer(f"http://portal.cn/search?a={n}") for n in range(60)]

    assert reasons.count("trap-limit") == 10


def test_an_address_that_repeats_itself_is_a_trap() -> None:
    assert frontier().offer("http://portal.cn/a/b/a/b/a/b/x.html") == "trap-limit"


def test_depth_is_limited_for_pages_and_not_for_their_files() -> None:
    front = frontier(max_depth=1)
    deep = Task("http://portal.cn/one.html", Kind.PAGE, depth=1)

    assert front.offer("http://portal.cn/two.html", deep) == "depth-limit"
    assert isinstance(front.offer("http://portal.cn/two.pdf", deep), Task)


def test_an_excluded_beginning_is_skipped() -> None:
    assert frontier(exclude=["http://portal.cn/old/"]).offer("http://portal.cn/old/1.html") == "excluded"


def test_other_hosts_are_foreign_and_do_not_count_as_pages() -> None:
    front = frontier(max_pages=1)
    front.offer(HOME)
    task = front.offer("http://other.cn/")

    assert isinstance(task, Task)
    assert task.kind is Kind.FOREIGN_PAGE
