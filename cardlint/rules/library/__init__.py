"""The library of a model: what ``library_name`` says, and whether the files agree."""
