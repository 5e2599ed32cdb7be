"""Builds the files in ``schemas/vocab`` from published packages, and from facts that no package contains.

A builder is a module with two names::

    PACKAGES: tuple[Package, ...]
    def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]

``archives`` has an Archive for each package, by ``Package.key``. ``facts("licenses")`` returns the parsed
``schemas/facts/licenses.json``. The result is the document without ``source``, ``as_of`` and ``sha256``, which
``tools.vocabulary_builder.rebuild`` adds: ``title``, ``entries`` and any other keys of the vocabulary.
"""

BUILDERS = {
    "architectures": "tools.vocabulary_builder.architectures",
    "datasets": "tools.vocabulary_builder.datasets",
    "emoji": "tools.vocabulary_builder.emoji",
    "evaluation_frameworks": "tools.vocabulary_builder.evaluation_frameworks",
    "languages": "tools.vocabulary_builder.languages",
    "languages_iso639_3": "tools.vocabulary_builder.languages_iso639_3",
    "libraries": "tools.vocabulary_builder.libraries",
    "library_files": "tools.vocabulary_builder.library_files",
    "licenses": "tools.vocabulary_builder.licenses",
    "local_apps": "tools.vocabulary_builder.local_apps",
    "metrics": "tools.vocabulary_builder.metrics",
    "removed_names": "tools.vocabulary_builder.removed_names",
    "spaces": "tools.vocabulary_builder.spaces",
    "subtasks": "tools.vocabulary_builder.subtasks",
    "tasks": "tools.vocabulary_builder.tasks",
    "widgets": "tools.vocabulary_builder.widgets",
}
"""The name of each vocabulary, and the module that builds it. Modules are imported when they are needed."""
