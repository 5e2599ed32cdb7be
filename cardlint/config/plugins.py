"""Rules of other packages: what entry points of the group ``cardlint.rules`` name, where the configuration asks.

A package declares ``[project.entry-points."cardlint.rules"]`` with ``acme = "acme_rules:RULES"``, an iterable of
Rule. Nothing is loaded unless ``plugins = ["acme"]`` says so: what is installed must not change what a check reports.
"""

from importlib.metadata import EntryPoint, entry_points

from cardlint.rule_kit.rule import Rule
from cardlint.system.errors import CardlintError
from cardlint.system.lazy_pattern import pattern
from cardlint.vocabulary import nearest

GROUP = "cardlint.rules"
_NAME = pattern(r"[a-z]+(-[a-z0-9]+)*")
_CODE = pattern(r"(?!CL)[A-Z]+[0-9]+")


def rules(name: str) -> tuple[Rule, ...]:
    """Return the rules of the plugin ``name``. Raises CardlintError: it is not there, or twice, or cannot be loaded."""
    installed = tuple(entry_points(group=GROUP))
    found = [each for each in installed if each.name == name]
    if not found:
        raise CardlintError(f"no plugin {name} is installed", _hint(name, installed))
    if len({each.value for each in found}) > 1:
        raise CardlintError(f"several installed packages have a plugin {name}", "uninstall all but one")
    try:
        loaded = tuple(found[0].load())
    except Exception as error:  # whatever the code of a plugin raises
        raise CardlintError(
            f"the plugin {name} cannot be loaded: {type(error).__name__}: {error}", f"it is {found[0].value}"
        ) from error
    for rule in loaded:
        if not isinstance(rule, Rule):
            raise CardlintError(
                f"the plugin {name} has a rule that is no cardlint.rule_kit.rule.Rule but {type(rule).__name__}"
            )
        if not _NAME.fullmatch(rule.name):
            raise CardlintError(f"the plugin {name} calls a rule {rule.name}", "use small letters, digits and hyphens")
        if not _CODE.fullmatch(rule.code):
            raise CardlintError(
                f"the plugin {name} gives {rule.name} the code {rule.code}",
                "use capitals followed by digits; CL is ours",
            )
    return loaded


def _hint(name: str, installed: tuple[EntryPoint, ...]) -> str:
    near = nearest(name, [each.name for each in installed], 1)
    return f"did you mean {near[0]}?" if near else f"install the package that has the entry point {name} in {GROUP}"
