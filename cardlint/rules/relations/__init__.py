"""What a card says about other repositories: base models, datasets, models of a Space, a newer version, buckets."""
