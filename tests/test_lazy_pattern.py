"""Regular expressions that are compiled when they are first used, ours and those of a library."""

import subprocess
import sys

import pytest

from cardlint.system.lazy_pattern import import_without_compiling

DOCUMENT = "a: 2024-01-02\nb: 1.0e+3\nc: yes\nd: ~\ne: 0x1F\nf: '\\x07'\n"
LOADED = "{'a': datetime.date(2024, 1, 2), 'b': 1000.0, 'c': True, 'd': None, 'e': 31, 'f': '\\\\x07'}"


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_library_works_as_if_it_were_imported_plainly() -> None:
    program = f"""
import re
compile_now = re.compile
from cardlint.system.lazy_pattern import import_without_compiling
import_without_compiling("yaml")
import yaml
assert re.compile is compile_now
print(yaml.load({DOCUMENT!r}, yaml.SafeLoader))
"""
    assert run(program) == LOADED
    assert run(f"import yaml; print(yaml.load({DOCUMENT!r}, yaml.SafeLoader))") == LOADED


def test_check_compiles_nothing_of_the_library() -> None:
    """A check uses the events of libyaml. If it needed these expressions, it would be slower."""
    program = """
import re, sys
from cardlint.plain_check import plain_check
assert plain_check(["check", "tests/cards/clean/model/README.md"]) == 0
import yaml
print(type(yaml.reader.Reader.NON_PRINTABLE) is re.Pattern, "search" in vars(yaml.reader.Reader.NON_PRINTABLE))
"""
    assert run(program).splitlines()[-1] == "False False"


def test_library_that_is_not_there_leaves_no_trace() -> None:
    import re

    compile_now = re.compile
    with pytest.raises(ModuleNotFoundError):
        import_without_compiling("no_such_library")
    assert re.compile is compile_now
