"""Judge what is stored: nothing here fetches."""
