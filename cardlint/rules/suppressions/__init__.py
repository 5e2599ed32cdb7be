"""Comments that silence rules: those that cannot be read, name no rule, or silence nothing. Run last, by ``lint``."""
