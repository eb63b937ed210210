"""A small portal with known faults, served on loopback, and its plan."""
