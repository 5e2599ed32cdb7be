"""The results files next to a card. These rules need no field of the card, so they always run; keep the group small."""
