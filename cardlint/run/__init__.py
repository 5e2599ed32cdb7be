"""One session over cards, and its operations: ``check``, ``repair``, ``patch``, ``suppress`` and ``baseline``, one per file.

It does not use click, so that the plain ``cardlint check PATH...`` of a commit hook does not have to import it.
"""
