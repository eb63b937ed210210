"""The demo's second portal: drawn by script, behind a script challenge, with faults that only a browser sees."""
