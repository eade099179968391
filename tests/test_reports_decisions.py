from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .paper import PaperCase

TEMPLATE = "food_aid.letter_template_"


@tagged("post_install", "-at_install")
class TestDecisionLetter(PaperCase):
    """What is decided about somebody is told to them, with how to understand and contest it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_delegation(cls.users["instructor"])
        cls.household = cls._create_household(
            street="8 Fictive Street", referent_id=cls.users["social"].id
        )
        cls.company.phone = "03 21 00 00 00"

    def _decide(self, outcome="granted", household=None, user=None, **vals):
        user = user or self.users["instructor"]
        assessment = self._create_assessment(household or self.household, user=user)
        assessment.action_validate()
        values = {"assessment_id": assessment.id, "outcome": outcome, **vals}
        return assessment.env["food.aid.decision"].create(values)

    def _letter(self, decisions, user=None):
        content = self._print("decision_letter", decisions, user or self.users["instructor"])
        return self._pages(content)

    def test_it_bears_all_that_the_law_and_the_person_ask_for(self):
        decision = self._decide()
        (page,) = self._letter(decision)
        for words in (
            *("Samira Fictive 8 Fictive Street", decision.name, self.household.name),
            *("Granted", "Share to pay: 10 %", "CCAS of Testville"),
            *("600", "400", "6", "L. 311-3-1", "CADA"),
            *("president of the CCAS", "administrative court within two months"),
            *("Instructor Fictive", "Director, Deliberation 2026-1"),
            *("Social Fictive", "03 21 00 00 00"),
        ):
            with self.subTest(words=words):
                self.assertIn(words, page)
        self.assertRegex(page, r"6[.,]67")
        for line in decision.scale_version_id.with_context(lang="en_US")._explain(
            decision.assessment_id.case, for_person=True
        ):
            with self.subTest(line=line):
                self.assertIn(" ".join(line.split()), page)

    def test_a_long_calculation_goes_as_a_whole_to_the_back_of_what_is_signed(self):
        kinds = ("income",) * 7 + ("expense",) * 12
        lines = [
            {
                "category_id": self.env["food.aid.budget.category"]
                .create({"code": f"long_{number}", "name": f"Kind {number}", "kind": kind})
                .id,
                "declared_amount": 60 + number,
            }
            for number, kind in enumerate(kinds)
        ]
        assessment = self._create_assessment(self.household, user=self.users["instructor"])
        assessment.line_ids = [Command.clear(), *map(Command.create, lines)]
        assessment.action_validate()
        decision = assessment.env["food.aid.decision"].create(
            {"assessment_id": assessment.id, "outcome": "refused", "reason": "Above the scale"}
        )
        front, back = self._letter(decision)
        for words in ("Above the scale", "CADA", "administrative court", "Instructor Fictive"):
            with self.subTest(words=words):
                self.assertIn(words, front)
        for words in ("How the calculation of", decision.name, "Kind 0", "Kind 18"):
            with self.subTest(words=words):
                self.assertIn(words, back)
        self.assertNotIn("Kind 0", front)

    def test_each_outcome_has_its_words_and_its_reason(self):
        adjourned = self._decide("adjourned", reason="The rent receipt is awaited")
        refused = self._decide("refused", reason="Helped by another service")
        appeal = adjourned.create(
            {
                "assessment_id": refused.assessment_id.id,
                "outcome": "granted",
                "kind": "appeal",
                "reason": "The other help has ended",
            }
        )
        emergency = adjourned.create(
            {"household_id": self.household.id, "outcome": "granted", "kind": "emergency"}
        )
        pages = self._letter(adjourned | refused | appeal | emergency)
        self.assertEqual(len(pages), 4)
        expected = (
            ("We cannot decide on your request yet", "The rent receipt is awaited"),
            ("cannot be granted to your household today", "Helped by another service"),
            ("here is our answer", "The other help has ended"),
            ("emergency help is granted", "You may ask the president"),
        )
        for page, words in zip(pages, expected, strict=True):
            for sentence in words:
                with self.subTest(sentence=sentence):
                    self.assertIn(sentence, page)
        self.assertEqual(["L. 311-3-1" in page for page in pages], [True, True, True, False])

    def test_a_reserved_file_gets_no_address(self):
        social = self.users["social"]
        self._create_delegation(social)
        household = self._create_household(
            street="8 Hidden Street",
            postal_address="12 Hidden Lane",
            is_reserved=True,
            reserved_user_ids=social.ids,
        )
        decision = self._decide(household=household, user=social)
        (page,) = self._letter(decision, social)
        self.assertIn("Samira Fictive", page)
        self.assertNotIn("Hidden", page)
        self.assertNotIn("06 12", page)
        with self.assertRaises(AccessError):
            self._letter(decision)

    def test_the_words_of_the_town_and_its_ways_of_appeal_come_first(self):
        self.env["food.aid.letter.template"].create(
            {
                "name": "Ours",
                "kind": "granted",
                "company_id": self.company.id,
                "subject": "Good news <b>& more</b>",
                "body": "<p>{{ household_name }}, until {{date_to}}: {{ rate }} %</p>",
            }
        )
        self.company.food_aid_appeal_contact = "Write to the mediator of Testville."
        household = self._create_household(last_name="<i>Fictive</i>")
        (page,) = self._letter(self._decide(household=household))
        self.assertIn("Good news <b>& more</b>", page)
        self.assertIn("Samira <i>Fictive</i>, until ", page)
        self.assertIn(": 10 %", page)
        self.assertIn("mediator of Testville", page)
        self.assertNotIn("administrative court", page)

    def test_a_decision_taken_over_is_not_signed_by_who_imported_it(self):
        self.company.food_aid_signatory = "The former vice-president"
        decision = (
            self.env["food.aid.decision"]
            .with_user(self.users["coordinator"])
            .create(
                {
                    "household_id": self.household.id,
                    "outcome": "granted",
                    "kind": "taken_over",
                    "date": date(2018, 1, 2),
                }
            )
        )
        (page,) = self._letter(decision, self.users["coordinator"])
        self.assertIn("The former vice-president", page)
        self.assertRegex(page, "Granted ?, from .*2018 to .*2018")
        self.assertNotIn("Coordinator Fictive", page)
        self.assertNotIn("L. 311-3-1", page)

    def test_only_those_who_read_decisions_print_them(self):
        decision = self._decide()
        for login in ("reception", "volunteer", "stock", "observer", "dpo", "elsewhere"):
            for name in ("decision_letter", "decision_list"):
                with self.subTest(login=login, name=name), self.assertRaises(AccessError):
                    self._print(name, decision, self.users[login])


@tagged("post_install", "-at_install")
class TestLetterTemplate(PaperCase):
    """A CCAS edits words; it can neither run code nor ask for what is not in the list."""

    def _own_words(self, kind):
        """Return the copy that the coordinator edits."""
        common = self.env.ref(TEMPLATE + kind).with_user(self.users["coordinator"])
        action = common.action_copy_for_ccas()
        return common.browse(action["res_id"])

    def test_the_words_of_all_are_copied_before_they_are_edited(self):
        common = self.env.ref(TEMPLATE + "granted").with_user(self.users["coordinator"])
        with self.assertRaisesRegex(UserError, "Write our own words"):
            common.subject = "Ours"
        own = self._own_words("granted")
        own.subject = "Ours"
        self.assertEqual(own.company_id, self.company)
        self.assertEqual(common.subject, "your request for food aid")
        self.assertEqual(self._own_words("granted"), own)
        with self.assertRaises(AccessError):
            self.env.ref(TEMPLATE + "refused").with_user(
                self.users["instructor"]
            ).action_copy_for_ccas()

    def test_an_example_shows_the_letter_while_it_is_written(self):
        template = self._own_words("end_of_right")
        self.assertIn("Last day of the right", template.preview)
        self.assertNotIn("{{", template.preview)

    def test_an_unknown_placeholder_is_refused_with_the_list(self):
        template = self._own_words("granted")
        for body in (
            "<p>{{ object.household_id.street }}</p>",
            "<p>{{ nothing }}</p>",
            "<p>{{ date_to</p>",
            "<p>{{ date_to }} }}</p>",
            "<p>{{}}</p>",
        ):
            with (
                self.subTest(body=body),
                self.assertRaisesRegex(ValidationError, r"\{\{ household_name \}\}"),
            ):
                template.body = body
        with self.assertRaisesRegex(ValidationError, "nothing in a letter"):
            template.subject = "{{ 7 * 7 }}"

    def test_a_placeholder_cut_up_by_the_editor_still_works(self):
        template = self._own_words("granted")
        template.body = "<p>From {{&nbsp;<b>date_from</b> }} on</p>"
        values = dict.fromkeys(template._get_placeholders(), "x") | {"date_from": "1 May"}
        self.assertIn("From 1 May on", template._fill("body", values))

    def test_the_list_beside_the_editor_is_what_letters_fill(self):
        self._create_delegation(self.users["instructor"])
        decision = self._create_right(self._create_household()).decision_id
        letter = self.env["report.food_aid.report_decision_letter"]
        template = self.env.ref(TEMPLATE + "granted")
        names = template._get_placeholders()
        self.assertEqual(set(letter._get_values(decision)), set(names))
        for name in names:
            self.assertIn(f"{{{{ {name} }}}}", template.placeholder_help)

    def test_only_the_coordinator_finds_the_letters_in_the_menus(self):
        menu = self.env.ref("food_aid.menu_food_aid_letter_template").id
        for role, finds in (("coordinator", True), ("instructor", False)):
            menus = self.env["ir.ui.menu"].with_user(self.users[role]).load_menus(False)
            self.assertEqual(menu in menus, finds, role)

    def test_a_town_has_one_set_of_words_a_decision(self):
        templates = self.env["food.aid.letter.template"].with_user(self.users["coordinator"])
        values = {"name": "Ours", "kind": "refused", "subject": "x", "body": "<p>x</p>"}
        ours = templates.create(values)
        self.assertEqual(ours.company_id, self.company)
        self.assertEqual(templates._get_for("refused", self.company), ours)
        self.assertEqual(
            templates._get_for("refused", self.other_company), self.env.ref(TEMPLATE + "refused")
        )
        self.env.ref(TEMPLATE + "granted").active = False
        with self.assertRaisesRegex(ValidationError, "Configuration, Letters"):
            templates._get_for("granted", self.company)


@tagged("post_install", "-at_install")
class TestDecisionList(PaperCase):
    def test_the_board_reads_counts_and_codes_but_no_name(self):
        instructor = self.users["instructor"]
        self._create_delegation(instructor)
        household = self._create_household()
        decisions = self._create_right(household).decision_id
        assessment = self._create_assessment(household, user=instructor)
        assessment.action_validate()
        decisions |= assessment.env["food.aid.decision"].create(
            {
                "assessment_id": assessment.id,
                "outcome": "refused",
                "reason": "Samira is helped by her sister",
            }
        )
        (page,) = self._pages(self._print("decision_list", decisions, instructor))
        for words in (
            *("Director, Deliberation 2026-1 (Instructor Fictive)", household.name),
            *("Granted: 1 · Not granted: 1 · Adjourned: 0", "10 %"),
            *decisions.mapped("name"),
        ):
            with self.subTest(words=words):
                self.assertIn(words, page)
        self.assertNotIn("Samira", page)
        self.assertNotIn("sister", page)
