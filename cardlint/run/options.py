"""What a run does besides checking, and how it reports."""

from typing import NamedTuple

from cardlint.output import Target


class Options(NamedTuple):
    """The options of ``cardlint check`` that choose no rules."""

    targets: tuple[Target, ...] = (Target("text"),)
    stdin_filename: str | None = None
    exit_zero: bool = False
    statistics: bool = False
    quiet: bool = False
    verbose: bool = False
    fix: bool = False  # write the cards repaired
    unsafe_fixes: bool = False
    diff: bool = False  # show what fixing would change, instead of the report
    write_baseline: str | None = None
    add_ignores: str | None = None  # the reason
    jobs: int = 0  # processes; 0: as many as pay
    cache: bool = True
    cache_folder: str | None = None  # None: what CARDLINT_CACHE_DIR names, or the user's
    diff_from: str | None = None  # report only what lies on lines that changed since this revision

    @property
    def shown(self) -> str | None:
        """The format on standard output, or None where there is none."""
        return next((target.format for target in self.targets if target.path is None), None)
