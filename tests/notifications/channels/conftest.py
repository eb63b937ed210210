"""What the tests of the channels are given."""

from tests.notifications.channels.slack_fixtures import slack as slack
