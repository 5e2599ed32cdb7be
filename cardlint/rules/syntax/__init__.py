"""The YAML syntax: what does not parse, and what parses as something other than was meant."""
