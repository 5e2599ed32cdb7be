"""Which versions of Gradio the requirements of a Space allow; the Hub installs Gradio together with them."""

import re

from cardlint.card.repository import BrokenFile, Repository

FILE = "requirements.txt"

# As text: re compiles it when a Space first has requirements, and not for every Space.
_REQUIREMENT = r"(?m)^gradio *(?:\[[^\]\n]{0,99}\] *)?(?P<demands>[=<>!~][^;#@\n]{0,99})(?P<marker>;?)"


def demands_of_gradio(repository: Repository) -> list[str]:
    """Return the version specifiers of gradio in the requirements, except those for some machines only."""
    try:
        text = repository.text(FILE)
    except BrokenFile:
        return []
    if not text:
        return []
    return [match["demands"].strip() for match in re.finditer(_REQUIREMENT, text) if not match["marker"]]
