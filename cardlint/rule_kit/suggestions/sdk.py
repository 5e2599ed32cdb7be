"""The SDK of a Space, as the files next to its card show it."""

import re

from cardlint.card.repository import BrokenFile, Repository
from cardlint.system.lazy_pattern import pattern

_APP = "app.py"
_GRADIO = pattern(r"^[ \t]*(?:import|from)[ \t]+gradio\b", re.MULTILINE)


def sdk_of(repository: Repository | None) -> str | None:
    """Return the SDK that the files show, or None, as for a Streamlit app, which needs a Dockerfile first."""
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
