"""A portal, its office and the robots, as new for each test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from tests.people.office import Office
from tests.people.portal import Portal, Served
from tests.people.robots import KEY, SECRET, Listening, Robots


def _as_new(thing: Portal | Robots, new: Portal | Robots) -> None:
    """Everything but its address and its lock."""
    for field in fields(thing):
        if field.name not in ("address", "url", "lock"):
            setattr(thing, field.name, getattr(new, field.name))


@pytest.fixture(scope="session")
def _portal() -> Iterator[Portal]:
    with Served(Portal()) as portal:
        yield portal


@pytest.fixture(scope="session")
def _robots() -> Iterator[Robots]:
    with Listening() as robots:
        yield robots


@pytest.fixture
def portal(_portal: Portal) -> Portal:
    """At one address for all tests, so that the same first round is run once."""
    _as_new(_portal, Portal())
    return _portal


@pytest.fixture
def robots(_robots: Robots) -> Robots:
    _as_new(_robots, Robots())
    return _robots


@pytest.fixture
def office(tmp_path: Path, portal: Portal, robots: Robots) -> Office:
    """Its one route leads to the WeCom group; its plan names no columns unless a test says so."""
    office = Office(tmp_path, portal, columns=False, environment={"KEY": KEY, "SECRET": SECRET})
    office.alerts = {
        "channels": {
            "wecom": {"wecom": {"key_env": "KEY", "base_url": robots.url}},
            "dingtalk": {"dingtalk": {"token_env": "KEY", "secret_env": "SECRET", "base_url": robots.url}},
            "feishu": {"feishu": {"key_env": "KEY", "secret_env": "SECRET", "base_url": robots.url}},
            "webhook": {"webhook": {"url": robots.url + "/hook", "secret_env": "SECRET"}},
        },
        "routes": [{"to": ["wecom"]}],
    }
    return office
