"""Hostile servers, killed rounds and wrong commands, through the command line."""
