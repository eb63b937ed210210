"""Tests of what pages say."""
