"""Draws the pictures of the documentation: ``python -m tools.pictures`` writes those that would change.

Every picture is what a terminal of 80 columns shows: the commands run in one, and Rich draws their output as SVG.
"""

import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
import termios
from collections.abc import Iterator
from io import StringIO
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from rich.ansi import AnsiDecoder
from rich.cells import chop_cells
from rich.color import Color
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).parents[1]
CARDS = ROOT / "tests" / "cards"
PICTURES = ROOT / "docs" / "pictures"
COLUMNS = 80


class Screen(NamedTuple):
    """A picture: its name, the commands that it shows, and those that prepare it."""

    name: str
    commands: tuple[str, ...]
    prepare: tuple[str, ...] = ()


SCREENS = (
    Screen("check", ("cardlint check README.md",)),
    Screen("fix", ("cardlint check --fix README.md",)),
    Screen("diff", ("cardlint check --diff README.md",)),
    Screen("explain", ("cardlint explain invalid-dataset-id",)),
    Screen("rules", ("cardlint rules --category license",)),
    Screen("search", ("cardlint search --facets task,license film OR reviews",), ("cardlint index add ..",)),
    Screen("help", ("cardlint --help",)),
)


def _theme(background: str, foreground: str, normal: str, bright: str) -> TerminalTheme:
    """Return a theme; ``normal`` and ``bright`` are the eight colors of ANSI each, black first."""

    def colors(codes: str) -> list[tuple[int, int, int]]:
        return [Color.parse(f"#{code}").get_truecolor() for code in codes.split()]

    ((back,), (front,)) = colors(background), colors(foreground)
    return TerminalTheme(back, front, colors(normal), colors(bright))


# The colors of the terminal in Visual Studio Code.
THEMES = {
    "dark": _theme(
        "1e1e1e",
        "cccccc",
        "000000 cd3131 0dbc79 e5e510 2472c8 bc3fbc 11a8cd e5e5e5",
        "666666 f14c4c 23d18b f5f543 3b8eea d670d6 29b8db e5e5e5",
    ),
    "light": _theme(
        "ffffff",
        "333333",
        "000000 cd3131 107c10 949800 0451a5 bc05bc 0598bc 555555",
        "666666 cd3131 14ce14 b5ba00 0451a5 bc05bc 0598bc a5a5a5",
    ),
}

# What Rich's own template has, without fonts from the network.
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<style>
.{unique_id}-matrix {{ font: {char_height}px/{line_height}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def pictures_of(screen: Screen) -> Iterator[tuple[Path, str]]:
    """Yield the path of each picture of ``screen``, and what belongs into it."""
    shown = show(screen)
    for name, theme in THEMES.items():
        yield PICTURES / f"{screen.name}-{name}.svg", draw(shown, theme)


def show(screen: Screen) -> str:
    """Return what a terminal receives in which somebody types the commands next to the broken card."""
    with TemporaryDirectory() as temporary:
        home = Path(temporary)
        cards = home / "cards"
        shutil.copytree(CARDS, cards)
        for command in screen.prepare:
            output_of(command, cards / "broken", home)
        return "".join(
            f"\x1b[1m$ {command}\x1b[0m\n{output_of(command, cards / 'broken', home)}" for command in screen.commands
        )


def output_of(command: str, folder: Path, home: Path, columns: int = COLUMNS) -> str:
    """Return what a terminal receives from a command of cardlint in ``folder``: text, styles and links."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, columns))
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
    }
    words = [sys.executable, "-m", *shlex.split(command)]
    with subprocess.Popen(words, cwd=folder, stdin=slave, stdout=slave, stderr=slave, env=environment):
        os.close(slave)
        received = b"".join(_pieces(master))
    os.close(master)
    return received.decode().replace("\r\n", "\n")


def _pieces(master: int) -> Iterator[bytes]:
    """Yield what the program on the other side of the terminal ``master`` writes, until it ends."""
    while True:
        try:
            piece = os.read(master, 65_536)
        except OSError:  # Linux: the other side is closed
            return
        if not piece:
            return
        yield piece


def draw(shown: str, theme: TerminalTheme, columns: int = COLUMNS) -> str:
    """Return the picture of a terminal that received ``shown``."""
    console = Console(
        file=StringIO(), record=True, width=columns, force_terminal=True, color_system="truecolor", legacy_windows=False
    )
    for line in AnsiDecoder().decode(shown.rstrip()):
        for row in _rows(line, columns):
            console.print(row, no_wrap=True, crop=False, highlight=False)
    drawn = console.export_svg(theme=theme, title="", code_format=SVG, unique_id="terminal")
    drawn = drawn.replace("rgba(255,255,255,0.35)", "#808080")  # an edge that can be seen on a white page, too
    drawn = re.sub(r"<text [^>]*>\n</text>", "\n", drawn)
    return "".join(f"{line.strip()}\n" for line in drawn.splitlines() if line.strip())


def _rows(line: Text, columns: int) -> Iterator[Text]:
    """Yield a line as a terminal breaks it, at its edge; links are underlined."""
    for span in list(line.spans):
        if isinstance(span.style, Style) and span.style.link:
            line.stylize("underline", span.start, span.end)
    ends = list(accumulate(map(len, chop_cells(line.plain, columns))))
    yield from line.divide(ends[:-1])


def main() -> None:
    """Write the pictures that would change, and print their names."""
    PICTURES.mkdir(exist_ok=True)
    for screen in SCREENS:
        for path, picture in pictures_of(screen):
            if not path.exists() or path.read_text(encoding="utf-8") != picture:
                path.write_text(picture, encoding="utf-8")
                print(path.relative_to(ROOT))  # noqa: T201


if __name__ == "__main__":
    main()
