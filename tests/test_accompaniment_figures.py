import base64
import io
from datetime import date

import openpyxl

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FoodAidCase
from .paper import PaperCase
from .spreadsheets import CARVIN

FIGURES = "food.aid.accompaniment.figures"
CODES = ("budget", "housing")
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


class FiguresMixin:
    @classmethod
    def _create_need(cls, household, code="housing", **vals):
        values = {
            "household_id": household.id,
            "category_id": cls.env.ref(f"food_aid.need_category_{code}").id,
            "date": "2026-03-01",
        }
        return cls.env["food.aid.need"].create(values | vals)

    @classmethod
    def _ask(cls, needs=(), **vals):
        household = cls._create_household(**vals)
        cls.env["food.aid.request"].create({"household_id": household.id, "date": "2026-03-01"})
        for code in needs:
            cls._create_need(household, code)
        return household

    def _count(self):
        """Return what is counted, as the coordinator reads it."""
        return self._open()._get_figures(self.company, FIRST, LAST)

    def _open(self, role="coordinator"):
        return (
            self.env[FIGURES]
            .with_user(self.users[role])
            .create({"company_id": self.company.id, "date_from": FIRST, "date_to": LAST})
        )


@tagged("post_install", "-at_install")
class TestAccompanimentFigures(FiguresMixin, FoodAidCase):
    def test_households_are_counted_by_how_many_other_needs_they_have(self):
        self._ask()
        one = self._ask(["housing"])
        self._create_need(one, "housing")  # the same again is one
        self._ask(["housing", "budget"])
        self._create_need(self._ask(), "health", origin="unspoken")
        late = self._ask(["housing"])
        late.need_ids.date = "2027-01-01"
        cells = self._count()["cells"]
        found = [cells["all", name] for name in ("total", "one", "two")]
        self.assertEqual(found, [5, 2, 1])
        self.assertEqual(cells["first", "one"], 2)
        self.assertEqual(cells["need", "housing", "total"], 3)
        self.assertEqual(cells["need", "all", "total"], 4)

    def test_needs_are_counted_by_what_became_of_them(self):
        household = self._ask()
        states = ("expressed", "proposed", "accepted", "refused", "solved", "handed_over")
        for state in states:
            self._create_need(household, "housing", state=state)
        cells = self._count()["cells"]
        columns = ("total", "open", "refused", "solved", "handed_over", "abandoned")
        self.assertEqual([cells["need", "housing", name] for name in columns], [6, 3, 1, 1, 1, 0])

    def test_workshops_and_what_a_participation_cost(self):
        workshop = self.env["food.aid.workshop"].create(
            {"name": "Cooking", "company_id": self.company.id, "cost": 60, "capacity": 0}
        )
        session = self.env["food.aid.workshop.session"].create(
            {
                "workshop_id": workshop.id,
                "date_start": "2026-03-10 09:00:00",
                "date_end": "2026-03-10 10:00:00",
            }
        )
        household = self._create_household()
        session.registration_ids.create(
            {
                "session_id": session.id,
                "household_id": household.id,
                "person_id": household.applicant_id.id,
                "state": "present",
            }
        )
        for state in ("present", "present", "absent"):
            session.registration_ids.create(
                {"session_id": session.id, "age_band": "age_65", "state": state}
            )
        session.state = "held"
        values = self._count()
        cells, amounts = values["cells"], values["amounts"]
        names = ("sessions", "total", "named", "unknown")
        self.assertEqual([cells["workshop", name] for name in names], [1, 3, 1, 2])
        self.assertEqual(amounts["workshop", "cost"], 60)
        self.assertEqual(amounts["workshop", "each"], 20)

    def test_procedures_opened_won_time_taken_and_a_month(self):
        kinds = self.env["food.aid.procedure.type"].create(
            [
                {
                    "name": name,
                    "target": "The office",
                    "is_sensitive": name == "Secret",
                    "company_id": self.company.id,
                }
                for name in ("Plain", "Secret")
            ]
        )
        plain, secret = kinds
        reserved = self._create_household()
        named = [Command.set(self.users["instructor"].ids)]
        reserved.write({"is_reserved": True, "reserved_user_ids": named})
        here = self._create_household()
        won = {"state": "accepted", "decided_on": "2026-03-31", "amount": 100}
        for household, kind, vals in (
            (here, plain, {"date": "2026-03-01", **won}),  # thirty days
            (here, plain, {"date": "2026-03-21", **won, "amount": 250.5}),  # ten days
            (here, plain, {"date": "2026-03-11", **won, "state": "refused", "amount": 0}),
            (here, plain, {"date": "2026-12-31"}),
            (here, plain, {"date": "2025-12-31", **won}),
            (here, secret, {"date": "2026-03-01", **won, "amount": 7}),
            (reserved, plain, {"date": "2026-03-01", **won, "amount": 7}),
        ):
            self.env["food.aid.procedure"].create(
                {
                    "household_id": household.id,
                    "type_id": kind.id,
                    "user_id": self.users["instructor" if kind == plain else "social"].id,
                    **vals,
                }
            )
        values = self._count()
        names = ("opened", "answered", "won")
        self.assertEqual([values["cells"]["procedure", name] for name in names], [4, 3, 2])
        self.assertEqual(values["amounts"]["procedure", "amount"], 350.5)
        self.assertEqual(values["amounts"]["procedure", "days"], 20)
        tables = self._open()._get_tables(masked=True)
        figures = self._open()
        said = [[figures._say(cell) for cell in table["rows"][0]] for table in tables]
        self.assertIn(["n. c."] * 5, said)  # neither the three numbers nor what they are made of

    def test_a_reserved_file_and_another_ccas_are_in_no_number(self):
        reserved = self._ask(["housing"])
        named = [Command.set(self.users["instructor"].ids)]
        reserved.write({"is_reserved": True, "reserved_user_ids": named})
        self._ask(["housing"], company_id=self.other_company.id)
        self._ask(["housing"])
        cells = self._count()["cells"]
        self.assertEqual((cells["all", "total"], cells["all", "one"]), (1, 1))
        self.assertEqual(cells["need", "housing", "total"], 1)

    def test_small_numbers_and_those_that_give_them_back_are_hidden(self):
        for rank in range(12):
            self._ask(["housing"] if rank < 10 else [])
        self._ask(["budget"])
        households, needs = self._open()._get_tables(masked=True)[:2]
        total = {row[0]: row[1].value for row in needs["rows"]}
        names = {code: self.env.ref(f"food_aid.need_category_{code}").name for code in CODES}
        self.assertIsNone(total[names["budget"]])
        # the difference of the two would tell
        self.assertIn(None, [total[names["housing"]], total["Together"]])
        # thirteen asked, eleven have a need: two have none
        together = [cell.value for cell in households["rows"][0][1:3]]
        self.assertIn(None, together)
        exact = self._open()._get_tables(masked=False)[1]
        self.assertEqual({row[0]: row[1].value for row in exact["rows"]}[names["budget"]], 1)

    def test_the_workbook_says_what_the_paper_says_and_no_small_number(self):
        for rank in range(12):
            self._ask(["housing"] if rank < 10 else [])
        self._ask(["budget", "health"])
        for _rank in range(6):
            self._ask(["energy"])
        figures = self._open()
        rows = self._read(figures)
        self.assertEqual(rows[0][0], self.company.name)
        written = [value for row in rows[4:] for value in row if isinstance(value, int | float)]
        self.assertIn(10, written)
        self.assertFalse([value for value in written if 1 < value < 5])
        budget = self.env.ref("food_aid.need_category_budget").name
        self.assertIn([budget, "n. c."], [row[:2] for row in rows])
        tables = figures._get_tables(masked=True)
        titles = [table["title"] for table in tables]
        self.assertEqual([row[0] for row in rows if row[0] in titles], titles)
        for table in tables:
            for row in table["rows"]:
                said = [
                    cell if isinstance(cell, str) else self._say_read(figures, cell) for cell in row
                ]
                self.assertIn(said, [line[: len(said)] for line in rows])

    def test_the_workbook_is_given_to_who_asked_alone(self):
        figures = self._open()
        action = figures.action_download()
        self.assertEqual(action["type"], "ir.actions.act_url")
        self.assertIn(f"/{figures.id}/workbook/", action["url"])
        self.assertTrue(action["url"].endswith("2026-12-31.xlsx?download=true"))
        colleague = self._create_user("colleague", "food_aid.group_food_aid_coordinator")
        with self.assertRaises(AccessError):
            figures.with_user(colleague).read(["workbook"])
        with self.assertRaises(AccessError):
            figures.with_user(self.users["social"]).action_download()

    def _say_read(self, figures, cell):
        """Return a cell as a reader of spreadsheets gives it back."""
        return figures._say(cell) if cell.value is None else round(cell.value, 9)

    def _read(self, figures):
        """Open the workbook with another library than the one that wrote it."""
        figures.action_download()
        content = base64.b64decode(figures.workbook)
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        return [
            [round(cell, 9) if isinstance(cell, float) else cell for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]

    def test_coordinators_read_them_and_nobody_else(self):
        self.assertIn("table", str(self._open().table))
        for role in ("reception", "instructor", "social", "stock", "dpo", "observer", "volunteer"):
            with self.subTest(role=role):
                with self.assertRaises(AccessError):
                    self._open(role)
                with self.assertRaises(AccessError):
                    self.env[FIGURES].with_user(self.users[role])._get_figures(
                        self.company, FIRST, LAST
                    )


@tagged("post_install", "-at_install")
class TestAccompanimentCarvin(FiguresMixin, PaperCase):
    """The page on the register: half of the new ones, and 18 %."""

    def test_the_page_says_50_and_18_percent(self):
        job = self.env["food.aid.import"].with_user(self.users["coordinator"])
        job.create({"file": base64.b64encode(CARVIN), "file_name": "registre.xlsx"})._run()
        figures = (
            self.env[FIGURES]
            .with_user(self.users["coordinator"])
            .create(
                {
                    "company_id": self.company.id,
                    "date_from": fields.Date.to_date("2017-03-01"),
                    "date_to": fields.Date.to_date("2018-06-30"),
                }
            )
        )
        households = figures._get_tables(masked=True)[0]
        said = [[figures._say(cell) for cell in row[1:]] for row in households["rows"]]
        self.assertEqual(said[0][0], "453")
        self.assertEqual(said[1], ["219", "110", "50 %", "39", "18 %"])
        (page,) = self._pages(self._print("accompaniment", figures, self.users["coordinator"]))
        for words in ("219 110 50 % 39 18 %", "01/03/2017", "30/06/2018"):
            with self.subTest(words=words):
                self.assertIn(words.replace("01/03", "03/01").replace("30/06", "06/30"), page)
