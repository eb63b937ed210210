"""Tell: the report as text, JSON and HTML."""
