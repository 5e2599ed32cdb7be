"""The backends: the protocol, a plain scan that defines correct answers, and the catalog with its text index."""
