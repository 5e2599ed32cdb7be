"""The Markdown below the front matter: what is missing, unfinished, broken or exposed, or contradicts the fields."""
