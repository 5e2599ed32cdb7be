"""Indentation counted in columns: a tab extends to the next multiple of four."""


def indent(text: str, position: int, end: int, column: int) -> tuple[int, int]:
    """Return how many columns of white space follow ``position``, and the offset after them."""
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
    """Skip ``columns`` of white space. If a tab is wider than what is left, stop before it, within its columns."""
    while columns > 0:
        width = 4 - column % 4 if text.startswith("\t", position) else 1
        if width > columns:
            return position, column + columns
        position, column, columns = position + 1, column + width, columns - width
    return position, column
