"""``cardlint check``: the linter."""

from functools import partial

import click

from cardlint import output
from cardlint.card.kind import Kind
from cardlint.config import PROFILES
from cardlint.config.configurations import Configurations, Overrides
from cardlint.config.selection import parse_severity
from cardlint.run.session import Options, Session, Verb


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(output.FORMATS),
    help="How to report on standard output; text unless --output says otherwise.",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help="Report in this format too, to FILE or standard output; may be given several times.",
)
@click.option(
    "--select", multiple=True, metavar="RULES", help="Run only these: names, codes, categories, comma separated."
)
@click.option("--ignore", multiple=True, metavar="RULES", help="Do not run these.")
@click.option("--extend-select", multiple=True, metavar="RULES", help="Run these too.")
@click.option(
    "--severity",
    "severities",
    multiple=True,
    metavar="LEVEL|RULE=LEVEL",
    help="Report error, warning (default) or info and worse; or give a rule another severity.",
)
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    help="hub: only what the Hub itself says; strict: also what a well-kept card documents.",
)
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="What the cards are; else inferred.")
@click.option("--fix", is_flag=True, help="Repair the cards: everything that is reported and has a safe fix.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix and --diff: repair also by good guesses.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, as git apply takes it, and write nothing.")
@click.option("--exclude", multiple=True, metavar="GLOBS", help="Paths to pass over in folders, comma separated.")
@click.option(
    "--respect-gitignore/--no-respect-gitignore",
    default=None,
    help="Whether to pass over what .gitignore leaves out in folders and globs. Default: yes.",
)
@click.option(
    "--config",
    "config_file",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="The configuration, in place of the nearest .cardlint.toml or pyproject.toml.",
)
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--baseline", metavar="FILE", help="Do not report the findings that FILE has.")
@click.option("--write-baseline", metavar="FILE", help="Write all findings to FILE instead of reporting them.")
@click.option(
    "--add-ignores", metavar="REASON", help="Write suppressions for all findings into the cards, each with REASON."
)
@click.option("--stdin-filename", metavar="PATH", help="Where the card on standard input (-) belongs.")
@click.option(
    "--diff-from", metavar="REF", help="Report only what stands on lines that changed since the git revision REF."
)
@click.option("--watch", is_flag=True, help="Check again whenever a card or a file beside it changes.")
@click.option(
    "--jobs", type=click.IntRange(min=0), default=0, metavar="N", help="Processes to check with; 0: as many as pay."
)
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs found.")
@click.option(
    "--cache-dir",
    type=click.Path(file_okay=False),
    metavar="DIR",
    envvar="CARDLINT_CACHE_DIR",
    help="Where that is kept: an empty folder, or one that cardlint made. Default: in your cache folder.",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 also with findings.")
@click.option("--statistics", is_flag=True, help="Count the findings by rule instead of showing them.")
@click.option("-q", "--quiet", is_flag=True, help="Print the findings and nothing else.")
@click.option("-v", "--verbose", is_flag=True, help="Say of each card what kind it is taken for, and why.")
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
    exit_zero: bool,
    statistics: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Check cards: README files, folders of them, globs, or - for standard input. Default: the current folder."""
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
    }
    overrides = Overrides(
        {key: value for key, value in settings.items() if value or value is False}, config_file, isolated
    )
    options = Options(
        targets=_targets(format_name, outputs),
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
    verb = _verb(fix=fix, unsafe=unsafe_fixes, diff=diff, baseline=write_baseline, reason=add_ignores)
    if watch:
        if diff or write_baseline or add_ignores or "-" in paths:
            raise click.UsageError("--watch reports on files; leave out --diff, --write-baseline, --add-ignores and -")
        from cardlint.run.watch import watch_cards

        watch_cards(verb, paths, lambda: Configurations(overrides), options)
    ctx.exit(Session(paths, Configurations(overrides), options).run(verb))


def _verb(*, fix: bool, unsafe: bool, diff: bool, baseline: str | None, reason: str | None) -> Verb:
    """Return what is to be done to the cards, imported now."""
    verbs = {"--fix or --diff": fix or diff, "--write-baseline": baseline, "--add-ignores": reason is not None}
    asked = [name for name, is_asked in verbs.items() if is_asked]
    if len(asked) > 1:
        raise click.UsageError(f"{' and '.join(asked)} are different jobs; give one")
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
    """Return where the report goes: what is asked for, and as text where nothing is."""
    targets = tuple(output.parse_target(each) for each in outputs)
    if format_name is None and targets:
        return targets
    return (output.Target(format_name or "text"), *targets)


def _severities(words: tuple[str, ...]) -> tuple[str | None, dict[str, str]]:
    """Return the lowest severity to report, and the severities of single rules."""
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
