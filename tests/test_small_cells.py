import random
from itertools import product

from odoo.tests import BaseCase, tagged

from ..tools.small_cells import hide


def table(rows):
    """Cells and equations of a table of counts with its totals, down and across."""
    height, width = len(rows), len(rows[0])
    cells = {(i, j): rows[i][j] for i in range(height) for j in range(width)}
    cells |= {(i, "sum"): sum(rows[i]) for i in range(height)}
    cells |= {("sum", j): sum(row[j] for row in rows) for j in range(width)}
    cells["sum", "sum"] = sum(map(sum, rows))
    lines, columns = [*range(height), "sum"], [*range(width), "sum"]
    across = [{(i, "sum"): -1} | {(i, j): 1 for j in range(width)} for i in lines]
    down = [{("sum", j): -1} | {(i, j): 1 for i in range(height)} for j in columns]
    return cells, across + down


def other_answers(cells, equations, hidden):
    """Yield the cells that may differ, in tables near the true one that tell the same sums."""
    hidden = sorted(hidden, key=str)
    for steps in product((-1, 0, 1), repeat=len(hidden)):
        tried = cells | {c: cells[c] + step for c, step in zip(hidden, steps, strict=True)}
        if min(tried.values()) >= 0 and not any(
            sum(factor * tried[cell] for cell, factor in one.items()) for one in equations
        ):
            yield {cell for cell in hidden if tried[cell] != cells[cell]}


@tagged("post_install", "-at_install")
class TestSmallCells(BaseCase):
    def test_nothing_is_hidden_where_nothing_is_small(self):
        self.assertEqual(hide(*table([[5, 0], [20, 7]])), set())

    def test_a_small_number_takes_companions_so_that_no_total_gives_it_back(self):
        cells, equations = table([[3, 10, 20], [30, 6, 40], [50, 60, 70]])
        hidden = hide(cells, equations)
        self.assertIn((0, 0), hidden)
        self.assertIn((0, 0), set().union(*other_answers(cells, equations, hidden)))
        self.assertLess(len(hidden), len(cells) / 2)

    def test_a_reader_with_a_pencil_finds_several_answers_for_each_small_number(self):
        for rows in ([[3, 8], [9, 11]], [[2, 9], [7, 1]], [[1, 6], [6, 6]], [[4, 5], [0, 8]]):
            cells, equations = table(rows)
            hidden = hide(cells, equations)
            free = set().union(*other_answers(cells, equations, hidden))
            for cell in hidden:
                if 0 < cells[cell] < 5:
                    with self.subTest(rows=rows, cell=cell):
                        self.assertIn(cell, free)

    def test_small_numbers_are_no_longer_found_by_their_small_sum(self):
        """Thirteen, eleven shown: two hidden ones are one each, for who knows that none is zero."""
        cells, equations = table([[11, 1, 1], [20, 20, 20]])
        hidden = hide(cells, equations)
        self.assertTrue({(0, 0), (0, "sum")} & hidden)

    def test_no_small_sum_is_told_as_long_as_something_may_be_hidden(self):
        luck = random.Random(3)
        for _turn in range(60):
            rows = [[luck.choice((0, 1, 1, 2, 3, 6, 9, 30)) for _j in range(4)] for _i in range(4)]
            cells, equations = table(rows)
            hidden = hide(cells, equations)
            for one in equations:
                factors = {one[cell] for cell in one.keys() & hidden}
                known = abs(sum(one[cell] * cells[cell] for cell in one.keys() & hidden))
                if len(factors) == 1 and one.keys() - hidden:
                    self.assertFalse(0 < known < 5, (rows, hidden))

    def test_all_small_numbers_are_hidden_and_the_end_is_always_reached(self):
        luck = random.Random(8)
        for _turn in range(60):
            rows = [[luck.choice((0, 0, 1, 2, 4, 5, 9, 40)) for _j in range(4)] for _i in range(5)]
            cells, equations = table(rows)
            hidden = hide(cells, equations)
            shown = [number for cell, number in cells.items() if cell not in hidden]
            self.assertFalse([number for number in shown if 0 < number < 5])
