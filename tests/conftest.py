"""For every test: a busy machine is no fault, so a property has no deadline of its own."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("unhurried", parent=settings.default, deadline=None)
settings.load_profile("unhurried")
