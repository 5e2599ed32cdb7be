"""What a model card says of the scores of the model, and of the emissions of its training."""
