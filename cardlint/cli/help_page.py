"""The page that ``--help`` prints: options under headings, which are bold in a terminal."""

import sys
from collections.abc import Collection, Mapping
from typing import Any

import click

from cardlint.output.terminal import BOLD, style, wants_color

_WIDEST_NAMES = 30
"""Cells; the help of a longer option begins on the next line."""


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, f"{_bold('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_bold(f'{heading}:')}\n")


class HelpContext(click.Context):
    """The context of a command whose help has our headings."""

    formatter_class = _Formatter


class SectionedCommand(click.Command):
    """A command with many options: ``sections`` maps headings to the names of options, the others are below ``Options``."""

    def __init__(self, *arguments: Any, sections: Mapping[str, Collection[str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._sections = sections

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows: dict[str, list[tuple[str, str]]] = {heading: [] for heading in (*self._sections, "Options")}
        for option in self.get_params(ctx):
            row = option.get_help_record(ctx) if isinstance(option, click.Option) else None
            if row is not None:
                rows[self._heading(option)].append(row)
        longest = max(len(names) for section in rows.values() for names, _ in section)
        width = min(longest, _WIDEST_NAMES)
        for heading, section in rows.items():
            with formatter.section(heading):
                formatter.write_dl([(names.ljust(width), text) for names, text in section])

    def _heading(self, option: click.Parameter) -> str:
        return next((heading for heading, names in self._sections.items() if option.name in names), "Options")


def _bold(text: str) -> str:
    return style(text, BOLD, color=wants_color(sys.stdout))
