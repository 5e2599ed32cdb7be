"""The widget of a model: its examples, their files, the parameters of its calls."""
