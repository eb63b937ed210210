"""Generated portals, inspected through the command line."""
