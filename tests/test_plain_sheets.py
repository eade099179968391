import itertools
import re
import unicodedata

import pypdfium2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .paper import A4, POINT, PaperCase


@tagged("post_install", "-at_install")
class TestPlainSheets(PaperCase):
    """What people are given to keep, in French and in their own language."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.household = cls._create_household(referent_id=cls.users["social"].id)
        cls.company.phone = "03 21 00 00 00"
        cls.languages = cls.env["food.aid.language"].search([])

    def _language(self, code):
        return self.env.ref(f"food_aid.language_{code}")

    def _sheet(self, kind, code, role="instructor", household=None):
        """Return the text of the sheet of `kind` in the language `code`, as `role` prints it."""
        choose = self.env["food.aid.letter.choose"].with_user(self.users[role])
        household = household or self.household
        chosen = choose.create(
            {
                "household_id": household.id,
                "kind": kind,
                "language_id": self._language(code).id,
            }
        )
        chosen.action_print()
        letter = household.letter_ids[:1]
        self.assertRecordValues(letter, [{"kind": kind, "user_id": self.users[role].id}])
        content = self._print("letter", letter, self.users[role])
        text = unicodedata.normalize("NFKC", " ".join(self._pages(content)))
        return re.sub(r" (?=[.:])", "", text)

    def test_every_language_says_every_sentence_and_names_every_paper(self):
        keys = set(dict(self.env["food.aid.sentence"]._fields["key"].selection))
        kinds = self.env["food.aid.paper.kind"].search([("company_id", "=", False)])
        self.assertEqual(set(self.languages.mapped("code")), {"fr", "en", "ar", "uk", "es", "pt"})
        for language in self.languages:
            with self.subTest(language=language.code):
                self.assertEqual(set(language.sentence_ids.mapped("key")), keys)
                if language.code != "fr":
                    self.assertEqual(language.paper_ids.kind_id, kinds)
                    self.assertFalse(language.is_reviewed)

    def test_each_translation_keeps_the_figures_of_the_french(self):
        slots = re.compile(r"\{\{ \w+ \}\}").findall
        for sentence in self.languages.sentence_ids:
            with self.subTest(language=sentence.language_id.code, key=sentence.key):
                self.assertEqual(sorted(slots(sentence.text)), sorted(slots(sentence.french)))

    def test_the_own_sheet_says_what_was_understood_and_what_comes(self):
        referral = self._create_referral(self.household, level="initial")
        page = self._sheet("own_sheet", "en")
        for words in (
            *("Ma situation", "My situation", "We counted 1 person(s)"),
            *("Money that comes in each month:", "600", "Votre demande est acceptée."),
            *("Your request is accepted.", "You have a right to food aid from"),
            *("You pay this share of the price: 10", referral.organisation_name, "Tuesday"),
            *("call Social Fictive", "Call Social Fictive: 03 21 00 00 00"),
            *("your first name and an initial", "Nobody else reads your file"),
            "to be read again by an interpreter: English",
        ):
            with self.subTest(words=words):
                self.assertIn(words.lower(), page.lower())
        self.assertNotIn("barème", page.lower())

    def test_the_own_sheet_says_the_bills_left_to_pay_apart_from_the_budget(self):
        assessment = self._create_assessment(self.household, user=self.users["instructor"])
        bills = assessment.env["food.aid.assessment.unpaid"]
        for kind, amount in (("rent", 850), ("energy", 149.5), ("water", 0)):
            bills.create({"assessment_id": assessment.id, "kind": kind, "amount": amount})
        assessment.action_validate()
        page = self._sheet("own_sheet", "en")
        for words in ("Factures à payer, en tout", "Bills still to pay, in all", "999.50"):
            self.assertIn(words, page)
        for words in ("Rent · ", "850.00", "Electricity, gas, heating · ", "149.50"):
            self.assertIn(words, page)
        self.assertNotIn("Water", page)

    def test_an_undecided_file_says_so(self):
        assessment = self._create_assessment(self.household, user=self.users["instructor"])
        with self.assertRaisesRegex(UserError, "no validated assessment"):
            self._sheet("own_sheet", "es")
        assessment.action_validate()
        page = self._sheet("own_sheet", "es")
        self.assertIn("Su solicitud está en estudio.", page)
        self.assertNotIn("Tiene derecho", page)
        self.assertNotIn("Puede ir aquí", page)

    def test_the_slip_lists_the_papers_in_two_languages(self):
        self.household.member_ids.status = "retired"
        for code, words in (
            ("uk", ("Документи, які треба принести", "пенсії", "Телефонуйте")),
            ("pt", ("Documentos a trazer", "suas pensões")),
        ):
            page = self._sheet("slip", code, role="reception")
            for sentence in (*words, "Papiers à apporter"):
                with self.subTest(code=code, sentence=sentence):
                    self.assertIn(sentence, page)

    def test_arabic_stays_in_its_column_and_no_sign_covers_another(self):
        self._language("ar").is_reviewed = True  # nothing in Arabic below the columns
        self.association.name = (
            "The very long name of a partner of the town, and of its six villages"
        )
        self._create_referral(self.household, level="initial")
        long = "يمكنك أن تغير رأيك متى شئت، (شهادة مدرسية) أو CAF: " * 6
        self.env.ref("food_aid.sentence_ar_slip_intro").text = long
        for kind in ("own_sheet", "slip"):
            self._sheet(kind, "ar")
            content = self._print("letter", self.household.letter_ids[:1], self.users["instructor"])
            signs = self._signs(content)
            arabic = [box for sign, box in signs if "ARABIC" in unicodedata.name(sign, "")]
            with self.subTest(kind=kind):
                self.assertGreater(len(arabic), 100)
                self.assertGreater(min(left for left, _low, _right, _high in arabic), A4[0] / 2)
                self.assertLess(max(box[2] for _sign, box in signs) * POINT, 201)
                self.assertFalse(self._covered(signs))

    def _signs(self, content):
        """Return each sign of the page and its box: left, bottom, right, top, in points."""
        page = pypdfium2.PdfDocument(content)[0].get_textpage()
        signs = [
            (page.get_text_range(at, 1), page.get_charbox(at)) for at in range(page.count_chars())
        ]
        return [(sign, box) for sign, box in signs if sign.strip()]

    def _covered(self, signs):
        """Return the pairs of signs of which one is drawn over half of the other.

        Both letters of a ligature have the same box.
        """
        return [
            (one, other)
            for (one, box), (other, around) in itertools.combinations(signs, 2)
            if box != around and self._shared(box, around) > 0.5
        ]

    def _shared(self, box, around):
        widths = (box[2] - box[0], around[2] - around[0])
        wide = min(box[2], around[2]) - max(box[0], around[0])
        high = min(box[3], around[3]) - max(box[1], around[1])
        return wide / min(widths) if high > 0 and min(widths) else 0

    def test_arabic_letters_are_drawn(self):
        page = self._sheet("slip", "ar", role="reception")
        letters = [char for char in page if "ARABIC LETTER" in unicodedata.name(char, "")]
        self.assertGreater(len(letters), 100)
        self.assertIn("Papiers à apporter", page)

    def test_french_alone_has_one_column(self):
        page = self._sheet("slip", "fr", role="reception")
        self.assertEqual(page.count("Papiers à apporter"), 1)
        self.assertNotIn("interpreter", page)

    def test_a_paper_of_the_town_without_translation_is_in_french(self):
        self.env["food.aid.paper.kind"].create(
            {"name": "Carte de la médiathèque", "company_id": self.company.id}
        )
        self.assertEqual(
            self._sheet("slip", "en", role="reception").count("Carte de la médiathèque"), 2
        )

    def test_reception_prints_no_budget(self):
        self._create_right(self.household)
        with self.assertRaises(AccessError):
            self._sheet("own_sheet", "en", role="reception")
        self.assertFalse(self.household.letter_ids)
        self._sheet("own_sheet", "en")
        with self.assertRaises(AccessError):
            self._print("letter", self.household.letter_ids, self.users["reception"])

    def test_the_town_edits_sentences_and_cannot_ask_for_more(self):
        self.users["coordinator"].company_ids = self.env["res.company"].search([])
        sentence = self.languages.sentence_ids.filtered(
            lambda one: one.key == "income" and one.language_id.code == "en"
        ).with_user(self.users["coordinator"])
        sentence.text = "What you earn: {{ income }}"
        with self.assertRaisesRegex(ValidationError, r"\{\{ income \}\}"):
            sentence.text = "What you earn: {{ household_name }}"
        sentence.text = "What you earn: {{ income }}"
        title = self.env.ref("food_aid.sentence_en_title_sheet")
        with self.assertRaisesRegex(ValidationError, "nothing is filled in"):
            title.text = "{{ name }}"
        with self.assertRaises(AccessError):
            sentence.with_user(self.users["instructor"]).text = "x"

    def test_a_sentence_that_is_missing_is_named(self):
        self.env.ref("food_aid.sentence_ar_title_slip").unlink()
        with self.assertRaisesRegex(UserError, "Papers: title"):
            self._sheet("slip", "ar", role="reception")
