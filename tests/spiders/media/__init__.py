"""Tests of spiders.media."""
