"""Tests of spiders.suspicion."""
