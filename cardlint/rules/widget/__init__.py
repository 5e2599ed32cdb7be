"""The widget of a model: its examples, their files and the parameters of its requests."""
