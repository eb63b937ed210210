"""Reading files to their end."""
