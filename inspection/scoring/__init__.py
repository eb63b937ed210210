"""The scorecard: the national indicators counted from what the checks found, by rules that are data."""
