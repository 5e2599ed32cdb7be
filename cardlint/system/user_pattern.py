"""Users' regular expressions, in their configuration and JSON Schemas, with a reliable time limit.

Python's ``re`` tries ``(a+)+$`` on fifty letters for longer than a lifetime, and nothing can stop it: it runs in C, so signals and
threads wait for its end. The package ``regex`` checks the time while it searches, in every loop, on every system, in threads and in
forked processes; it has been a drop-in replacement for ``re`` for fifteen years and has wheels for every platform. Alternatives:

* google-re2 needs no clock because it is linear. But it has neither ``(?!…)`` nor ``(?=…)``, which users' schemas contain, its ``\\w``
  is ASCII only, and it has no wheels for musl, so cardlint could not be installed on Alpine.
* A process that is killed after its time costs a start of Python in each run, and does not work where processes cannot be started.

A pattern within its time is not slowed down: a search takes a microsecond. Memory is bounded by `pattern_cost` and by `MOST_CHARACTERS`.
"""

from time import thread_time
from typing import Any

from cardlint.system.errors import ConfiguredRuleError
from cardlint.system.pattern_cost import PatternError, check_cost

SECONDS = 1.0
"""CPU time that all slow searches of one `SearchTime` may take together."""

MOST_CHARACTERS = 100_000
"""The longest text that is searched."""

_QUICK = 0.001  # seconds up to which a search is not slow


class SearchTime:
    """The remaining time for slow searches, shared by the patterns of one configuration in one process.

    So every run ends, no matter how many patterns and cards it has: when the time is up, every further search fails at once.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self.left = seconds


class UserPattern:
    """One compiled pattern."""

    def __init__(self, text: str, time: SearchTime) -> None:
        """Compile ``text``. Raises PatternError if it is not a regular expression, or costs too much."""
        check_cost(text)
        import regex  # takes 15 ms, needed only with patterns

        self.text = text
        self._time = time
        try:
            self._pattern: Any = regex.compile(text, regex.VERSION0, cache_pattern=False)
        except MemoryError as error:
            raise PatternError("it takes too much memory") from error
        except RecursionError as error:
            raise PatternError("it is nested too deeply") from error
        except Exception as error:  # regex.error, and errors of its parser
            raise PatternError(str(error)) from error

    def is_found_in(self, text: str) -> bool:
        """Return whether the pattern matches anywhere in ``text``. Raises ConfiguredRuleError if that takes too long."""
        if len(text) > MOST_CHARACTERS:
            raise ConfiguredRuleError(
                f"pattern `{self._excerpt}` cannot be tried on a value of {len(text):,} characters",
                f"values of at most {MOST_CHARACTERS:,} characters are searched",
            )
        if self._time.left <= 0:
            raise self._too_slow()
        start = thread_time()
        try:
            found = self._pattern.search(text, timeout=self._time.left) is not None
        except (TimeoutError, MemoryError) as error:
            self._time.left = 0
            raise self._too_slow() from error
        taken = thread_time() - start
        if taken > _QUICK:
            self._time.left -= taken
        return found

    @property
    def _excerpt(self) -> str:
        return self.text if len(self.text) <= 60 else self.text[:59] + "…"

    def _too_slow(self) -> ConfiguredRuleError:
        return ConfiguredRuleError(
            f"pattern `{self._excerpt}` takes too long: slow searches may take {SECONDS:g} s in one run",
            "rewrite it so that text can match in only one way: `a+` instead of `(a+)+`",
        )
