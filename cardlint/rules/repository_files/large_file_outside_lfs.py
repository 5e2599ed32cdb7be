"""The Hub rejects a push with a file larger than 10 MiB that is not in LFS.

Run ``git lfs track`` with its name, then add the file again.

Source: the Hub's answer: "Your push was rejected because it contains files larger than 10 MiB"; Hub documentation,
repositories, getting started.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Found, Rule
from cardlint.rules.repository_files._attributes import attributes, sent_by

LIMIT = 10 * 2**20


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    if repository is None or ".git" not in repository.top:
        return
    file = attributes(repository)
    for name in sorted(repository.names):
        if repository.tracks(name) and (file is None or sent_by(file, name) is None):
            size = repository.size(name) or 0
            if size > LIMIT:
                message = f"the Hub rejects {quote(name)}, as it has {size / 2**20:.0f} MiB and is not in LFS; run `git lfs track`"
                yield Found(card.top, message)


RULE = Rule(
    name="large-file-outside-lfs",
    code="CL347",
    category="files",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    signs=("file:.git",),
    examples=(),
)
