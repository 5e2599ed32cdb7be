"""The file itself: encoding, size, line endings, and whether it is the card at all."""
