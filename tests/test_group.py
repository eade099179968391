from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FoodAidCase
from .remote import call

# Whatever points to a file or a person follows it into the file that remains. A model that is
# not here was not thought of: see what it must become (`_get_pointers` brings it along), test it,
# then add it. Those of later parts are here already where they only record what was done.
FOLLOW_HOUSEHOLD = {
    *("agreement", "access.log", "appointment", "assessment", "decision", "decide"),
    *(
        "followup",
        "need",
        "group",
        "group.file",
        "household.member",
        "import.line",
        "letter",
        "letter.choose",
    ),
    *("orientation", "procedure", "refer", "referral", "request", "reserve", "right", "split"),
    "right.check",
    *("visit", "voucher"),
    *("workshop.contract", "workshop.register", "workshop.registration"),
}
FOLLOW_PERSON = {"household", "household.member", "workshop.registration"}


@tagged("post_install", "-at_install")
class TestGroup(FoodAidCase):
    """Two files of one household become one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = cls.users["instructor"]
        cls.kept = cls._create_household(children=(date(2018, 3, 2),))
        cls.gone = cls._create_household(
            first_name="Samirah",
            children=(date(2018, 3, 2), date(2022, 7, 1)),
            street="3 Example Street",
            legacy_reference="R-17",
        )
        for household in (cls.kept, cls.gone):
            cls.env["food.aid.request"].create({"household_id": household.id})
        cls.other = cls._create_household(first_name="Rui", last_name="Marques")
        cls.other.applicant_id.phone = False

    def _wizard(self, households=None, user=None):
        households = (households or self.kept | self.gone).with_user(user or self.agent)
        return (
            self.env["food.aid.group"]
            .with_user(user or self.agent)
            .browse(households.env["food.aid.group"]._open(households)["res_id"])
        )

    def _group(self, households=None, user=None):
        wizard = self._wizard(households, user)
        wizard.is_sure = True
        wizard.action_group()
        self.env.invalidate_all()
        return wizard

    # ------------------------------------------------------------------
    # WHAT IS PROPOSED
    # ------------------------------------------------------------------

    def test_the_oldest_file_remains_and_people_are_recognised(self):
        wizard = self._wizard()
        self.assertEqual(wizard.household_id, self.kept)
        same = {line.member_id: line.same_id for line in wizard.person_ids}
        by_birth = {one.birthdate: one for one in self.kept.member_ids}
        self.assertEqual(
            [same[one] for one in self.gone.member_ids],
            [
                by_birth[date(1985, 5, 17)],
                by_birth[date(2018, 3, 2)],
                self.env["food.aid.household.member"],
            ],
        )

    def test_choosing_the_other_file_proposes_again(self):
        wizard = self._wizard()
        wizard.household_id = self.gone
        self.assertEqual(wizard.person_ids.member_id, self.kept.member_ids)
        self.assertEqual(wizard.person_ids.same_id.household_id, self.gone)

    def test_the_files_are_shown_side_by_side(self):
        sides = self._wizard().file_ids
        self.assertEqual(sides.household_id, self.kept | self.gone)
        self.assertIn("3 Example Street", sides[1].where)
        self.assertIn("Samirah Fictive (1985)", sides[1].people)

    # ------------------------------------------------------------------
    # WHAT REMAINS
    # ------------------------------------------------------------------

    def test_nothing_is_grouped_before_the_agent_says_to_be_sure(self):
        with self.assertRaisesRegex(UserError, "tick"):
            self._wizard().action_group()
        self.assertTrue(self.gone.exists())

    def test_all_that_was_done_is_in_the_file_that_remains(self):
        self._create_referral(self.kept)
        self._create_referral(self.gone, service=self.other_service)
        self.gone.message_post(body="A word", message_type="comment")
        self.env["food.aid.access.log"]._log(self.gone)
        sent = self.env["food.aid.orientation"].create(
            {
                "organisation_id": self.prescriber.id,
                "company_id": self.company.id,
                "household_id": self.gone.id,
            }
        )
        names = ("request_ids", "assessment_ids", "decision_ids", "right_ids", "referral_ids")
        expected = {name: self.kept[name] | self.gone[name] for name in names}
        figures = [
            (one.case, one.value, one.size, one.outcome, one.state)
            for one in expected["assessment_ids"].sorted("id")
        ]
        code, card = self.gone.name, self.gone.card_code
        self._group()
        self.assertFalse(self.gone.exists())
        for name, records in expected.items():
            with self.subTest(name=name):
                self.assertEqual(len(records), 2)
                self.assertEqual(self.kept[name].sorted("id"), records.sorted("id"))
        kept_figures = [
            (one.case, one.value, one.size, one.outcome, one.state)
            for one in self.kept.assessment_ids.sorted("id")
        ]
        self.assertEqual(kept_figures, figures)
        self.assertEqual(sent.household_id, self.kept)
        self.assertTrue(
            self.env["food.aid.access.log"].search([("household_id", "=", self.kept.id)])
        )
        bodies = " ".join(self.kept.message_ids.mapped("body"))
        self.assertIn("A word", bodies)
        self.assertIn(code, bodies)
        self.assertRecordValues(
            self.kept.grouping_ids,
            [
                {
                    "old_name": code,
                    "old_card_code": card,
                    "old_reference": "R-17",
                    "user_id": self.agent.id,
                    "state": "done",
                    "other_id": False,
                }
            ],
        )

    def test_a_first_request_is_first_once(self):
        self.gone.request_ids.date = date(2020, 1, 1)
        self.assertEqual(self.kept.request_ids.rank, "first")
        self._group()
        self.assertEqual(self.kept.request_ids.sorted("date").mapped("rank"), ["first", "renewal"])

    def test_each_human_is_one_person(self):
        persons = self.gone.member_ids.person_id
        self.gone.applicant_id.email = "samira@example.org"
        elsewhere = self.env["food.aid.household.member"].create(
            {
                "household_id": self.other.id,
                "person_id": persons[1].id,
                "role": "child",
                "presence": 0.5,
            }
        )
        self._group()
        self.assertEqual(len(self.kept.member_ids), 3)
        self.assertEqual(self.kept.size, 3)
        self.assertEqual(self.kept.applicant_id.email, "samira@example.org")
        self.assertEqual(self.kept.applicant_id.first_name, "Samira")
        self.assertEqual(persons.exists(), persons[2])
        child = self.kept.member_ids.filtered(lambda one: one.birthdate == date(2018, 3, 2))
        self.assertEqual(elsewhere.person_id, child.person_id)

    def test_who_is_not_recognised_joins_and_no_second_applicant_comes(self):
        self._group(self.kept | self.other)
        roles = {one.first_name: one.role for one in self.kept.member_ids}
        self.assertEqual((roles["Samira"], roles["Rui"]), ("applicant", "other"))

    def test_a_stay_that_ended_stays_so(self):
        former = self.env["food.aid.household.member"].create(
            {
                "household_id": self.gone.id,
                "role": "partner",
                "first_name": "Ali",
                "birth_year": 1980,
                "date_end": date(2024, 2, 3),
                "end_reason": "separation",
            }
        )
        self._group()
        self.assertRecordValues(
            former,
            [{"household_id": self.kept.id, "date_end": date(2024, 2, 3), "first_name": "Ali"}],
        )

    def test_empty_places_are_filled_and_full_ones_kept(self):
        self.kept.postal_address = "Box 1"
        self.gone.postal_address = "Box 2"
        self._group()
        self.assertEqual(self.kept.street, "3 Example Street")
        self.assertEqual(self.kept.postal_address, "Box 1")
        self.assertEqual(self.kept.legacy_reference, "R-17")

    def test_of_two_agreements_the_one_that_tells_less_is_kept(self):
        for here, there, expected in (
            ("full", "initial", "initial"),
            ("code", "full", "code"),
            (None, "initial", "initial"),
        ):
            kept, gone = self._create_household(), self._create_household()
            for household, level in ((kept, here), (gone, there)):
                if level:
                    self._agree(household, level)
            self._group(kept | gone)
            still = kept.agreement_ids.filtered(lambda one: not one.date_withdrawn)
            with self.subTest(here=here, there=there):
                self.assertEqual(still.mapped("level"), [expected])

    def test_an_agreement_withdrawn_since_on_one_side_is_withdrawn(self):
        self._agree(self.kept, "full")
        self._agree(self.gone, "initial").action_withdraw()
        self._group()
        self.assertTrue(all(self.kept.agreement_ids.mapped("date_withdrawn")))

    def test_the_association_sees_one_referral_with_what_was_agreed(self):
        self._create_referral(self.kept, level="full")
        twin = self._create_referral(self.gone, level="initial")
        self._group()
        self.assertEqual(twin.state, "ended")
        self.assertEqual(self.kept.referral_ids.mapped("household_id"), self.kept)
        going_on = self.kept.referral_ids - twin
        self.assertRecordValues(
            going_on, [{"state": "accepted", "person_label": "Samira F.", "person_phone": False}]
        )

    def _agree(self, household, level):
        return self.env["food.aid.agreement"].create(
            {
                "household_id": household.id,
                "organisation_id": self.association.id,
                "level": level,
            }
        )

    def test_the_old_number_and_card_lead_to_the_file_that_remains(self):
        code, card = self.gone.name, self.gone.card_code
        self._group()
        for typed in (code, card, "R-17"):
            with self.subTest(typed=typed):
                self.assertEqual(self._search(typed), self.kept.ids)
        self.kept.with_user(self.users["reception"]).action_new_card()
        self.assertFalse(self._search(card))
        self.assertEqual(self._search(code), self.kept.ids)

    def _search(self, typed, role="reception"):
        found = call(self.users[role], "food.aid.board", "find", typed)
        return [line["id"] for line in found]

    def test_three_files_become_one(self):
        third = self._create_household(first_name="Samyra")
        self._group(self.kept | self.gone | third)
        self.assertEqual((self.gone | third).exists(), self.env["food.aid.household"])
        self.assertEqual(len(self.kept.grouping_ids), 2)

    def test_every_model_that_points_to_a_file_or_a_person_was_thought_of(self):
        households = self.env["food.aid.household"]
        for comodel, known in (
            ("food.aid.household", FOLLOW_HOUSEHOLD),
            ("food.aid.person", FOLLOW_PERSON),
        ):
            pointing = {model for model, _name in households._get_pointers(comodel)}
            with self.subTest(comodel=comodel):
                self.assertTrue(pointing)
                self.assertFalse(pointing - {f"food.aid.{model}" for model in known})

    # ------------------------------------------------------------------
    # WHAT IS REFUSED, AND RESERVED FILES
    # ------------------------------------------------------------------

    def test_instructors_and_coordinators_group_and_nobody_else(self):
        for role in ("instructor", "social", "coordinator"):
            with self.subTest(role=role):
                self._group(self._create_household() | self._create_household(), self.users[role])
        for role in ("reception", "stock", "dpo", "employee", "volunteer", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                call(
                    self.users[role],
                    *("food.aid.household", "action_group", self.kept.ids, self.gone.id),
                )
        self.assertTrue(self.gone.exists())

    def test_files_of_two_ccas_are_not_grouped(self):
        theirs = self._create_household(company_id=self.other_company.id)
        self.agent.company_ids = self.company | self.other_company
        with self.assertRaisesRegex(UserError, "same CCAS"):
            households = (self.kept | theirs).with_user(self.agent)
            households.with_context(
                allowed_company_ids=(self.company | self.other_company).ids
            )._check_may_group()

    def test_files_kept_apart_are_not_grouped(self):
        self.kept.kept_apart_ids = self.gone
        with self.assertRaisesRegex(UserError, "kept apart"):
            self._wizard()

    def test_who_a_file_is_kept_apart_from_follows_even_hidden(self):
        hidden = self._create_household(
            is_reserved=True, reserved_user_ids=[Command.set(self.users["social"].ids)]
        )
        self.gone.kept_apart_ids = hidden
        self._group()
        self.assertEqual(self.kept.kept_apart_ids, hidden)
        self.assertEqual(hidden.kept_apart_ids, self.kept)

    def test_a_hidden_file_is_refused_as_one_that_never_was(self):
        self.gone.write(
            {"is_reserved": True, "reserved_user_ids": [Command.set(self.users["social"].ids)]}
        )
        said = set()
        for guess in (self.gone.id, 2**30):
            with self.assertRaises(AccessError) as caught:
                call(self.agent, "food.aid.household", "action_group", self.kept.ids, guess)
            said.add(str(caught.exception))
        self.assertEqual(len(said), 1)

    def test_with_a_reserved_file_the_result_is_reserved_for_those_who_could_open_it(self):
        social = self.users["social"]
        self.gone.write(
            {
                "is_reserved": True,
                "reserved_user_ids": [Command.set((social | self.users["coordinator"]).ids)],
            }
        )
        self.kept.message_subscribe(self.agent.partner_id.ids)
        self._group(user=social)
        self.assertTrue(self.kept.is_reserved)
        self.assertEqual(self.kept.reserved_user_ids, social | self.users["coordinator"])
        self.assertNotIn(self.agent.partner_id, self.kept.message_partner_ids)
        self.assertFalse(call(self.agent, "food.aid.grouping", "search", []))
        self.assertTrue(call(social, "food.aid.grouping", "search", []))

    def test_people_of_another_file_are_slipped_into_the_dialog(self):
        """An instructor writes by RPC that two people of other files are one."""
        wizard = self._wizard()
        wizard.is_sure = True
        wizard.person_ids[0].same_id = self.other.member_ids
        with self.assertRaisesRegex(UserError, "those of these files"):
            wizard.action_group()
        wizard.person_ids[0].same_id = wizard.person_ids[1].same_id
        with self.assertRaisesRegex(UserError, "Two people"):
            wizard.action_group()

    # ------------------------------------------------------------------
    # SIGNALLED
    # ------------------------------------------------------------------

    def test_reception_signals_and_an_instructor_groups(self):
        reception = self.users["reception"]
        for one, other in ((self.kept, self.gone), (self.gone, self.kept)):
            call(reception, "food.aid.household", "action_signal", one.ids, other.id)
        grouping = self.env["food.aid.grouping"].search([("company_id", "=", self.company.id)])
        self.assertRecordValues(grouping, [{"state": "signalled", "user_id": reception.id}])
        for values in ({"state": "done"}, {"household_id": self.other.id}):
            with self.assertRaises(AccessError):
                call(reception, "food.aid.grouping", "write", grouping.ids, values)
        with self.assertRaises(AccessError):
            call(reception, "food.aid.grouping", "action_group", grouping.ids)
        action = call(self.agent, "food.aid.grouping", "action_group", grouping.ids)
        self.assertEqual(action["res_model"], "food.aid.group")

    def test_what_was_signalled_may_be_somebody_else(self):
        call(self.agent, "food.aid.household", "action_signal", self.kept.ids, self.gone.id)
        grouping = self.env["food.aid.grouping"].search([("company_id", "=", self.company.id)])
        call(self.agent, "food.aid.grouping", "action_distinct", grouping.ids)
        self.assertEqual(grouping.state, "distinct")
        self.assertEqual(self.kept.distinct_ids, self.gone)
        lines = call(self.agent, "food.aid.lookalike", "find", [], household_id=self.kept.id)
        self.assertFalse(lines)

    def test_a_signal_goes_with_the_file_that_was_grouped(self):
        call(self.agent, "food.aid.household", "action_signal", self.kept.ids, self.gone.id)
        self._group()
        self.assertEqual(self.kept.grouping_ids.mapped("state"), ["done"])
