"""A card as it is read: its front matter, its Markdown, the files next to it, its kind, and how it violates the schemas."""
