"""What only the files next to the card show: fields that they suggest, files that are missing or broken."""
