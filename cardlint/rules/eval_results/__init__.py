"""The files of results beside a card. They need no field of it, so this group is always awake and kept small."""
