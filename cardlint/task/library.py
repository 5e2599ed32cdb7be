"""Which library a repository declares, and whether the Hub therefore reads its config.json.

Since August 2024 the Hub reads ``architectures`` only of repositories that declare transformers, by ``library_name`` or
by a tag. A repository from before counts as transformers unless its ``library_name`` is a different one.
"""

from cardlint.task.facts import Facts, field, has_tag, printable
from cardlint.task.library_files import detect
from cardlint.task.resolution import Library

TRANSFORMERS = "transformers"


def library(facts: Facts) -> Library:
    """Return what the card declares and what follows for config.json."""
    written = field(facts, "library_name")
    declared = written if isinstance(written, str) and written else None
    if declared == TRANSFORMERS:
        return Library(declared, True, "`library_name` is `transformers`", None)
    if has_tag(facts, TRANSFORMERS):
        return Library(declared or TRANSFORMERS, True, "the card has the tag `transformers`", None)
    if declared is not None:
        return Library(declared, False, f"`library_name` is `{printable(declared, 30)}`, not `transformers`", None)
    if facts.legacy:
        return Library(None, True, "repositories from before August 2024 need no `library_name`", detect(facts))
    return Library(None, False, "the card does not declare `library_name: transformers`", detect(facts))
