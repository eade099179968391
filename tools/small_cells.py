"""Small numbers in a table that leaves the house: which cells to hide. No `env` here."""

from fractions import Fraction

SMALLEST = 5


def hide(cells, equations, last=(), smallest=SMALLEST) -> set:
    """Return the cells to hide so that no number from 1 to `smallest` - 1 can be read or found.

    Hiding small numbers alone is not enough: a total less the others gives them back, or the
    sum of a few of them, small itself. More cells are hidden, the smallest first, until nothing
    small follows from what is shown; then those that turn out not to be needed are shown again.

    :param cells: number by cell
    :param equations: what the reader knows: dictionaries {cell: factor} whose sum is zero
    :param last: cells that are hidden only when no other can be
    """
    equations = list(equations)
    small = {cell for cell, number in cells.items() if 0 < number < smallest}
    hidden = set(small)

    def order(cell):
        return cell in last, not cells[cell], cells[cell], str(cell)

    def find(hidden):
        """Return what a reader finds, alone or summed with others, when it is small."""
        told = _deduced(hidden, equations) | _summed(cells, hidden, equations, smallest)
        return told if told & small else set()

    while told := find(hidden):
        companions = {
            cell
            for equation in equations
            if told & equation.keys()
            for cell in equation.keys() - hidden
        }
        if not companions:
            break  # nothing shown is linked to it any more
        hidden.add(min(companions, key=order))
    for cell in sorted(hidden - small, key=order, reverse=True):
        if not find(hidden - {cell}):
            hidden.remove(cell)
    return hidden


def _summed(cells, hidden, equations, smallest):
    """Return the hidden cells whose sum an equation tells, when that sum is small."""
    summed = set()
    for equation in equations:
        inside = {cell: factor for cell, factor in equation.items() if cell in hidden}
        if len({factor > 0 for factor in inside.values()}) == 1:
            total = sum(factor * cells[cell] for cell, factor in inside.items())
            if 0 < abs(total) < smallest:
                summed |= inside.keys()
    return summed


def _deduced(hidden, equations):
    """Return the hidden cells that the equations and the cells shown determine."""
    pivots = {}
    for equation in equations:
        row = {cell: Fraction(factor) for cell, factor in equation.items() if cell in hidden}
        for pivot in row.keys() & pivots.keys():
            _subtract(row, pivots[pivot], row[pivot])
        if not row:
            continue
        pivot = min(row, key=str)
        factor = row[pivot]
        row = {cell: number / factor for cell, number in row.items()}
        for other in pivots.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        pivots[pivot] = row
    return {pivot for pivot, row in pivots.items() if len(row) == 1}


def _subtract(row, other, factor):
    for cell, number in other.items():
        row[cell] = row.get(cell, 0) - factor * number
        if not row[cell]:
            del row[cell]
