"""The colors of all pages and pictures, for systems in light mode and in dark mode."""

from cardlint.system.named_tuple import NamedTuple


class Palette(NamedTuple):
    """CSS colors by purpose."""

    page: str
    panel: str
    text: str
    soft: str  # text that is less important
    edge: str
    error: str
    warning: str  # as text
    warning_area: str
    info: str
    bar: str
    track: str  # the background of a bar


LIGHT = Palette(
    page="#f6f7f9",
    panel="#fff",
    text="#1c2330",
    soft="#5b6678",
    edge="#dfe3ea",
    error="#c4262e",
    warning="#96610a",
    warning_area="#d08a12",
    info="#0f6da8",
    bar="#2f6feb",
    track="#e6e9ef",
)
DARK = Palette(
    page="#12151b",
    panel="#1a1f28",
    text="#e3e8f0",
    soft="#9aa6b8",
    edge="#2c3442",
    error="#ff7b80",
    warning="#f0b64d",
    warning_area="#f0b64d",
    info="#6cbcf5",
    bar="#6ea0ff",
    track="#2c3442",
)


def root_style(more_light: str = "", more_dark: str = "") -> str:
    """Return the CSS rules that define each color as a variable, such as ``--warning-area``, for light and dark mode.

    ``more_light`` and ``more_dark`` are further variables of one page.
    """
    return (
        f":root {{\n  color-scheme: light dark;\n  {_variables(LIGHT)}{more_light}\n}}\n"
        f"@media (prefers-color-scheme: dark) {{\n  :root {{ {_variables(DARK)}{more_dark} }}\n}}\n"
    )


def _variables(palette: Palette) -> str:
    return " ".join(f"--{name.replace('_', '-')}: {color};" for name, color in palette._asdict().items())
