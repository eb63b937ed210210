"""What platforms, feeds and export files say: from bytes to a Listing, without I/O."""
