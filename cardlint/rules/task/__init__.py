"""The task of a model: what ``pipeline_tag`` says, what the Hub derives without it, and whether the two agree."""
