"""Words click's usage errors like all other errors: one line that names the problem, and a hint with the way out."""

import re

import click

from cardlint.system.errors import CardlintError

_QUOTED = re.compile(r"'([^']*)'")
_CAPITAL = re.compile(r"(?:^|(?<=: ))[A-Z](?=[a-z])")
_SUGGESTION = re.compile(r"\s*\(?Did you mean (?:one of: )?(?P<names>.*?)\?\)?$", re.DOTALL)


def usage_error(error: click.ClickException) -> CardlintError:
    """Return ``error`` as one of ours: values in backticks, no capital and no period, and a suggestion as the hint."""
    message = error.format_message()
    hint: str | None
    suggestion = _SUGGESTION.search(message)
    if suggestion is not None:
        names = _QUOTED.findall(suggestion["names"])
        hint = f"did you mean {' or '.join(f'`{name}`' for name in names)}?"
        message = message[: suggestion.start()]
    else:
        context = getattr(error, "ctx", None)
        hint = f"see `{context.command_path} --help`" if context is not None else None
    message = _QUOTED.sub(r"`\1`", message.strip().removesuffix("."))
    return CardlintError(_CAPITAL.sub(lambda match: match[0].lower(), message), hint)
