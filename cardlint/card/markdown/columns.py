"""Blanks at the beginning of a line, counted in columns: a tab goes on to the next multiple of four."""


def indent(text: str, position: int, end: int, column: int) -> tuple[int, int]:
    """Return how many columns of blanks there are from ``position``, and the offset behind them."""
    first = column
    while position < end:
        character = text[position]
        if character == " ":
            column += 1
        elif character == "\t":
            column += 4 - column % 4
        else:
            break
        position += 1
    return column - first, position


def advance(text: str, position: int, column: int, columns: int) -> tuple[int, int]:
    """Go over ``columns`` of blanks. Where a tab is wider than what is left, stay before it, amid its columns."""
    while columns > 0:
        width = 4 - column % 4 if text.startswith("\t", position) else 1
        if width > columns:
            return position, column + columns
        position, column, columns = position + 1, column + width, columns - width
    return position, column
