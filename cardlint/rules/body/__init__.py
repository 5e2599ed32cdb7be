"""The Markdown below the front matter: what is missing, left over, broken, exposed, or contradicts the fields."""
