"""Fetch and record: nothing here judges."""
