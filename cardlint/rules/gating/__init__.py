"""The form that readers fill in to get access to a gated repository."""
