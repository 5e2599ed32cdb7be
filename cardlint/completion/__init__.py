"""Shell completion: ``cardlint __complete SHELL WORD...`` prints what can follow in a command line.

The scripts in ``scripts/`` call it whenever Tab is pressed, so it imports neither click nor a command. It does not read cards,
configurations, plugins or indexes, so that a shell offers the same in every folder.
"""

REQUEST = "__complete"
"""The first word of a request. A cardlint that does not know it reports an error and does nothing."""


def is_request(words: list[str]) -> bool:
    """Return whether the command line ``words`` is a request for completions."""
    return words[:1] == [REQUEST]


def answer(words: list[str]) -> int:
    """Print the answer to the request ``words``, and return the exit code.

    The first line is the kind of paths that the shell adds (``files``, ``folders`` or nothing), a tab, and the beginning of the last word
    that stays. Each further line is an ending of the word, a tab and a description.
    """
    import sys

    from cardlint.completion.command_line import wanted
    from cardlint.completion.values import offer

    shell, typed = words[1:2], words[2:]
    found = offer(wanted(typed))
    if not found.kept.isprintable():  # it would end the first line, or control the terminal
        return 0
    matching = (
        found.matching() if shell == ["bash"] else found.completions
    )  # zsh and fish match as they are configured to
    rows = ((found.paths, found.kept), *matching)
    sys.stdout.buffer.write("".join(f"{text}\t{more}\n" for text, more in rows).encode("utf-8", "surrogateescape"))
    return 0
