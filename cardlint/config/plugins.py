"""Rules of other packages, from entry points in the group ``cardlint.rules`` that the configuration lists.

A package declares ``[project.entry-points."cardlint.rules"]`` with ``acme = "acme_rules:RULES"``, an iterable of
Rule. It is loaded only with ``plugins = ["acme"]``: installing a package must not change what a check reports.
"""

from importlib.metadata import EntryPoint, entry_points

from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Rule
from cardlint.system.errors import CardlintError
from cardlint.system.lazy_pattern import pattern
from cardlint.vocabulary import nearest

GROUP = "cardlint.rules"
_NAME = pattern(r"[a-z]+(-[a-z0-9]+)*")
_CODE = pattern(r"(?!CL)[A-Z]+[0-9]+")


def rules(name: str) -> tuple[Rule, ...]:
    """Return the rules of the plugin ``name``. Raises CardlintError if it is missing, ambiguous, or cannot be loaded."""
    installed = tuple(entry_points(group=GROUP))
    found = [each for each in installed if each.name == name]
    if not found:
        raise CardlintError(f"the plugin `{name}` is not installed", _hint(name, installed))
    if len({each.value for each in found}) > 1:
        raise CardlintError(f"several installed packages have a plugin `{name}`", "uninstall all but one")
    try:
        loaded = tuple(found[0].load())
    except Exception as error:  # whatever the code of a plugin raises
        raise CardlintError(
            f"the plugin `{name}` cannot be loaded: {type(error).__name__}: {error}",
            f"its entry point is `{found[0].value}`",
        ) from error
    for rule in loaded:
        if not isinstance(rule, Rule):
            raise CardlintError(
                f"a rule of the plugin `{name}` must be a `cardlint.rule_kit.rule.Rule`, not {type(rule).__name__}"
            )
        if not _NAME.fullmatch(rule.name):
            raise CardlintError(
                f"the plugin `{name}` has a rule with the name {quote(rule.name)}",
                "use lower-case letters, digits and hyphens",
            )
        if not _CODE.fullmatch(rule.code):
            raise CardlintError(
                f"the plugin `{name}` gives the rule `{rule.name}` the code {quote(rule.code)}",
                "use capital letters followed by digits; `CL` is reserved",
            )
    return loaded


def _hint(name: str, installed: tuple[EntryPoint, ...]) -> str:
    near = nearest(name, [each.name for each in installed], 1)
    return f"did you mean `{near[0]}`?" if near else f"install the package with the entry point `{name}` in `{GROUP}`"
