"""Tokens, keys and passwords in texts: what each kind looks like, where a text contains one, and how to mask it.

``formats`` reads each kind from ``schemas/facts/secrets.json``; ``find`` searches a text; ``mask`` hides what was found.
"""
