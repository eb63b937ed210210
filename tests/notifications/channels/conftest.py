"""What the tests of the channels are given."""

from tests.notifications.slack_fixtures import slack as slack
