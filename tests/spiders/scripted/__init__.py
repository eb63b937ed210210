"""Tests of the room's lists that scripts draw."""
