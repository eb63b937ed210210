"""What files say, from their bytes: PDF, Word, Excel, OFD, text."""
