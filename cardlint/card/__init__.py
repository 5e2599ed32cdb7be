"""A card as it is read: its front matter, its Markdown, the files next to it, its kind, and what of it breaks a schema."""
