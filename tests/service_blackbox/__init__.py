"""The service judged from outside: portals that change between rounds, seen by the commands alone."""
