"""Checks or repairs again whenever a card, a file next to it or its configuration changes, until Ctrl-C.

Changes are detected by polling: it needs no library, has no limit on the number of files, and works on every file system.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn

from cardlint import output
from cardlint.config.configurations import Configurations
from cardlint.output.stderr import complain
from cardlint.run.cards import search
from cardlint.run.session import Options, Session, Verb
from cardlint.system.errors import CardlintError

INTERVAL = 0.3
"""Seconds between two polls."""

Seen = dict[str, tuple[int, int]]


def watch_cards(
    verb: Verb, paths: tuple[str, ...], configure: Callable[[], Configurations], options: Options
) -> NoReturn:
    """Run ``verb`` on the cards under ``paths`` now and after every change, with newly read configurations each time.

    It runs until a signal ends it.
    """
    paths = paths or (".",)
    stream = sys.stdout if options.stdout_format and output.load(options.stdout_format).FOR_TERMINAL else sys.stderr
    while True:
        seen = look(_watched(paths, configure()))
        if sys.stdout.isatty():
            sys.stdout.write("\x1b[H\x1b[2J\x1b[3J")
        result = _do(verb, paths, configure, options)
        stream.write(f"{time.strftime('%H:%M:%S')} {result}\n")
        stream.flush()
        while look(_watched(paths, configure())) == seen:
            time.sleep(INTERVAL)


def _do(verb: Verb, paths: tuple[str, ...], configure: Callable[[], Configurations], options: Options) -> str:
    """Run ``verb`` once, and return a summary in a few words."""
    try:
        session = Session(paths, configure(), options._replace(quiet=True))
        verb(session)
    except CardlintError as error:
        complain(error)
        return "not checked"
    sys.stdout.flush()
    return session.tally.sentence


def _watched(paths: Iterable[str], configurations: Configurations) -> Iterator[str]:
    """Yield the folders of the cards and their configuration files. A folder stands for the files directly in it."""
    for path in paths:
        try:
            for card in search(path, lambda *_: None, configurations):
                yield os.path.dirname(card) or os.curdir
                yield configurations.file_of(card) or card
        except CardlintError:
            continue


def look(paths: Iterable[str]) -> Seen:
    """Return the modification time and size of every file, without those that cannot be read."""
    seen: Seen = {}
    for path in paths:
        try:
            if os.path.isdir(path):
                with os.scandir(path) as entries:
                    seen.update((entry.path, _state(entry.stat())) for entry in entries)
            else:
                seen[path] = _state(os.stat(path))
        except OSError:
            continue
    return seen


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_mtime_ns, status.st_size
