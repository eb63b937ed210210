"""What the browser's process does, on portals whose lists scripts draw."""
