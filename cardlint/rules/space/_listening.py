"""The port that a Space's app listens on, if its Dockerfile or its code names it literally.

Ports set by variables, start scripts or a proxy are not guessed: no answer is better than a wrong one.
"""

import re

from cardlint.card.repository import BrokenFile, Repository
from cardlint.findings.quoting import quote
from cardlint.system.named_tuple import NamedTuple

LONGEST_FILE = 100_000  # characters of a file that are read

# Patterns as text: re compiles them when a Space first has such a file, and not for every Space.
_OPTION = r"""(?:--(?:server\.|server-|http-)?port|--bind|["'\s]-[bp])["',=\s]{1,5}(?:[\w.]{0,40}:)?([0-9]{2,5})\b"""
_IN_CODE = r"\b(?:server_)?port\s?=\s?([0-9]{2,5})\b"
_IN_GRADIO = r"\bserver_port\s?=\s?([0-9]{2,5})\b"
_SCRIPT = r"""\bpython[0-9.]{0,5}["',\s]{1,5}(?:-u["',\s]{1,5})?([\w./-]{1,100}\.py)\b"""
_PROXY = r"(?i)nginx|caddy|traefik|haproxy|supervisor"


class PortEvidence(NamedTuple):
    """The ports that a file names, and what the file does with them, as the start of a message."""

    ports: tuple[int, ...]
    where: str


def of_docker(repository: Repository, wanted: int) -> PortEvidence | None:
    """Return the ports that a Dockerfile starts its app on, or otherwise exposes; None if that is unclear.

    A file that mentions the port ``wanted`` is assumed to use it.
    """
    text = _text(repository, "Dockerfile")
    command, exposed = _last_stage(text)
    if re.search(_PROXY, text) or "$" in exposed:
        return None
    if ports := _ports(_OPTION, command):
        return None if _says(command, wanted) else PortEvidence(ports, "the `Dockerfile` starts the app on")
    if script := re.search(_SCRIPT, command):
        code = _text(repository, script[1])
        if _says(code, wanted):
            return None
        if ports := _ports(_IN_CODE, code):
            return None if _says(text, wanted) else PortEvidence(ports, f"{quote(script[1])} listens on")
    ports = tuple(int(port) for port in re.findall(r"\b[0-9]{2,5}\b", exposed))
    return PortEvidence(ports, "the `Dockerfile` exposes") if ports and not _says(text, wanted) else None


def of_code(repository: Repository, name: str, wanted: int) -> PortEvidence | None:
    """Return the ports that the application file of a Gradio Space names."""
    code = _text(repository, name)
    ports = _ports(_IN_GRADIO, code)
    return PortEvidence(ports, f"{quote(name)} listens on") if ports and not _says(code, wanted) else None


def _last_stage(dockerfile: str) -> tuple[str, str]:
    """Return what the last stage of a Dockerfile starts, and what it exposes."""
    started = {"CMD": "", "ENTRYPOINT": ""}
    exposed = ""
    lines = (line for line in dockerfile.splitlines() if not line.lstrip().startswith("#"))
    for line in re.sub(r"\\[ \t]*\n", " ", "\n".join(lines)).split("\n"):
        word, _, rest = line.strip().partition(" ")
        match word.upper():
            case "FROM":
                started, exposed = {"CMD": "", "ENTRYPOINT": ""}, ""
            case "EXPOSE":
                exposed += f" {rest}"
            case "CMD" | "ENTRYPOINT" as start:
                started[start] = f" {rest}"
    return "".join(started.values()), exposed


def _ports(pattern: str, text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(port) for port in re.findall(pattern, text)))


def _says(text: str, port: int) -> bool:
    return re.search(rf"\b{port}\b", text) is not None


def _text(repository: Repository, name: str) -> str:
    try:
        return (repository.text(name) or "")[:LONGEST_FILE]
    except BrokenFile:
        return ""
