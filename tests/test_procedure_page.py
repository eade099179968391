from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .paper import PaperCase
from .procedure_common import ProcedureMixin


@freeze_time("2026-11-25 09:00:00")
@tagged("post_install", "-at_install")
class TestProcedurePage(ProcedureMixin, PaperCase):
    """The page for the person: agreed, missing, by when, whom to call."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpProcedures()
        cls.company.write({"phone": "03 00 00 00 00", "street": "1 Town Square"})
        cls.procedure = cls._create_procedure(
            agreed_text="You bring the lease, I fill in the form.", date_agreed=date(2026, 12, 4)
        )

    def _read(self, user=None, code=None):
        """Return the text of each page, in French and in the language `code`."""
        data = {"ids": self.procedure.ids}
        if code:
            data["language"] = self.env.ref(f"food_aid.language_{code}").id
        reports = self.env["ir.actions.report"].with_user(user or self.social)
        with self.allow_pdf_render():
            content, _kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(
                "food_aid.action_report_procedure", None, data=data
            )
        return self._pages(content)

    def _complete(self):
        self.procedure.paper_ids.action_seen()
        self.procedure.action_submit()
        self.procedure.action_complete()

    def test_one_page_in_plain_words_without_a_name(self):
        self.procedure.paper_ids[0].action_seen()
        (page,) = self._read()
        for words in (
            *(self.household.name, "Right of the month", "The office"),
            *("You bring the lease, I fill in the form.", "vendredi 4 décembre 2026"),
            *("Ce qui manque", "Proof of address", "Photo si vous l’avez", "Déjà vu", "Identity"),
            *("Social Fictive", "03 00 00 00 00", "1 Town Square"),
        ):
            with self.subTest(words=words):
                self.assertIn(words, page)
        for words in ("Samira", "06 12 34 56 78", "1985", "What is missing", "interpreter"):
            with self.subTest(words=words):
                self.assertNotIn(words, page)

    def test_the_first_of_a_month_is_written_as_french_does(self):
        self.procedure.date_agreed = date(2026, 12, 1)
        self.assertIn("mardi 1er décembre 2026", self._read()[0])

    def test_each_state_says_what_comes_next(self):
        self.plain.checked_on = date(2026, 11, 1)
        self.procedure.paper_ids.action_seen()
        self.procedure.action_submit()
        self.procedure.receipt = "R 12"
        for gesture, words in (
            (None, ("déposé le mercredi 25 novembre 2026", "récépissé : R 12")),
            ("action_complete", ("avant le lundi 25 janvier 2027", "c’est non")),
            ("action_refuse", ("La réponse est non", "jusqu’au lundi 25 janvier 2027")),
            ("action_appeal", ("Le recours est déposé",)),
            (
                "action_accept",
                ("La réponse est oui", "jeudi 25 novembre 2027", "25 octobre 2027"),
            ),
        ):
            if gesture:
                getattr(self.procedure, gesture)()
            (page,) = self._read()
            for one in words:
                with self.subTest(state=self.procedure.state, words=one):
                    self.assertIn(one, page)

    def test_what_silence_means_is_told_only_when_it_was_read_somewhere(self):
        self._complete()
        for checked_on, silence, told in (
            (False, "refused", "call us"),
            (False, "accepted", "it is a yes"),
            (date(2026, 11, 1), "refused", "it is a no"),
        ):
            self.plain.checked_on = checked_on
            self.procedure.silence = silence
            (page,) = self._read(code="en")
            with self.subTest(checked_on=checked_on, silence=silence):
                self.assertIn(told, page)
                self.assertEqual("it is a no" in page, told == "it is a no")

    def test_their_language_stands_beside_french(self):
        for code, words in (
            ("en", ("Ce qui manque", "What is missing", "Friday 4 December 2026", "if you have")),
            ("uk", ("Ce qui manque", "Чого бракує", "4 грудня 2026")),
            ("es", ("Lo que falta", "viernes 4 diciembre 2026")),
            ("pt", ("O que falta",)),
        ):
            (page,) = self._read(code=code)
            for one in words:
                with self.subTest(code=code, words=one):
                    self.assertIn(one, page)

    def test_figures_stand_in_an_arabic_page(self):
        (page,) = self._read(code="ar")
        self.assertIn("04/12/2026", page)
        self.assertIn("Ce qui manque", page)

    def test_long_words_stay_on_one_page(self):
        self.procedure.agreed_text = "We do this together. " * 200
        self.procedure.paper_ids.copy()
        for code in (None, "en"):
            with self.subTest(code=code):
                self.assertEqual(len(self._read(code=code)), 1)

    def test_the_dialog_hands_the_language_over(self):
        action = self.procedure.action_print_page()
        dialog = self.env[action["res_model"]].with_user(self.social)
        page = dialog.with_context(**action["context"]).create({})
        self.assertEqual(page.language_id.code, "fr")
        page.language_id = self.env.ref("food_aid.language_uk")
        data = page.action_print()["data"]
        self.assertEqual(data["ids"], self.procedure.ids)
        self.assertEqual(data["language"], page.language_id.id)

    def test_reception_prints_none(self):
        with self.assertRaises(UserError):
            self._read(self.users["reception"])
