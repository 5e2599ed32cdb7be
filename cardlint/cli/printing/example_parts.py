"""An example of a rule as the documentation shows it."""

from collections.abc import Iterator

from cardlint.card.files import CARD_NAME
from cardlint.rule_kit.rule import Example


def example_parts(example: Example) -> Iterator[tuple[str, str]]:
    """Yield the heading and the text of each part: what is bad, then what is good."""
    good = "Fixed" if example.fixed else "Good"
    if example.good_files:
        if not example.files.keys() >= example.good_files.keys():
            yield "Bad, files in the repository", "\n".join(sorted(example.files))
            yield f"{good}, files in the repository", "\n".join(sorted({**example.files, **example.good_files}))
        for name in (each for each in example.good_files if each in example.files):
            yield f"Bad, {name}", _remove_marks(example.files[name])
            yield f"{good}, {name}", example.good_files[name]
        return
    in_encoding = f", saved in {example.encoding}" if example.encoding != "utf-8" else ""
    called = f", called {example.name}" if example.name != CARD_NAME else ""
    yield f"Bad{in_encoding}{called}", _remove_marks(example.bad)
    yield f"{good}, called {CARD_NAME}" if called else good, example.good


def _remove_marks(text: str) -> str:
    return text.replace("«", "").replace("»", "").rstrip("\n")
