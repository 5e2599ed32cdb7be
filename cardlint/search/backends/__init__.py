"""What answers: the protocol, the plain scan that says what is right, and the catalogue with its text index."""
