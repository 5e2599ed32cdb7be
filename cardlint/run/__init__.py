"""One session over cards, and what can be done to them: a verb in each of ``check``, ``repair``, ``patch``, ``suppress``, ``baseline``.

Knows nothing of click, so that the plain ``cardlint check PATH...`` of a commit hook need not import it.
"""
