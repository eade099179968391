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

    def _read(self, user=None):
        return self._pages(self._print("procedure", self.procedure, user or self.social))

    def test_one_page_in_plain_words_without_a_name(self):
        self.procedure.paper_ids[0].action_seen()
        (page,) = self._read()
        for words in (
            self.household.name,
            "Right of the month",
            "The office",
            "You bring the lease, I fill in the form.",
            "Friday 4 December 2026",
            "What is missing",
            "Proof of address",
            "Photo (if you have it)",
            "Already seen: Identity",
            "Social Fictive",
            "03 00 00 00 00",
            "1 Town Square",
        ):
            with self.subTest(words=words):
                self.assertIn(words, page)
        for words in ("Samira", "06 12 34 56 78", "1985"):
            with self.subTest(words=words):
                self.assertNotIn(words, page)

    def test_each_state_says_what_comes_next(self):
        self.plain.checked_on = date(2026, 11, 1)
        self.procedure.paper_ids.action_seen()
        self.procedure.action_submit()
        self.procedure.receipt = "R 12"
        for gesture, words in (
            (None, ("handed in on Wednesday 25 November 2026", "Receipt number: R 12")),
            ("action_complete", ("Answer before: Monday 25 January 2027", "it is a no")),
            ("action_refuse", ("The answer is no", "appeal until Monday 25 January 2027")),
            ("action_appeal", ("Whom to call",)),
            (
                "action_accept",
                ("The answer is yes", "Until: Thursday 25 November 2027", "25 October 2027"),
            ),
        ):
            if gesture:
                getattr(self.procedure, gesture)()
            (page,) = self._read()
            for one in words:
                with self.subTest(state=self.procedure.state, words=one):
                    self.assertIn(one, page)

    def test_what_silence_means_is_told_only_when_it_was_read_somewhere(self):
        self.procedure.paper_ids.action_seen()
        self.procedure.action_submit()
        self.procedure.action_complete()
        for checked_on, silence, told in (
            (False, "refused", "call us"),
            (False, "accepted", "it is a yes"),
            (date(2026, 11, 1), "refused", "it is a no"),
        ):
            self.plain.checked_on = checked_on
            self.procedure.silence = silence
            (page,) = self._read()
            with self.subTest(checked_on=checked_on, silence=silence):
                self.assertIn(f"Without an answer on that day, {told}", page)

    def test_long_words_stay_on_one_page(self):
        self.procedure.agreed_text = "We do this together. " * 200
        self.procedure.paper_ids.copy()
        self.assertEqual(len(self._read()), 1)

    def test_reception_prints_none(self):
        with self.assertRaises(UserError):
            self._read(self.users["reception"])
