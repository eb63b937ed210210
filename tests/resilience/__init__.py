"""Rounds that are stopped, killed, and cut off from their database."""
