"""Tests of the scorecard's forms."""
