"""Scripted portals that nobody tuned anything to, each with a plain twin: judged from outside, by commands alone."""
