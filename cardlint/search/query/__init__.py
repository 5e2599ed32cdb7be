"""What is asked for: the language, the tree that it is read into, and the words that mean the same."""
