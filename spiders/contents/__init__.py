"""What pages say, from their bytes: labels, identity, days, tables, messages, personal data, text."""
