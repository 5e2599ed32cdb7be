"""From a card to what is kept of it: values to filter and count, words to find, and what is missing."""
