"""Tests of spiders.accounts."""
