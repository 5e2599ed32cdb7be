"""The backends: the protocol, a simple scan that defines the correct answers, and the catalog with its text index."""
