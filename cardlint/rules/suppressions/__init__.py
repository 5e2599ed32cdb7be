"""Suppression comments that are malformed, name an unknown rule, or are unused. Run last, by ``lint``."""
