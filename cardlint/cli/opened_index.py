"""The index that a command answers from: the one in force, up to date where that is wanted."""

from cardlint.output.terminal import complain
from cardlint.search.backends.protocol import Backend
from cardlint.search.fields import shipped_table
from cardlint.search.manifest import MismatchError
from cardlint.search.store.opening import open_in_force
from cardlint.search.store.project import place
from cardlint.system.errors import CardlintError


def opened(folder: str | None, refresh: bool | None = None) -> Backend:
    """Return the index in ``folder``, else the one in force, made anew where it was made by other rules.

    ``refresh``: first bring it up to date; unless said, where the configuration names its sources.
    """
    try:
        backend, problems = open_in_force(folder, shipped_table(), refresh)
    except MismatchError as mismatch:
        from cardlint.search.store.rebuild import rebuild

        complain(CardlintError(str(mismatch), "it is made anew now, from the cards that it holds"))
        made = rebuild(place(folder), shipped_table(), from_sources=False)
        if made.without_files:
            complain(CardlintError(str(made)))
        backend, problems = open_in_force(folder, shipped_table(), refresh)
    for problem in problems:
        complain(problem)
    return backend
