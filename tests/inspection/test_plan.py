"""The plan's nouns: what follows from what is written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import ValidationError

from inspection.plan import Column, Crawl, Plan, Site


def site(**keys: object) -> Site:
    return Site.model_validate({"name": "局", "home": "https://MZJ.example.gov.cn", **keys})


def test_home_is_normalised() -> None:
    assert site().home_url == "https://mzj.example.gov.cn/"


@pytest.mark.parametrize(
    ("home", "hosts", "inspected"),
    [
        ("https://a.gov.cn/", (), {"a.gov.cn"}),
        ("http://127.0.0.1:8000/", (), {"127.0.0.1:8000"}),
        ("http://127.0.0.1:8000/", ("127.0.0.1",), {"127.0.0.1", "127.0.0.1:8000"}),
        ("http://127.0.0.1:8000/", ("127.0.0.1:8000", "127.0.0.1:9000"), {"127.0.0.1:8000", "127.0.0.1:9000"}),
        ("https://a.gov.cn/", ("WWW.a.gov.cn",), {"www.a.gov.cn"}),
        ("https://a.gov.cn/", ("民政.中国",), {"xn--5bvs5m.xn--fiqs8s"}),
    ],
)
def test_the_hosts_that_are_read_page_by_page(home: str, hosts: tuple[str, ...], inspected: set[str]) -> None:
    assert site(home=home, hosts=hosts).inspected_hosts == inspected


def test_a_columns_deadline_comes_from_its_kind_unless_it_states_its_own() -> None:
    by_kind = Column(name="a", url="/a/", kind="动态要闻")
    own = Column(name="b", url="/b/", kind="动态要闻", update_within=timedelta(days=90))
    fixed = Column(name="c", url="/c/", kind="静态")

    assert [c.deadline for c in (by_kind, own, fixed)] == [timedelta(days=14), timedelta(days=90), None]


def test_a_columns_address_is_relative_to_home() -> None:
    plan = Plan(site=site(), columns=(Column(name="a", url="tzgg/"),))

    assert plan.column_url(plan.columns[0]) == "https://mzj.example.gov.cn/tzgg/"


def test_a_noun_never_changes() -> None:
    with pytest.raises(ValidationError):
        Crawl().delay = 3.0  # type: ignore[misc]
