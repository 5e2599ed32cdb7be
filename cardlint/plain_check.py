"""The arguments of a plain ``cardlint check``, as hooks call it: paths, and no option but ``--quiet``.

All others are read by click, in ``cardlint/cli/check.py``. That click and the options there are not imported saves a fifth of the time
of a run over one card: between 20 and 23 % in five series of 40 to 60 pairs of runs. ``benchmarks/startup.py`` measures it.
"""


def is_plain_check(words: list[str]) -> bool:
    """Return whether ``words``, those of the command line, are a plain check."""
    return words[:1] == ["check"] and all(word in ("-q", "--quiet") or not word.startswith("-") for word in words[1:])


def plain_check(words: list[str]) -> int:
    """Run the plain check that ``words`` are, and return the exit code."""
    from cardlint.config.configurations import Configurations
    from cardlint.output.terminal import complain
    from cardlint.run.check import check
    from cardlint.run.session import Options, Session
    from cardlint.system.errors import CardlintError

    paths = tuple(word for word in words[1:] if not word.startswith("-"))
    try:
        return Session(paths, Configurations(), Options(quiet=len(paths) < len(words) - 1)).run(check)
    except CardlintError as error:
        complain(error)
        return 2
