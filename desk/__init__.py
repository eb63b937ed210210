"""The triage desk: what the office opens in the morning. Server-rendered, in Chinese, without any script of others."""
