"""The other repositories that a card names: base models, datasets, models of a Space, a newer version, buckets."""
