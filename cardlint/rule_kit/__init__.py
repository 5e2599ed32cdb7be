"""What rules are made of: the rule type, edits, names of fields and licenses, explanations of YAML errors."""
