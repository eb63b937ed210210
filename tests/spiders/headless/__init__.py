"""The browser's work, task by task."""
