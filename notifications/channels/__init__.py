"""Ways to reach people: one file each."""
