"""Dataset cards: the words that the Hub filters by, the subsets and their files, features and sizes."""
