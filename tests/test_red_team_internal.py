from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .remote import call
from .whole_file import HOUSEHOLD, WholeFileMixin

# What a role without people reads of files all the same, because that is its work.
ENTITLED = {("food.aid.access.log", "dpo"), ("food.aid.agreement", "dpo")}
# Models whose records point to somebody's file, and what a form of theirs may compute of it.
LINKING = {
    "food.aid.request": {"rank": {}},
    "food.aid.assessment": {"composition": {}, "size": {}, "applicant_status": {}},
    "food.aid.agreement": {"company_id": {}},
    "food.aid.referral": {"person_label": {}, "person_phone": {}},
    "food.aid.household.member": {"company_id": {}},
}


@tagged("post_install", "-at_install", "food_aid_security")
class TestRedTeamInternal(WholeFileMixin, TransactionCase):
    """Each test is an attack by an employee, named in its docstring."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        cls.setUpPlaces()
        cls.household = cls._create_household(last_name="Fictive-Own", street="3 Own Street")
        cls._fill(cls.household, cls.users["social"], cls._create_household())
        cls.people = (HOUSEHOLD, "food.aid.person", *cls._find_paths())
        cls.referral = cls.household.referral_ids
        cls.assessment = cls.household.decision_ids.assessment_id
        cls.reserved = cls._create_household(
            last_name="Fictive-Reserved",
            is_reserved=True,
            reserved_user_ids=[Command.set(cls.users["social"].ids)],
        )
        cls.reception, cls.instructor = cls.users["reception"], cls.users["instructor"]

    def assertRefused(self, user, model, method, *args, **kwargs):
        with self.assertRaises(AccessError):
            call(user, model, method, *args, **kwargs)

    # ------------------------------------------------------------------
    # ROLES WITHOUT PEOPLE
    # ------------------------------------------------------------------

    def test_employees_without_a_role_with_people_read_nobody(self):
        """An employee, the stock manager, an observer and the DPO read people by every model."""
        for role in ("employee", "stock", "observer", "dpo"):
            for name in self.people:
                if (name, role) in ENTITLED:
                    continue
                ids = self.env[name].search([]).ids
                with self.subTest(role=role, model=name):
                    self.assertTrue(ids)
                    self.assertRefused(self.users[role], name, "search", [])
                    self.assertRefused(self.users[role], name, "read", ids, ["id"])
                    self.assertRefused(
                        self.users[role], name, "web_read", ids, {"display_name": {}}
                    )

    def test_an_employee_finds_people_among_contacts_messages_and_followers(self):
        """An employee searches what every employee reads: contacts, messages, files, followers."""
        employee = self.users["employee"]
        message = self.household.message_post(body="About Samira", message_type="comment")
        for model, domain in (
            ("res.partner", [("name", "ilike", "Fictive-Own")]),
            ("res.partner", [("phone", "ilike", "0612345678")]),
            ("mail.message", [("model", "=like", "food.aid.%")]),
            ("mail.message", [("body", "ilike", "samira")]),
            ("mail.activity", [("res_model", "=like", "food.aid.%")]),
        ):
            with self.subTest(model=model, domain=domain):
                self.assertFalse(call(employee, model, "search", domain))
        self.assertRefused(employee, "mail.message", "read", message.ids, ["body"])
        self.assertRefused(
            employee, "food.aid.household", "message_post", self.household.ids, body="x"
        )
        subscribed = call(
            employee,
            *("food.aid.household", "message_subscribe", self.household.ids),
            employee.partner_id.ids,
        )
        self.assertFalse(subscribed)
        self.assertNotIn(employee.partner_id, self.household.message_partner_ids)

    def test_registering_people_makes_no_contact(self):
        """Somebody counts contacts before and after a household is registered and written to."""
        partners = self.env["res.partner"].with_context(active_test=False)
        before = partners.search_count([])
        household = self._create_household(first_name="Ada", last_name="Fictive-New")
        household.applicant_id.email = "ada@example.org"
        household.with_user(self.instructor).message_post(body="x", message_type="comment")
        self.assertEqual(partners.search_count([]), before)

    def test_an_employee_opens_the_page_of_an_organisation(self):
        """An employee is offered the fields of a contact: what needs a role is left out."""
        fields = call(self.users["employee"], "res.partner", "fields_get")
        self.assertFalse({"food_aid_user_ids", "food_aid_service_ids"} & fields.keys())

    # ------------------------------------------------------------------
    # BUDGETS
    # ------------------------------------------------------------------

    def test_reception_reads_a_budget(self):
        """Reception tries every path from what it reads to an assessment."""
        files, budgets = "food.aid.household", "food.aid.assessment"
        message = self.assessment.message_post(body="900 a month", message_type="comment")
        nested = {"assessment_ids": {"fields": {"income": {}}}}
        through_right = {"decision_id": {"fields": {"assessment_id": {"fields": {"income": {}}}}}}
        lines = self.assessment.line_ids.ids
        for model, method, args in (
            (budgets, "search", [[]]),
            (budgets, "read", [self.assessment.ids, ["income"]]),
            (budgets, "formatted_read_group", [[], [], ["income:sum"]]),
            ("food.aid.assessment.line", "read", [lines, ["declared_amount"]]),
            ("food.aid.decision", "search_read", [[], ["rate"]]),
            (files, "web_read", [self.household.ids, nested]),
            (files, "search", [[("assessment_ids.income", ">", 500)]]),
            (files, "search", [[("assessment_ids", "any", [("outcome", "=", "granted")])]]),
            (files, "search_count", [[("decision_ids.assessment_id.income", ">", 500)]]),
            ("food.aid.request", "search", [[("assessment_ids.remaining", "<", 0)]]),
            ("food.aid.right", "search", [[("decision_id.assessment_id.income", ">", 5)]]),
            ("food.aid.right", "web_read", [self.household.right_ids.ids, through_right]),
            ("food.aid.referral", "search", [[("right_id.decision_id.reason", "!=", False)]]),
            ("mail.message", "read", [message.ids, ["body"]]),
            ("food.aid.decide", "create", [{"assessment_id": self.assessment.id, "kind": "x"}]),
        ):
            with self.subTest(model=model, method=method, args=args):
                self.assertRefused(self.reception, model, method, *args)
        domain = [("model", "=", budgets)]
        self.assertFalse(call(self.reception, "mail.message", "search", domain))

    def test_reception_decides_refers_and_grants(self):
        """Reception writes what is not its to write."""
        right = self.household.right_ids
        for model, method, args in (
            ("food.aid.right", "write", [right.ids, {"date_to": "2099-12-31"}]),
            ("food.aid.right", "create", [{"household_id": self.household.id}]),
            ("food.aid.referral", "create", [{"service_id": self.service.id}]),
            ("food.aid.referral", "action_end", [self.referral.ids]),
            ("food.aid.referral", "action_confirm", [self.referral.ids]),
            (
                "food.aid.decision",
                "create",
                [{"household_id": self.household.id, "kind": "emergency", "outcome": "granted"}],
            ),
            ("food.aid.household", "unlink", [self.household.ids]),
            ("res.partner", "write", [self.association.ids, {"food_aid_step": "desk"}]),
        ):
            with self.subTest(model=model, method=method):
                self.assertRefused(self.reception, model, method, *args)

    def test_one_writes_a_right_or_the_log_by_hand(self):
        """A coordinator prolongs a right, rewrites history or the log of openings."""
        coordinator = self.users["coordinator"]
        history = self.referral.history_ids
        self.env["food.aid.access.log"]._log(self.household)
        line = self.env["food.aid.access.log"].search([])
        for model, method, args in (
            ("food.aid.right", "write", [self.household.right_ids.ids, {"date_to": "2099-12-31"}]),
            ("food.aid.referral.history", "write", [history.ids, {"user_id": coordinator.id}]),
            ("food.aid.referral.history", "create", [{"referral_id": self.referral.id}]),
            ("food.aid.access.log", "create", [{"user_id": coordinator.id}]),
            ("food.aid.access.log", "unlink", [line.ids]),
            ("food.aid.access.log", "read", [line.ids, ["user_id"]]),
        ):
            with self.subTest(model=model, method=method):
                self.assertRefused(coordinator, model, method, *args)

    # ------------------------------------------------------------------
    # ANOTHER CCAS
    # ------------------------------------------------------------------

    def test_another_ccas_reads_people(self):
        """An instructor of another CCAS searches, reads by id, and names our company."""
        elsewhere = self.users["elsewhere"]
        for name in self.people:
            records = self.env[name].search([])
            records -= records.filtered(lambda one: "company_id" in one and not one.company_id)
            with self.subTest(model=name):
                self.assertTrue(records)
                if not self.env[name].with_user(elsewhere).has_access("read"):
                    self.assertRefused(elsewhere, name, "search", [])
                    continue
                self.assertFalse(call(elsewhere, name, "search", [("id", "in", records.ids)]))
                self.assertRefused(elsewhere, name, "read", records[:1].ids, ["id"])
                self.assertRefused(
                    *(elsewhere, name, "search", []),
                    context={"allowed_company_ids": self.company.ids},
                )

    def test_an_agent_of_two_ccas_sees_those_switched_on(self):
        """An agent of both CCAS switches one off, then the other."""
        agent = self.users["elsewhere"]
        agent.company_ids = self.company | self.other_company
        theirs = self._create_household(company_id=self.other_company.id)
        ours = self.household
        for company, seen, unseen in (
            (self.company, ours, theirs),
            (self.other_company, theirs, ours),
        ):
            context = {"allowed_company_ids": company.ids}
            found = call(agent, "food.aid.household", "search", [], context=context)
            with self.subTest(company=company.name):
                self.assertIn(seen.id, found)
                self.assertNotIn(unseen.id, found)

    # ------------------------------------------------------------------
    # LINKS
    # ------------------------------------------------------------------

    def _get_hidden(self):
        theirs = self._create_household(company_id=self.other_company.id, last_name="Elsewhere")
        return {"reserved": self.reserved, "of another CCAS": theirs}

    def test_a_form_that_is_never_saved_follows_a_link_to_a_hidden_file(self):
        """An instructor guesses the id of a file and asks a form what it would compute."""
        for which, household in self._get_hidden().items():
            for model, spec in LINKING.items():
                values = {"household_id": household.id}
                spec = spec | {"household_id": {"fields": {"display_name": {}}}}
                args = ([], values, ["household_id"], spec)
                with self.subTest(which=which, model=model):
                    self.assertTrue(
                        call(
                            *(
                                self.instructor,
                                model,
                                "onchange",
                                [],
                                {"household_id": self.household.id},
                            ),
                            *(["household_id"], spec),
                        )
                    )
                    self.assertRefused(self.instructor, model, "onchange", *args)

    def test_a_line_of_a_form_follows_a_link_to_somebody_hidden(self):
        """An instructor types somebody's id in a line of their own file, and reads the name."""
        for which, household in self._get_hidden().items():
            line = {"person_id": household.applicant_id.id}
            spec = {"member_ids": {"fields": {"person_id": {"fields": {"display_name": {}}}}}}
            values = {"member_ids": [Command.create(line)]}
            with self.subTest(which=which):
                self.assertRefused(
                    self.instructor,
                    *("food.aid.household", "onchange", [], values, ["member_ids"], spec),
                )
                self.assertRefused(
                    self.instructor, "food.aid.household", "write", self.household.ids, values
                )

    def test_a_dialog_tells_the_proposal_of_a_hidden_assessment(self):
        """An instructor opens the dialog of a decision on the id of an assessment."""
        theirs = self._get_hidden()["of another CCAS"]
        assessment = self._create_assessment(theirs)
        values = {"assessment_id": assessment.id, "kind": "initial"}
        spec = {"proposal": {}, "rate": {}, "assessment_id": {"fields": {"display_name": {}}}}
        self.assertRefused(self.instructor, "food.aid.decide", "create", values)
        self.assertRefused(
            self.instructor, "food.aid.decide", "onchange", [], values, ["assessment_id"], spec
        )

    def test_every_model_that_points_to_somebody_checks_its_links(self):
        """A new model or dialog forgets to check what it points to."""
        people = set(self.people)
        unchecked = [
            name
            for name in self.env
            if name.startswith("food.aid.") and not self.env[name]._abstract
            if self.env["ir.model.access"].search_count(
                [("model_id.model", "=", name), ("perm_create", "=", True)]
            )
            if any(
                field.type == "many2one" and field.comodel_name in people
                for field in self.env[name]._fields.values()
            )
            if not hasattr(self.env[name], "_check_links")
        ]
        # Written by the job, 50 000 at a time; its rule and the names of files hold by themselves.
        by_rule = {"food.aid.import.line", "food.aid.assessment.line"}
        self.assertEqual(set(unchecked), by_rule)

    def test_the_name_behind_a_link_is_shown_to_who_may_open_the_file(self):
        """Somebody reads a list whose links were filled by the system."""
        code = self.household.name
        for role, label in (
            ("reception", f"{code} · Samira Fictive-Own (1985)"),
            ("dpo", code),
            ("stock", code),
            ("elsewhere", code),
        ):
            self.env.invalidate_all()
            household = self.household.with_user(self.users[role]).sudo()
            with self.subTest(role=role):
                self.assertEqual(household.display_name, label)

    def test_a_frozen_record_tells_its_number_in_a_refusal(self):
        """Somebody writes a decided record by its id, and reads the refusal."""
        for method, args in (("write", [{"reason": "x"}]), ("copy", []), ("unlink", [])):
            for model, records in (
                ("food.aid.assessment", self.assessment),
                ("food.aid.decision", self.household.decision_ids),
                ("food.aid.referral", self.referral),
            ):
                for user in (self.users["elsewhere"], self.users["volunteer"]):
                    with self.subTest(model=model, method=method, user=user.login):
                        with self.assertRaises(UserError) as caught:
                            call(user, model, method, records.ids, *args)
                        self.assertIsInstance(caught.exception, AccessError)
                        self.assertNotIn(self.household.name, str(caught.exception))
