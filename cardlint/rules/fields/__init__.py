"""The fields: their names, the types of their values, and those that are missing."""
