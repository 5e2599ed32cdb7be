"""What is found in a card, and the text that it is found in: sources, diagnostics, quoting, secrets."""
