"""Everything that the desk does, as documented JSON; each module has its `router`."""
