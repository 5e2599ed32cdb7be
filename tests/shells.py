"""Real shells on a pseudo-terminal: a line is typed, Tab is pressed, and the resulting line is read."""

import contextlib
import os
import pty
import re
import select
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

SHELLS = ("bash", "zsh", "fish")

PATIENCE = 60
"""Seconds after which a shell that does not answer counts as a failure."""

PROMPT = "=> "
_ESCAPE = re.compile(r"\x1b(?:\[[\d;?]*[a-zA-Z]|\(.|.)")
_TELL = "\x18\x07"
"""Ctrl-X Ctrl-G, which is bound to a function that writes the line to a file and deletes it."""

_SET_UP = {
    "bash": r"""
PS1='{prompt}'
bind 'set enable-bracketed-paste off'
bind 'set bell-style none'
bind 'set show-all-if-ambiguous on'
bind 'set completion-query-items 0'
bind 'set page-completions off'
_tell() {{ local line=$READLINE_LINE; READLINE_LINE= READLINE_POINT=0; printf %s "$line" >{file}.new; /bin/mv {file}.new {file}; }}
bind -x '"\C-x\C-g": _tell'
{load}
""",
    "zsh": r"""
PS1='{prompt}'
unsetopt beep prompt_sp
LISTMAX=10000
bindkey -e
_tell() {{ local line=$BUFFER; BUFFER=; print -rn -- "$line" >{file}.new; /bin/mv {file}.new {file} }}
zle -N _tell
bindkey '^X^G' _tell
{load}
""",
    "fish": r"""
function fish_prompt; echo -n '{prompt}'; end
function fish_right_prompt; end
function fish_greeting; end
function _tell
    commandline >{file}.new
    commandline -r ''
    /bin/mv {file}.new {file}
end
bind \cx\cg _tell
{load}
""",
}
_RC_FILE = {"bash": "bashrc", "zsh": ".zshrc", "fish": "fish/config.fish"}

LOAD = {
    "bash": 'eval "$(cardlint completion bash)"',
    "zsh": 'eval "$(cardlint completion zsh)"',
    "fish": "cardlint completion fish | source",
}
"""How each shell loads the completion."""


def program(shell: str) -> str:
    """Return the path of a shell, or skip the test that needs it."""
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is not installed")
    return found


def environment(home: Path, **variables: str) -> dict[str, str]:
    """Return environment variables for a shell that finds this cardlint, and no configuration except that in ``home``."""
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "ZDOTDIR": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
        **variables,
    }


class ShellTerminal:
    """An interactive shell in ``folder``, whose configuration in ``home`` loads the completion with ``load``."""

    def __init__(self, shell: str, folder: Path, home: Path, load: str | None = None, **variables: str) -> None:
        path = program(shell)
        self._file = home / "line"
        configuration = home / _RC_FILE[shell]
        configuration.parent.mkdir(exist_ok=True)
        text = _SET_UP[shell].format(prompt=PROMPT, file=self._file, load=LOAD[shell] if load is None else load)
        configuration.write_text(text, encoding="utf-8")
        words = [shell, *(("--rcfile", str(configuration)) if shell == "bash" else ()), "-i"]
        self._output = b""
        self._process, self._master = pty.fork()
        if self._process == 0:
            os.chdir(folder)
            os.execve(path, words, environment(home, **variables))  # noqa: S606 - it is a shell itself
        self._wait_for(PROMPT)

    def complete(self, typed: str) -> str:
        """Return the line after ``typed`` and Tab."""
        self._send(f"{typed}\t")
        return self._line()

    def list(self, typed: str, *expected: str) -> str:
        """Return what the shell prints after ``typed`` and Tab, as soon as it contains everything that is ``expected``."""
        self._output = b""
        self._send(f"{typed}\t")
        try:
            for each in expected:
                self._wait_for(each)
            return self._printed()
        finally:
            self._line()

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._master)

    def _line(self) -> str:
        self._file.unlink(missing_ok=True)
        self._send(_TELL)
        limit = time.monotonic() + PATIENCE
        while not self._file.exists():
            self._read(0.01)
            assert time.monotonic() < limit, self._output
        return self._file.read_text(encoding="utf-8").removesuffix("\n")

    def _wait_for(self, text: str) -> None:
        limit = time.monotonic() + PATIENCE
        while text not in self._printed():
            self._read(0.05)
            assert time.monotonic() < limit, f"{text!r} is not in {self._printed()!r}"

    def _printed(self) -> str:
        """Return what the shell has printed, without colors and movements of the cursor."""
        return _ESCAPE.sub("", self._output.decode(errors="replace"))

    def _send(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def _read(self, seconds: float) -> None:
        """Read what the shell prints, which otherwise waits; return after ``seconds`` of silence."""
        while select.select([self._master], [], [], seconds)[0]:
            try:
                piece = os.read(self._master, 65_536)
            except OSError:  # the shell has ended
                piece = b""
            assert piece, self._output
            self._output += piece
