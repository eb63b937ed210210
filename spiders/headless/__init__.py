"""The browser, in a process of its own: it is asked one thing at a time by JSON lines, and answers with facts."""
