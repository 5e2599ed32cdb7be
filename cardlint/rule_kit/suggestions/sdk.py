"""The SDK that a Space runs on, as the files beside its card show it."""

import re

from cardlint.card.repository import BrokenFile, Repository
from cardlint.system.lazy_pattern import pattern

_APP = "app.py"
_GRADIO = pattern(r"^[ \t]*(?:import|from)[ \t]+gradio\b", re.MULTILINE)


def sdk_of(repository: Repository | None) -> str | None:
    """Return what the files show that the Space runs on, or None: an app of Streamlit wants a Dockerfile first."""
    if repository is None:
        return None
    if "Dockerfile" in repository.top:
        return "docker"
    if _APP not in repository.top:
        return "static" if "index.html" in repository.top else None
    try:
        code = repository.text(_APP) or ""
    except BrokenFile:
        return None
    return "gradio" if _GRADIO.search(code) else None
