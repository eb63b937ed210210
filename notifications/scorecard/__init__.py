"""The scorecard for people: text, HTML, Word, JSON."""
