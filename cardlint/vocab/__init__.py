"""How the files under ``schemas/vocab`` are made: from published packages, and from facts that no package holds.

A builder is a module with two names::

    PACKAGES: tuple[Package, ...]
    def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]

``archives`` holds an Archive for each package, by ``Package.key``. ``facts("licenses")`` is the parsed
``schemas/facts/licenses.json``. The result is the document without ``source``, ``as_of`` and ``sha256``, which
``cardlint.vocab.rebuild`` adds: ``title``, ``entries`` and whatever else the vocabulary has.
"""

BUILDERS = {
    "architectures": "cardlint.vocab.architectures",
    "datasets": "cardlint.vocab.datasets",
    "emoji": "cardlint.vocab.emoji",
    "evaluation_frameworks": "cardlint.vocab.evaluation_frameworks",
    "languages": "cardlint.vocab.languages",
    "languages_iso639_3": "cardlint.vocab.languages_iso639_3",
    "libraries": "cardlint.vocab.libraries",
    "library_files": "cardlint.vocab.library_files",
    "licenses": "cardlint.vocab.licenses",
    "local_apps": "cardlint.vocab.local_apps",
    "metrics": "cardlint.vocab.metrics",
    "spaces": "cardlint.vocab.spaces",
    "subtasks": "cardlint.vocab.subtasks",
    "tasks": "cardlint.vocab.tasks",
    "widgets": "cardlint.vocab.widgets",
}
"""Name of each vocabulary and the module that builds it. Modules are imported when they are needed."""
