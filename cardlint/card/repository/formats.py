"""What the names of files end with, by what is in them."""

WEIGHTS = (".safetensors", ".gguf", ".onnx", ".tflite", ".h5", ".msgpack", ".mlmodel")
"""Weights in formats that hold numbers alone."""

PICKLED = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".joblib")
"""Weights in formats that run code when they are loaded by their usual reader."""

DATA = (".parquet", ".csv", ".tsv", ".jsonl", ".arrow")
"""Tables that a dataset is made of."""
