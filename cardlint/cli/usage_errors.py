"""Converts click's usage errors to the style of all other errors: one line with the problem, and a hint with the solution."""

import re

import click

from cardlint.system.errors import CardlintError

_QUOTED = re.compile(r"'([^']*)'")
_CAPITAL = re.compile(r"(?:^|(?<=: ))[A-Z](?=[a-z])")
_SUGGESTION = re.compile(r"\s*\(?Did you mean (?:one of: )?(?P<names>.*?)\?\)?$", re.DOTALL)
_MISSING_CHOICE = re.compile(r"\.\s+Choose from:\s+(?P<names>.*)$", re.DOTALL)
_WRONG_CHOICE = re.compile(r": '(?P<value>[^']*)' is not one of (?P<names>'.*')\.?$", re.DOTALL)
_OUR_ADVICE = re.compile(r"; (?P<hint>(?:did you mean|choose from) .*)$", re.DOTALL)
_TYPES = {
    "integer": "a whole number",
    "integer range": "a whole number",
    "float": "a number",
    "float range": "a number",
}


def usage_error(error: click.ClickException) -> CardlintError:
    """Return ``error`` as a CardlintError: with values in backticks, in lower case, without a period, and with the suggestion as a hint."""
    message, hint = _parts(error.format_message())
    if hint is None:
        context = getattr(error, "ctx", None)
        hint = f"see `{context.command_path} --help`" if context is not None else None
    message = _QUOTED.sub(r"`\1`", message.strip().removesuffix("."))
    message = re.sub(
        r"is not a valid ([\w ]+)$", lambda match: f"is not {_TYPES.get(match[1], f'a {match[1]}')}", message
    )
    return CardlintError(_CAPITAL.sub(lambda match: match[0].lower(), message), hint)


def _parts(message: str) -> tuple[str, str | None]:
    """Return what is wrong, and what to do if the message says so."""
    if match := _SUGGESTION.search(message):
        return message[
            : match.start()
        ], f"did you mean {' or '.join(map('`{}`'.format, _QUOTED.findall(match['names'])))}?"
    if match := _MISSING_CHOICE.search(message):
        return message[: match.start()], f"choose from {' '.join(match['names'].split())}"
    if match := _WRONG_CHOICE.search(message):
        return f"{message[: match.start()]}: '{match['value']}'", _choice(
            match["value"], _QUOTED.findall(match["names"])
        )
    if match := _OUR_ADVICE.search(message):
        return message[: match.start()], match["hint"]
    return message, None


def _choice(value: str, names: list[str]) -> str:
    from cardlint.vocabulary import nearest

    near = nearest(value, names, 1)
    return f"did you mean `{near[0]}`?" if near else f"choose from {', '.join(names)}"
