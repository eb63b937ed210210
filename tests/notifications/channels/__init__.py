"""The channels, each against a strict stand-in of what it speaks to."""
