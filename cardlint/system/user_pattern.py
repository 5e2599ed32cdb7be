"""Regular expressions that users write, with a limit that holds: in their configuration, and in JSON Schemas of their own.

Python's ``re`` tries ``(a+)+$`` on fifty letters for longer than anybody lives, and nothing can stop it: it runs in C, so a signal or
a thread waits for its end. The package ``regex`` looks at the clock while it searches, in every loop, on every system, in threads and
in forked processes; it has been the drop-in for ``re`` for fifteen years and has wheels for every platform. What was weighed:

* google-re2 needs no clock: it is linear. But it has neither ``(?!…)`` nor ``(?=…)``, which people's schemas hold, its ``\\w`` is ASCII
  only, and it has no wheels for musl, so that cardlint would not install on Alpine.
* A process that is killed when its time is up costs a start of Python for each run, and cannot be had where nothing can be started.

A pattern that is in time is not slowed: a search costs a microsecond. Memory is bounded by `pattern_cost` and by `MOST_CHARACTERS`.
"""

from time import thread_time
from typing import Any

from cardlint.system.errors import ConfiguredRuleError
from cardlint.system.pattern_cost import PatternError, check_cost

SECONDS = 1.0
"""CPU time that the slow searches of one `SearchTime` may take, all together."""

MOST_CHARACTERS = 100_000
"""The longest text that is searched."""

_QUICK = 0.001  # seconds of a search that is not slow


class SearchTime:
    """What is left of the time that slow searches may take. The patterns of one configuration share it, in one process.

    So a run ends, however many patterns and cards it has: when the time is up, every further search fails at once.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self.left = seconds


class UserPattern:
    """One compiled pattern."""

    def __init__(self, text: str, time: SearchTime) -> None:
        """Compile ``text``. Raises PatternError where it is not a regular expression, or one that costs too much."""
        check_cost(text)
        import regex  # 15 ms, for those who have patterns

        self.text = text
        self._time = time
        try:
            self._pattern: Any = regex.compile(text, regex.VERSION0, cache_pattern=False)
        except MemoryError as error:
            raise PatternError("it takes too much memory") from error
        except RecursionError as error:
            raise PatternError("it is nested too deeply") from error
        except Exception as error:  # regex.error, and what its parser stumbles over
            raise PatternError(str(error)) from error

    def is_found_in(self, text: str) -> bool:
        """Return whether the pattern matches anywhere in ``text``. Raises ConfiguredRuleError where that takes too long."""
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
            "write it so that a text can match in one way only: `a+` in place of `(a+)+`",
        )
