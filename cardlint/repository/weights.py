"""Which files of a repository hold weights."""

from cardlint.repository import Repository

SAFE = (".safetensors", ".gguf", ".onnx", ".tflite", ".h5", ".msgpack", ".mlmodel", ".npz")
"""Formats that hold numbers alone."""

PICKLED = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".joblib")
"""Formats that run code when they are loaded by their usual reader."""

_NOT_WEIGHTS = frozenset(("training_args.bin", "optimizer.bin", "optimizer.pt", "scheduler.pt", "scaler.pt"))


def weights(repository: Repository, suffixes: tuple[str, ...] = SAFE + PICKLED) -> tuple[str, ...]:
    """Return the weights right beside the card, sorted."""
    return tuple(name for name in repository.top if name.endswith(suffixes) and name not in _NOT_WEIGHTS)
