"""Key points of a year: the items of such a document, and the plan entries that they suggest."""
