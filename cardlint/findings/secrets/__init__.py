"""Tokens, keys and passwords in texts: how each kind looks, where a text has one, and the text without them.

``formats`` reads what is known of each kind from ``schemas/facts/secrets.json``; ``find`` searches a text; ``mask`` hides what was found.
"""
