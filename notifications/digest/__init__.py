"""巡检周报: the week, as facts and in each of its forms."""
