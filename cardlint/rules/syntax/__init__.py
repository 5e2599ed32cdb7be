"""The YAML itself: what does not parse, and what parses as something else than was meant."""
