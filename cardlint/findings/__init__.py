"""What is found in a card, and the text it is found in: sources, diagnostics, quoting, secrets."""
