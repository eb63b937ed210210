"""The interface, tried."""
