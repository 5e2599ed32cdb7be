"""Which versions of Gradio the requirements of a Space allow; the Hub installs Gradio together with them."""

import re

from cardlint.card.repository import BrokenFile, Repository
from cardlint.system.named_tuple import NamedTuple

FILE = "requirements.txt"

# As text: re compiles it when a Space first has requirements, and not for every Space.
_REQUIREMENT = r"(?m)^gradio *(?:\[[^\]\n]{0,99}\] *)?(?P<demands>[=<>!~][^;#@\n]{0,99})(?P<marker>;?)"


class Requirement(NamedTuple):
    """A line of the requirements that asks for versions of gradio: its version specifiers, and its number."""

    demands: str
    line: int


def demands_of_gradio(repository: Repository) -> list[Requirement]:
    """Return the version specifiers of gradio in the requirements, except those for some machines only."""
    try:
        text = repository.text(FILE)
    except BrokenFile:
        return []
    if not text:
        return []
    return [
        Requirement(match["demands"].strip(), text.count("\n", 0, match.start()) + 1)
        for match in re.finditer(_REQUIREMENT, text)
        if not match["marker"]
    ]
