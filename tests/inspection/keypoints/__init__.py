"""Tests of what is read from key-points documents."""
