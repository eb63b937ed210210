"""Tests of inspection."""
