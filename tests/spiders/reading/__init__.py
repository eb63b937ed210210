"""Tests of spiders/reading."""
