"""What the files beside a card tell of it, for the rules that compare or complete."""
