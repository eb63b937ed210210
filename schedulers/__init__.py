"""When and where: the round runner."""
