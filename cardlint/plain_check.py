"""Parses and runs a plain ``cardlint check``, as commit hooks use it: with paths, and no option except ``--quiet``.

All other arguments are parsed by click, in ``cardlint/cli/commands/check.py``. Not importing click and the options saves a fifth of the
time of a run over one card: between 20 and 23% in five series of 40 to 60 pairs of runs. ``benchmarks/startup.py`` measures it.
"""


def is_plain_check(words: list[str]) -> bool:
    """Return whether the command line ``words`` is a plain check."""
    return words[:1] == ["check"] and all(word in ("-q", "--quiet") or not word.startswith("-") for word in words[1:])


def plain_check(words: list[str]) -> int:
    """Run the plain check in ``words``, and return the exit code."""
    from cardlint.config.configurations import Configurations
    from cardlint.output.stderr import complain
    from cardlint.run.check import check
    from cardlint.run.session import Options, Session
    from cardlint.system.errors import CardlintError

    paths = tuple(word for word in words[1:] if not word.startswith("-"))
    try:
        return Session(paths, Configurations(), Options(quiet=len(paths) < len(words) - 1)).run(check)
    except CardlintError as error:
        complain(error)
        return 2
