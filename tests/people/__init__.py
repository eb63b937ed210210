"""From findings to people, through the command line only: a portal that changes, strict servers, a real database."""
