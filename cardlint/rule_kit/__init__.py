"""What rules are made of: the shape of a rule, edits, names of fields and licenses, explanations of YAML errors."""
