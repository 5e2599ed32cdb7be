"""The sources of cards: folders, the cache of the Hub's client, dumps, and the Hub itself."""
