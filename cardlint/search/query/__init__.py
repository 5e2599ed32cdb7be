"""Queries: the query language, the tree into which a query is parsed, and synonyms."""
