import datetime
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..tools.register_dates import parse_birth, parse_births, parse_date
from ..tools.register_error import RegisterValueError
from ..tools.register_values import (
    is_nothing,
    parse_amount,
    parse_phone,
    parse_text,
    parse_yes_no,
    parse_zip,
)
from ..tools.register_words import parse_family, parse_housing, parse_sex, parse_status

TODAY = datetime.date(2026, 6, 30)
DAY = datetime.date(2017, 3, 12)


@tagged("post_install", "-at_install")
class TestRegisterValues(BaseCase):
    def assertParsed(self, parse, expected, *values):
        for value in values:
            with self.subTest(value=value):
                self.assertEqual(parse(value), expected)

    def assertRefused(self, parse, code, *values):
        for value in values:
            with self.subTest(value=value):
                with self.assertRaises(RegisterValueError) as caught:
                    parse(value)
                self.assertEqual(caught.exception.code, code)

    # --- dates ---

    def test_a_day_is_understood_in_all_the_ways_people_write_it(self):
        self.assertParsed(
            lambda value: parse_date(value, TODAY),
            DAY,
            "12/03/2017",
            "12/3/17",
            "12-03-17",
            "12.03.2017",
            " 12 / 03 / 2017 ",
            "12 03 2017",
            "2017-03-12",
            "2017-03-12T09:30:00Z",
            "12/03/2017 09:30",
            "12/03/2017 à 9h30",
            "12 mars 2017",
            "12 Mars 17",
            "12-mars-2017",
            "20170312",
            "12032017",
            "42806",
            42806,
            42806.4,
            DAY,
            datetime.datetime.combine(DAY, datetime.time(9, 30)),
        )

    def test_french_months_are_known_with_and_without_accents(self):
        for text, month in (
            ("1er février 2018", 2),
            ("1 fevr. 2018", 2),
            ("1er août 2017", 8),
            ("1 AOUT 2017", 8),
            ("1er décembre 2017", 12),
        ):
            with self.subTest(text=text):
                found = parse_date(text, TODAY)
                self.assertEqual((found.day, found.month), (1, month))

    def test_nothing_is_no_date(self):
        self.assertParsed(
            lambda value: parse_date(value, TODAY), None, "", None, "-", "—", "néant", "N.C."
        )

    def test_a_date_is_never_guessed(self):
        self.assertRefused(
            lambda value: parse_date(value, TODAY),
            "date",
            "03/25/2018",
            "31/02/2018",
            "12 marsouin 2017",
            "mars 2017",
            "2017",
            "hier",
            "12/03",
            "=TODAY()",
            "99999999",
        )
        self.assertRefused(
            lambda value: parse_date(value, TODAY), "future", "01/07/2026", "2027-01-01"
        )

    def test_two_figures_of_a_year_never_lead_to_the_future(self):
        self.assertEqual(parse_birth("01/02/62", TODAY), (datetime.date(1962, 2, 1), None))
        self.assertEqual(parse_birth("01/02/26", TODAY), (datetime.date(2026, 2, 1), None))
        self.assertEqual(parse_birth("01/12/26", TODAY), (datetime.date(1926, 12, 1), None))

    # --- births ---

    def test_a_year_alone_is_a_birth(self):
        self.assertParsed(
            lambda value: parse_birth(value, TODAY), (None, 1975), "1975", 1975, 1975.0
        )
        self.assertParsed(
            lambda value: parse_birth(value, TODAY), (None, 1975), "vers 1975", "env. 1975"
        )
        self.assertIsNone(parse_birth("inconnu", TODAY))

    def test_several_births_in_one_cell(self):
        births = [("", datetime.date(2002, 11, 3), None), ("", datetime.date(2014, 8, 6), None)]
        self.assertParsed(
            lambda value: parse_births(value, TODAY),
            births,
            "03/11/2002; 06/08/2014",
            "03/11/2002 / 06/08/2014",
            "03/11/02 et 06/08/14",
            "03/11/2002\n06/08/2014",
            "03-11-2002, 06-08-2014",
            "2002-11-03 + 2014-08-06",
            "nés les 3 novembre 2002 et 6 août 2014",
            "03/11/2002 - 06/08/2014",
            "2002-11-03 00:00:00; 2014-08-06 00:00:00",
        )

    def test_births_keep_the_first_names_written_with_them(self):
        self.assertEqual(
            parse_births("Léa 03/11/2002, Jean-Marc (2014) ; 5 mai 2016", TODAY),
            [
                ("Léa", datetime.date(2002, 11, 3), None),
                ("Jean-Marc", None, 2014),
                ("", datetime.date(2016, 5, 5), None),
            ],
        )

    def test_one_date_or_serial_is_one_birth(self):
        self.assertParsed(lambda value: parse_births(value, TODAY), [("", DAY, None)], DAY, 42806)
        self.assertParsed(lambda value: parse_births(value, TODAY), [], "", None, 0, "-", "aucun")

    def test_ages_and_counts_are_not_births(self):
        self.assertRefused(
            lambda value: parse_births(value, TODAY),
            "births",
            "2 enfants",
            3,
            "5 ans et 03/11/2002",
            "deux",
            "03/11/2002; 06/08",
        )
        self.assertRefused(lambda value: parse_births(value, TODAY), "date", "45/11/2002")
        self.assertRefused(lambda value: parse_births(value, TODAY), "future", "03/11/2030", "2030")
        self.assertRefused(
            lambda value: parse_birth(value, TODAY), "several_births", "1975 et 1976"
        )

    # --- amounts ---

    def test_an_amount_is_understood_in_all_the_ways_people_write_it(self):
        self.assertParsed(
            parse_amount,
            Decimal("1397.80"),
            "1\u202f397,80 €",
            "1\u00a0397,80",
            "1 397,80€",
            "1.397,80",
            "1,397.80",
            "1'397.80",
            "1397.8",
            "1397,8 euros",
            "€ 1397,80",
            "1397,80 EUR",
            "1397,80 €/mois",
            "1397,80 par mois",
            "+1397,80",
            1397.8,
            1397.8000000001,
        )
        self.assertParsed(
            parse_amount, Decimal("450.00"), "450", 450, 450.0, "450,-", "450 € mensuels"
        )
        self.assertParsed(parse_amount, Decimal("12345.00"), "12.345,00", "12 345", "12345")

    def test_nothing_is_no_amount_and_zero_is_zero(self):
        self.assertParsed(
            parse_amount, None, "", None, "-", "–", "néant", "Aucun", "/", "sans", "NC"
        )
        self.assertParsed(parse_amount, Decimal(0), 0, "0", "0,00 €")

    def test_cents_round_half_up(self):
        self.assertEqual(parse_amount(0.125), Decimal("0.13"))
        self.assertEqual(parse_amount(0.1 + 0.2), Decimal("0.30"))

    def test_a_formula_is_never_computed(self):
        self.assertRefused(parse_amount, "formula", "=500+50", "=SUM(A1:A9)", " =1", "@A1")

    def test_what_is_not_an_amount_is_refused(self):
        self.assertRefused(
            parse_amount,
            "amount",
            "500+50",
            "environ 500",
            "500/600",
            "1.2.3,4",
            "1,23.456,7",
            "300 trimestre",
            "#DIV/0!",
            "12e3",
            "inf",
            "1,-,",
            float("inf"),
            float("nan"),
            True,
            DAY,
            "٣",
        )
        self.assertRefused(parse_amount, "ambiguous_amount", "1,397", "1.397", "0,125")
        self.assertRefused(parse_amount, "negative_amount", "-45", -45, "−45,00 €")
        self.assertRefused(parse_amount, "huge_amount", "0612345678", 612345678)

    # --- the rest ---

    def test_yes_and_no(self):
        self.assertParsed(parse_yes_no, True, "O", "oui", "X", "1", 1, 1.0, True, "Première")
        self.assertParsed(parse_yes_no, False, "N", "non", 0, False, "Renouvellement")
        self.assertParsed(parse_yes_no, None, "", None, " ")
        self.assertRefused(parse_yes_no, "yes_no", "peut-être", "2")

    def test_phones_are_brought_to_one_form(self):
        self.assertParsed(
            parse_phone,
            "06 12 34 56 78",
            "0612345678",
            "06.12.34.56.78",
            "06-12-34-56-78",
            "06/12/34/56/78",
            "+33 6 12 34 56 78",
            "+33 (0)6 12 34 56 78",
            "0033612345678",
            612345678,
            612345678.0,
        )
        self.assertParsed(parse_phone, "", "", None, "-", "néant")
        self.assertEqual(parse_phone("+32 470 12 34 56"), "+32 470 12 34 56")
        self.assertEqual(
            parse_phone("0612345678 / 03.21.00.00.00"), "06 12 34 56 78 / 03 21 00 00 00"
        )
        self.assertRefused(parse_phone, "phone", "06 12 34", "chez la voisine", "061234567899")

    def test_postal_codes_keep_their_first_zero(self):
        self.assertParsed(parse_zip, "62220", "62220", 62220, 62220.0, " 62 220")
        self.assertEqual(parse_zip(1000), "01000")
        self.assertRefused(parse_zip, "zip", "Carvin")

    def test_text_is_one_line_and_numbers_read_as_people_do(self):
        self.assertEqual(parse_text(" 12\n rue  X "), "12 rue X")
        self.assertEqual(parse_text(191.0), "191")
        self.assertEqual(parse_text(DAY), "12/03/2017")
        self.assertTrue(is_nothing(" - "))
        self.assertFalse(is_nothing("0"))

    def test_words_of_registers_are_known(self):
        for parse, value, expected in (
            (parse_status, "Salarié(e)", "employed"),
            (parse_status, "Demandeur d'emploi indemnisé", "unemployed_benefit"),
            (parse_status, "Retraité(e)", "retired"),
            (parse_status, "AAH", "disabled"),
            (parse_status, "Sans ressources", "none"),
            (parse_status, "-", None),
            (parse_housing, "Locataire HLM", "social"),
            (parse_housing, "Hébergée", "hosted"),
            (parse_housing, "SDF", "none"),
            (parse_family, "Seul(e)", "alone"),
            (parse_family, "Couple avec 2 enfants", "couple_children"),
            (parse_family, "MONOPARENTALE", "single_parent"),
            (parse_family, "compliqué", None),
            (parse_sex, "Mme", "female"),
            (parse_sex, "M.", "male"),
        ):
            with self.subTest(value=value):
                self.assertEqual(parse(value), expected)
        self.assertRefused(parse_status, "status", "astronaute")
        self.assertRefused(parse_housing, "housing", "igloo")
        self.assertRefused(parse_sex, "sex", "?!a")
