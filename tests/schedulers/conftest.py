"""What the tests of Slack's listener are given."""

from __future__ import annotations

import pytest

from tests.notifications.channels.slack_fixtures import slack as slack
from tests.schedulers.slack_desk import Desk


@pytest.fixture
def desk() -> Desk:
    return Desk()
