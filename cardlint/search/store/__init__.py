"""An index: made, kept up to date with its sources, made anew, and safe meanwhile."""
