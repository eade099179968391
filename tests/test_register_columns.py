import datetime
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..tools import register_columns
from ..tools.register_columns import (
    choose_sheet,
    data_rows,
    find_header,
    propose_mapping,
    propose_target,
)
from ..tools.register_file import read_sheets
from ..tools.register_row import person_key, read_row, row_key, split_name
from ..tools.text import normalise
from .spreadsheets import CARVIN

TODAY = datetime.date(2026, 6, 30)
HEADERS = [
    "N° dossier",
    "Date demande",
    "Nom",
    "Prénom",
    "Né(e) le",
    "Situation familiale",
    "Conjoint né(e) le",
    "Enfants nés le",
    "Salaire",
    "Loyer",
    "Besoins",
    "1re demande",
]
LINE = [
    "0191",
    "14/10/2017",
    "FICTIVE",
    "Samira",
    "07/04/1976",
    "Couple avec enfants",
    "04/10/1972",
    "Léa 03/11/2002; 2014",
    "1 200,50 €",
    468,
    "Emploi, Budget",
    "N",
]


@tagged("post_install", "-at_install")
class TestRegisterColumns(BaseCase):
    def setUp(self):
        super().setUp()
        self.mapping = propose_mapping(HEADERS)

    def read_line(self, **changes):
        cells = list(LINE)
        for target, value in changes.items():
            [index] = [at for at, name in self.mapping.items() if name.split(".")[-1] == target]
            cells[index] = value
        return read_row(cells, self.mapping, HEADERS, TODAY)

    def assertProblems(self, problems, *codes):
        self.assertEqual([problem.code for problem in problems], list(codes))

    # --- headers and mapping ---

    def test_synonyms_are_written_as_headers_are_compared_and_belong_to_one_target(self):
        names = [name for names in register_columns.SYNONYMS.values() for name in names.split("|")]
        self.assertEqual([normalise(name) for name in names], names)
        self.assertEqual(len(set(names)), len(names))

    def test_every_column_of_the_carvin_register_is_recognised(self):
        name, rows, header = choose_sheet(read_sheets(CARVIN))
        mapping = propose_mapping(rows[header])
        self.assertEqual((name, header, len(mapping)), ("Registre", 3, 35))
        targets = dict(zip(rows[header], mapping.values(), strict=True))
        self.assertEqual(targets["Téléphone"], "phone")
        self.assertEqual(targets["Téléphone / Internet"], "expense.phone")
        self.assertEqual(targets["Observations"], "observations")
        self.assertEqual(len(list(data_rows(rows, header))), 453)

    def test_headers_are_recognised_however_they_are_written(self):
        for header, target in (
            ("NOM", "last_name"),
            ("Nom et Prénom :", "full_name"),
            ("DDN conjoint", "partner_birthdate"),
            ("Date de naissance de la conjointe", "partner_birthdate"),
            ("Enfant 2", "children_births"),
            ("Tél. / Internet / Box", "expense.phone"),
            ("Tél", "phone"),
            ("Pension alimentaire perçue", "income.alimony_received"),
            ("Pension alim.", "expense.alimony_paid"),
            ("Date de la 1ère demande", "date"),
            ("Numéro du dossier CCAS", "legacy_reference"),
            ("Électricité", "expense.energy"),
            ("Couleur des yeux", None),
            ("", None),
            (None, None),
            ("Motif du retour", None),
        ):
            with self.subTest(header=header):
                self.assertEqual(propose_target(header), target)

    def test_a_target_is_taken_once_but_budget_and_children_add_up(self):
        headers = ["Nom", "Nom usuel", "Enfant 1", "Enfant 2", "Salaire", "Salaires"]
        self.assertEqual(
            propose_mapping(headers),
            {
                0: "last_name",
                2: "children_births",
                3: "children_births",
                4: "income.wage",
                5: "income.wage",
            },
        )

    def test_what_the_ccas_chose_before_comes_first(self):
        remembered = {"couleur": "status", "statut": "", "nom usuel": "last_name"}
        self.assertEqual(
            propose_mapping(["Nom", "Couleur", "Statut", "Nom usuel"], remembered),
            {1: "status", 3: "last_name"},
        )

    def test_the_header_is_found_under_titles_and_not_taken_from_data(self):
        rows = [["Registre du CCAS"], [], ["Nom du service", "CCAS"], HEADERS, LINE]
        self.assertEqual(find_header(rows), 3)
        self.assertIsNone(find_header([["a", "b"], ["c", "d"]]))
        self.assertIsNone(choose_sheet([("Notes", [["Bonjour"]])]))

    def test_the_sheet_that_holds_the_register_is_chosen(self):
        sheets = [("Notice", [["Nom", "Prénom", "Adresse"]]), ("2017", [HEADERS, LINE])]
        self.assertEqual(choose_sheet(sheets)[0], "2017")

    def test_blanks_totals_and_repeated_headers_are_no_data(self):
        total = ["TOTAL", "", "", "", "", "", "", "", "=SUM(I2:I9)", "12 500,00 €"]
        rows = [
            HEADERS,
            LINE,
            [],
            ["", None, " "],
            HEADERS,
            LINE,
            total,
            ["", "Fait le 30/06/2018"],
        ]
        self.assertEqual([number for number, _cells in data_rows(rows, 0)], [2, 6])

    def test_a_person_whose_name_looks_like_a_total_is_data(self):
        rows = [HEADERS, ["Total", "14/10/2017", "FICTIVE", "Samira"]]
        self.assertEqual(len(list(data_rows(rows, 0))), 1)

    # --- one line ---

    def test_a_line_tells_a_household_and_its_budget(self):
        entry, problems = self.read_line()
        self.assertProblems(problems)
        self.assertEqual(entry["date"], datetime.date(2017, 10, 14))
        self.assertEqual(entry["birthdate"], (datetime.date(1976, 4, 7), None))
        self.assertEqual(
            entry["children"], [("Léa", datetime.date(2002, 11, 3), None), ("", None, 2014)]
        )
        self.assertEqual(
            entry["lines"], {"income.wage": Decimal("1200.50"), "expense.rent": Decimal("468.00")}
        )
        self.assertEqual(entry["needs"], "Emploi, Budget")
        self.assertIs(entry["is_first"], False)

    def test_a_line_says_everything_that_is_wrong_with_it(self):
        _entry, problems = self.read_line(wage="=1+1", birthdate="hier", rent="-3")
        self.assertEqual(
            {(problem.code, problem.column, problem.value) for problem in problems},
            {
                ("formula", "Salaire", "=1+1"),
                ("births", "Né(e) le", "hier"),
                ("negative_amount", "Loyer", "-3"),
            },
        )

    def test_what_a_budget_cannot_do_without_is_asked_for(self):
        self.assertProblems(self.read_line(date="")[1], "no_date")
        self.assertProblems(self.read_line(birthdate="-")[1], "no_birthdate")
        self.assertProblems(self.read_line(partner_birthdate="")[1], "no_partner_birthdate")
        self.assertProblems(self.read_line(children_births="")[1], "no_children_births")
        self.assertProblems(self.read_line(family="Monoparental")[1], "unexpected_partner")
        self.assertProblems(self.read_line(family="Couple")[1])
        self.assertProblems(self.read_line(birthdate="2015")[1], "too_young")
        self.assertProblems(self.read_line(children_births="15/10/2017")[1], "born_after")
        self.assertProblems(
            self.read_line(last_name="", first_name="", legacy_reference="")[1], "nobody"
        )

    def test_a_short_line_is_read_as_far_as_it_goes(self):
        entry, problems = read_row(LINE[:5], self.mapping, HEADERS, TODAY)
        self.assertProblems(problems)
        self.assertEqual(entry["children"], [])

    # --- who and which request ---

    def test_the_same_person_is_known_with_names_in_each_others_column(self):
        straight, _problems = self.read_line(last_name="DA SILVA", first_name="Mélanie")
        crossed, _problems = self.read_line(last_name="melanie", first_name="Da-Silva")
        other, _problems = self.read_line(birthdate="08/04/1976")
        self.assertEqual(person_key(straight), person_key(crossed))
        self.assertNotEqual(person_key(self.read_line()[0]), person_key(other))

    def test_a_full_name_is_split_by_its_capitals(self):
        for text, expected in (
            ("FICTIVE Samira", ("FICTIVE", "Samira")),
            ("Samira DE LA FICTION", ("DE LA FICTION", "Samira")),
            ("Fictive Samira", ("Fictive", "Samira")),
            ("FICTIVE SAMIRA", ("FICTIVE", "SAMIRA")),
            ("Samira", ("Samira", "")),
        ):
            with self.subTest(text=text):
                self.assertEqual(split_name(text), expected)

    def test_a_request_keeps_its_key_whatever_else_is_corrected(self):
        entry, _problems = self.read_line()
        self.assertEqual(
            row_key(entry), row_key(self.read_line(wage="12", legacy_reference=191.0)[0])
        )
        self.assertNotEqual(row_key(entry), row_key(self.read_line(date="15/10/2017")[0]))
        self.assertNotEqual(row_key(entry), row_key(self.read_line(legacy_reference="0192")[0]))
