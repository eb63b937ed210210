"""The checks, sentence by sentence."""
