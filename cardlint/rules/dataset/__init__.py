"""Dataset cards: the words the Hub filters by, the subsets and their files, features and sizes."""
