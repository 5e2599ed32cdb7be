"""Licenses of well-known base models and datasets, looked up by the name of the repository."""

from functools import cache
from typing import Any

from cardlint.system.resources import load_json


def license_of_model(name: str) -> str | None:
    """Return the license of a well-known model if it grants fewer rights than an open one; otherwise None."""
    wanted = name.lower()
    for license_, patterns in _models()["entries"].items():
        if any(_fits(wanted, each) for each in patterns):
            return str(license_)
    return None


def _fits(name: str, wanted: str) -> bool:
    """Return whether ``name`` matches ``wanted``, in which one ``*`` matches anything."""
    head, star, tail = wanted.partition("*")
    return (
        name.startswith(head) and name.endswith(tail) and len(name) >= len(head) + len(tail) if star else name == wanted
    )


def is_open(license_: str) -> bool:
    """Return whether a license lets everyone use the work for any purpose."""
    return license_ in _models()["open"]


def noncommercial_license_of_dataset(name: str) -> str | None:
    """Return the license of a well-known dataset if it forbids commercial use; otherwise None."""
    return _datasets().get(name.lower())


def _models() -> Any:
    return load_json("schemas/facts/base_model_licenses.json")


@cache
def _datasets() -> dict[str, str]:
    entries = load_json("schemas/facts/noncommercial_datasets.json")["entries"]
    return {name.lower(): license_ for license_, names in entries.items() for name in names}
