"""Many machines: rounds as jobs in PostgreSQL, workers that run them, and one timetable that leads."""
