"""The bytes of the file: encoding, size, line ends, and whether it is the card at all."""
