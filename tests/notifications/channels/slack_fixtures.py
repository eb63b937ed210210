"""Slack's stand-in as a fixture, for the tests of the channel and of its listener."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.notifications.channels.slack_server import SlackServer, slack_server


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with slack_server() as server:
        yield server
