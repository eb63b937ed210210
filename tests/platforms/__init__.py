"""Strict stand-ins of WeChat, Weibo and feed services: documented formats, limits and error codes, faults injected."""
