"""Git puts the configuration in LFS, so everyone who reads it without LFS gets only a pointer.

A pattern such as ``*.json`` in ``.gitattributes`` does that at the next commit, and saves no space: these files are
small. Remove it, or add a line such as ``config.json !filter !diff !merge !text`` at the end.

Source: gitattributes(5): the last matching line decides; git-lfs(1), pointer files.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.repository_files._attributes import ATTRIBUTES, attributes, keep_out_of_lfs, sent_by

_CONFIGS = ("config.json", "model_index.json", "adapter_config.json", "modules.json")


def check(card: Card) -> Iterator[Found]:
    if card.repository is None or ATTRIBUTES not in card.repository.top:
        return
    file = attributes(card.repository)
    if file is None:
        return
    for name in _CONFIGS:
        sender = sent_by(file, name) if name in card.repository.top else None
        if sender is not None:
            message = f"{quote(sender.pattern)} puts `{name}` in LFS, so readers without LFS get a pointer; keep it out"
            yield Found(sender.span, message, keep_out_of_lfs(file, sender, name), file=file)
            return


RULE = Rule(
    name="config-in-lfs",
    code="CL346",
    category="files",
    severity=Severity.WARNING,
    check=check,
    signs=("file:.gitattributes",),
    examples=(
        Example(
            bad="license: mit",
            good="license: mit",
            files={
                "config.json": "{}",
                ".gitattributes": "«**/*.json» filter=lfs diff=lfs merge=lfs -text\n*.md text\n",
            },
            good_files={
                ".gitattributes": "**/*.json filter=lfs diff=lfs merge=lfs -text\n*.md text\n"
                "config.json !filter !diff !merge !text\n"
            },
            fixed=True,
            message="`**/*.json` puts `config.json` in LFS, so readers without LFS get a pointer; keep it out",
        ),
    ),
)
