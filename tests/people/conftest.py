"""A portal, its office and the robots, new for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.people.office import Office
from tests.people.portal import Portal, Served
from tests.people.robots import KEY, SECRET, Listening, Robots


@pytest.fixture
def portal() -> Iterator[Portal]:
    with Served(Portal()) as portal:
        yield portal


@pytest.fixture
def robots() -> Iterator[Robots]:
    with Listening() as robots:
        yield robots


@pytest.fixture
def office(tmp_path: Path, portal: Portal, robots: Robots) -> Office:
    """Its one route leads to the WeCom group."""
    office = Office(tmp_path, portal, environment={"KEY": KEY, "SECRET": SECRET})
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
