"""What the files next to a card suggest, for the rules that compare or complete."""
