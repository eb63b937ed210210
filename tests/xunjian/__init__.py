"""Tests of xunjian."""
