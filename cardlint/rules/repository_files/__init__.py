"""What only the files beside the card tell: fields that they suggest, files that are missing or broken."""
