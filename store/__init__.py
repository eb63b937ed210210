"""Remember: tables, sessions, migrations, evidence files."""
