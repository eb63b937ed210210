"""Spiders that read accounts: one for each kind of source, each ending as one SourceReading."""
