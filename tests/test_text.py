from datetime import date

from odoo.tests import BaseCase, TransactionCase, tagged

from ..models.common.word_date import word_date
from ..tools.text import digits, name_key, normalise


@tagged("post_install", "-at_install")
class TestText(BaseCase):
    def test_normalise_strips_case_accents_and_punctuation(self):
        for text, expected in (
            ("Né(e) le", "ne e le"),
            ("  GUÉRIN ", "guerin"),
            ("Jean-Pierre", "jean pierre"),
            ("D’Hondt", "d hondt"),
            ("d'Hondt", "d hondt"),
            ("Cœur\u202fŒuvre", "coeur oeuvre"),
            ("N° dossier", "n dossier"),
            ("snake_case", "snake case"),
            ("Łódź", "lodz"),
            ("", ""),
            (None, ""),
            (False, ""),
            (62220, "62220"),
        ):
            with self.subTest(text=text):
                self.assertEqual(normalise(text), expected)

    def test_normalise_is_idempotent(self):
        for text in ("Né(e) le", "ÉÈÀ--ç", "İstanbul", "ﬁn", "①"):
            self.assertEqual(normalise(normalise(text)), normalise(text))

    def test_digits_brings_french_prefixes_to_the_national_form(self):
        for text, expected in (
            ("03.21.00.08.51", "0321000851"),
            ("+33 6 12 34 88 31", "0612348831"),
            ("0033612348831", "0612348831"),
            ("+33 (0)6 12 34 88 31", "0612348831"),
            ("+32 470 12 34 56", "32470123456"),
            ("F2026/00012", "202600012"),
            ("pas de téléphone", ""),
            (None, ""),
        ):
            with self.subTest(text=text):
                self.assertEqual(digits(text), expected)

    def test_name_key_ignores_the_order_of_names(self):
        self.assertEqual(name_key("DA SILVA", "Mélanie"), name_key("Melanie", "Da-Silva"))
        self.assertNotEqual(name_key("FICTIVE", "Samira"), name_key("FICTIVE", "Sami"))
        self.assertEqual(name_key(None, "Samira"), "samira")


@tagged("post_install", "-at_install")
class TestWrittenDate(TransactionCase):
    def test_the_first_of_a_month_is_written_as_the_french_do(self):
        for lang in ("fr_FR", "en_US"):
            self.env["res.lang"]._activate_lang(lang)
        french = self.env(context={"lang": "fr_FR"})
        english = self.env(context={"lang": "en_US"})
        for env, day, written in (
            (french, date(2026, 12, 1), "1er décembre 2026"),
            (french, date(2026, 8, 11), "11 août 2026"),
            (french, date(2026, 5, 31), "31 mai 2026"),
            (english, date(2026, 12, 1), "1 December 2026"),
        ):
            with self.subTest(written=written):
                self.assertEqual(word_date(env, day), written)
        self.assertEqual(word_date(french, date(2026, 12, 1), "EEEE d MMMM"), "mardi 1er décembre")
