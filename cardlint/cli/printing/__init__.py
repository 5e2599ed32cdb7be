"""What commands print for people: paragraphs, tables, charts, and the formats of search results."""
