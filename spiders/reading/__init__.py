"""Reading: from a page's bytes to what it says, by its structure; pure functions, no network."""
