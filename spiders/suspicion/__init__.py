"""Pages that look hijacked, tampered with, or hiding links: what a body shows of it, as facts. Nothing is judged."""
