"""File extensions by what the files contain."""

WEIGHTS = (".safetensors", ".gguf", ".onnx", ".tflite", ".h5", ".msgpack", ".mlmodel")
"""Weights in formats that contain only numbers."""

PICKLED = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".joblib")
"""Weights in formats that run code when they are loaded by their usual reader."""

DATA = (".parquet", ".csv", ".tsv", ".jsonl", ".arrow")
"""Tables that a dataset is made of."""
