"""Check cards, and fix them with --fix."""

from functools import partial

import click

from cardlint import output
from cardlint.card.kind import Kind
from cardlint.cli.help_page import SectionedCommand
from cardlint.config import FAIL_ON, PROFILES
from cardlint.config.configurations import Configurations, Overrides
from cardlint.config.selection import parse_severity
from cardlint.output.stderr import complain
from cardlint.run.session import Options, Session, Verb
from cardlint.system.errors import CardlintError

_SECTIONS = {
    "Rules": ("select", "ignore", "extend_select", "severities", "profile"),
    "Fixes": ("fix", "unsafe_fixes", "diff"),
    "Cards": ("kind", "exclude", "respect_gitignore", "stdin_filename", "diff_from"),
    "Known findings": ("baseline", "write_baseline", "add_ignores"),
    "Report": ("format_name", "outputs", "statistics", "quiet", "verbose"),
    "Exit code": ("fail_on", "max_warnings", "exit_zero"),
}


@click.command(cls=SectionedCommand, sections=_SECTIONS)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(output.FORMATS),
    metavar="FORMAT",
    help=f"Format of the report on standard output: {', '.join(output.FORMATS)}. Default: text, or nothing if --output is given.",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help="Also write a report in this format, to FILE or standard output. Repeatable.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    help="Run only these rules: names, codes or categories, separated by commas.",
)
@click.option("--ignore", multiple=True, metavar="RULES", help="Do not run these rules.")
@click.option("--extend-select", multiple=True, metavar="RULES", help="Run these rules in addition.")
@click.option(
    "--severity",
    "severities",
    multiple=True,
    metavar="LEVEL|RULE=LEVEL",
    help="Lowest severity to report: error, warning (default) or info; RULE=LEVEL changes that of a rule.",
)
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    help="hub: only what the Hub itself rejects or warns about; strict: also what a well-kept card documents.",
)
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Kind of the cards. Default: inferred.")
@click.option("--fix", is_flag=True, help="Apply all safe fixes.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="With --fix or --diff: also apply fixes that may change the meaning."
)
@click.option("--diff", is_flag=True, help="Print the changes of --fix as a patch and write nothing.")
@click.option("--exclude", multiple=True, metavar="GLOBS", help="Paths to skip in folders, separated by commas.")
@click.option(
    "--respect-gitignore/--no-respect-gitignore",
    default=None,
    help="Skip files that .gitignore excludes, in folders and globs. Default: skip them.",
)
@click.option(
    "--config",
    "config_file",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Use this configuration file instead of the nearest .cardlint.toml or pyproject.toml.",
)
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--baseline", metavar="FILE", help="Do not report the findings listed in FILE.")
@click.option("--write-baseline", metavar="FILE", help="Write all findings to FILE instead of reporting them.")
@click.option(
    "--add-ignores", metavar="REASON", help="Suppress all current findings with comments in the cards that give REASON."
)
@click.option("--stdin-filename", metavar="PATH", help="Path of the card that is read from standard input (-).")
@click.option(
    "--diff-from", metavar="REF", help="Report only findings on lines that changed since the git revision REF."
)
@click.option("--watch", is_flag=True, help="Check again whenever a card or a file next to it changes.")
@click.option("--jobs", type=click.IntRange(min=0), default=0, metavar="N", help="Worker processes (0 = automatic).")
@click.option("--no-cache", is_flag=True, help="Do not read or write the cache.")
@click.option(
    "--cache-dir",
    type=click.Path(file_okay=False),
    metavar="DIR",
    envvar="CARDLINT_CACHE_DIR",
    help="Folder of the cache: empty, or created by cardlint. Default: in your cache folder.",
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help="Exit with 1 only for reported findings of this severity or worse; `never`: exit with 0 even if there are findings.",
)
@click.option(
    "--max-warnings",
    type=click.IntRange(min=0),
    metavar="N",
    help="Exit with 1 for more than N warnings, not for fewer. Errors still count.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option(
    "--statistics",
    is_flag=True,
    help="Print the number of findings per rule instead of the findings; as JSON with `--format json`.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print only the findings.")
@click.option("-v", "--verbose", is_flag=True, help="Print the kind of each card, and how it was determined.")
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[str, ...],
    format_name: str | None,
    outputs: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    extend_select: tuple[str, ...],
    severities: tuple[str, ...],
    profile: str | None,
    kind: str | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    exclude: tuple[str, ...],
    respect_gitignore: bool | None,
    config_file: str | None,
    isolated: bool,
    baseline: str | None,
    write_baseline: str | None,
    add_ignores: str | None,
    stdin_filename: str | None,
    diff_from: str | None,
    watch: bool,
    jobs: int,
    no_cache: bool,
    cache_dir: str | None,
    fail_on: str | None,
    max_warnings: int | None,
    exit_zero: bool,
    statistics: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Check cards: README files, folders, globs, or - for standard input. Default: the current folder."""
    minimum, by_rule = _severities(severities)
    settings = {
        "profile": profile,
        "select": _split(select),
        "ignore": _split(ignore),
        "extend-select": _split(extend_select),
        "minimum-severity": minimum,
        "severity": by_rule,
        "kind": kind,
        "exclude": _split(exclude),
        "respect-gitignore": respect_gitignore,
        "baseline": baseline,
        "fail-on": fail_on,
        "max-warnings": max_warnings,
    }
    targets = _targets(format_name, outputs)
    if statistics:
        _refuse_formats_of_statistics(targets)
    overrides = Overrides({key: value for key, value in settings.items() if value or value == 0}, config_file, isolated)
    options = Options(
        targets=targets,
        stdin_filename=stdin_filename,
        exit_zero=exit_zero,
        statistics=statistics,
        quiet=quiet,
        verbose=verbose,
        diff_from=diff_from,
        jobs=jobs,
        cache=not no_cache,
        cache_folder=cache_dir,
    )
    if unsafe_fixes and not (fix or diff):
        complain(CardlintError("`--unsafe-fixes` has no effect by itself", "add `--fix` or `--diff`"))
    verb = _verb(fix=fix, unsafe=unsafe_fixes, diff=diff, baseline=write_baseline, reason=add_ignores)
    if watch:
        if diff or write_baseline or add_ignores or "-" in paths:
            raise click.UsageError("--watch cannot be combined with --diff, --write-baseline, --add-ignores or -")
        from cardlint.run.watch import watch_cards

        watch_cards(verb, paths, lambda: Configurations(overrides), options)
    ctx.exit(Session(paths, Configurations(overrides), options).run(verb))


def _verb(*, fix: bool, unsafe: bool, diff: bool, baseline: str | None, reason: str | None) -> Verb:
    """Return the operation on the cards. Only its module is imported."""
    verbs = {"--fix or --diff": fix or diff, "--write-baseline": baseline, "--add-ignores": reason is not None}
    asked = [name for name, is_asked in verbs.items() if is_asked]
    if len(asked) > 1:
        raise click.UsageError(f"{' and '.join(asked)} cannot be combined; use one of them")
    if reason is not None:
        from cardlint.run.suppress import suppress

        return partial(suppress, reason=reason)
    if baseline is not None:
        from cardlint.run.baseline import write_baseline

        return partial(write_baseline, file=baseline)
    if diff:
        from cardlint.run.patch import patch

        return partial(patch, unsafe=unsafe)
    if fix:
        from cardlint.run.repair import repair

        return partial(repair, unsafe=unsafe)
    from cardlint.run.check import check

    return check


def _targets(format_name: str | None, outputs: tuple[str, ...]) -> tuple[output.Target, ...]:
    """Return the targets of the report: those given, or text on standard output."""
    targets = tuple(output.parse_target(each) for each in outputs)
    if format_name is None and targets:
        return targets
    return (output.Target(format_name or "text"), *targets)


def _refuse_formats_of_statistics(targets: tuple[output.Target, ...]) -> None:
    """Raise UsageError if the statistics are requested in an unsupported format, or as a file."""
    for name, path in targets:
        if path is not None:
            raise click.UsageError("--statistics writes to standard output; leave out --output")
        if name != "json" and not output.load(name).FOR_TERMINAL:
            raise click.UsageError(f"--statistics has no format {name}; choose text or json")


def _severities(words: tuple[str, ...]) -> tuple[str | None, dict[str, str]]:
    """Return the lowest severity to report, and the severities of individual rules."""
    minimum: str | None = None
    by_rule: dict[str, str] = {}
    for word in words:
        rule, equals, level = word.rpartition("=")
        parse_severity(level)
        if equals:
            by_rule[rule] = level
        else:
            minimum = level
    return minimum, by_rule


def _split(values: tuple[str, ...]) -> list[str]:
    return [word for value in values for word in value.split(",") if word.strip()]
