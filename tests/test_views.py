from datetime import date

from odoo.tests import Form, tagged

from .common import FoodAidCase

MODELS = (
    "food.aid.household",
    "food.aid.person",
    "food.aid.request",
    "food.aid.assessment",
    "food.aid.decision",
    "food.aid.right",
    "food.aid.referral",
    "food.aid.orientation",
    "food.aid.service",
    "food.aid.agreement",
    "food.aid.delegation",
    "food.aid.helpline",
    "food.aid.voucher",
    "res.partner",
)
# The columns of the lists that are computed, or lead to another record.
LISTS = {
    "food.aid.household": ("applicant_id", "size", "typology", "commune_id", "date_right_end"),
    "food.aid.request": ("household_id", "rank"),
    "food.aid.assessment": ("household_id", "value", "is_decided"),
    "food.aid.decision": ("household_id", "is_departure", "decided_by_id"),
    "food.aid.right": ("household_id", "is_running"),
    "food.aid.referral": ("household_id", "service_id", "state"),
    "food.aid.service": ("organisation_id", "kind_id", "open_referral_count"),
}
ROLES = ("reception", "instructor", "social", "coordinator", "stock", "observer", "dpo")


@tagged("post_install", "-at_install")
class TestViews(FoodAidCase):
    """The forms as each role meets them."""

    def _form(self, record, login, view=None):
        return Form(record.with_user(self.users[login]), view=view)

    def test_reception_registers_a_household_with_its_people(self):
        with self._form(self.env["food.aid.household"], "reception") as form:
            with form.member_ids.new() as member:
                self.assertEqual(member.role, "applicant")
                member.first_name = "Awa"
                member.birth_year = 1990
            with form.member_ids.new() as member:
                member.role = "child"
                member.first_name = "Issa"
                member.birthdate = date(2020, 2, 3)
            form.street = "2 Example Street"
        household = form.record
        self.assertRecordValues(household, [{"size": 2, "typology": "single_parent"}])
        self.assertEqual(household.applicant_id.first_name, "Awa")
        self.assertEqual(household.company_id, self.company)

    def test_reception_opens_a_household_without_budget_nor_decision(self):
        household = self._create_household()
        self._create_right(household)
        form = self._form(household, "reception")
        hidden = {"assessment_ids", "decision_ids", "is_reserved", "reserved_user_ids"}
        self.assertFalse(hidden & set(form._view["fields"]))
        self.assertEqual(len(form.right_ids), 1)

    def test_reception_takes_a_request(self):
        household = self._create_household()
        action = household.with_user(self.users["reception"]).action_new_request()
        requests = self.env["food.aid.request"].with_context(**action["context"])
        with self._form(requests, "reception") as form:
            form.needs_text = "Food until the end of the month"
        self.assertEqual(form.record.household_id, household)
        form.record.action_complete()
        self.assertEqual(form.record.state, "complete")

    def test_the_proposal_follows_what_the_instructor_types(self):
        household = self._create_household()
        assessments = self.env["food.aid.assessment"]
        with self._form(assessments, "instructor") as form:
            form.household_id = household
            with form.income_line_ids.new() as line:
                line.category_id = self._category("wage")
                line.declared_amount = 600
            self.assertEqual(form.value, 20)
            with form.expense_line_ids.new() as line:
                line.category_id = self._category("rent")
                line.declared_amount = 1200
                line.period = "quarter"
                self.assertEqual(line.retained_amount, 400)
            self.assertEqual((form.income, form.expense), (600, 400))
            self.assertEqual((form.value, form.outcome), (6.67, "granted"))
            self.assertTrue(form.explanation)
        self.assertEqual(len(form.record.line_ids), 2)

    def test_a_saved_draft_goes_on_following(self):
        assessment = self._create_assessment(self._create_household())
        with self._form(assessment, "instructor") as form:
            with form.expense_line_ids.edit(0) as line:
                line.declared_amount = 500
            self.assertEqual(form.value, 3.33)
            self.assertFalse(form.is_emergency)
        self.assertEqual(assessment.value, 3.33)

    def test_every_role_opens_the_views_of_what_it_may_read(self):
        for model in MODELS:
            for login in ROLES:
                records = self.env[model].with_user(self.users[login])
                if not records.has_access("read"):
                    continue
                with self.subTest(model=model, login=login):
                    views = records.get_views([(False, "list"), (False, "form"), (False, "search")])
                    for kind in ("list", "form", "search"):
                        self.assertTrue(views["views"][kind]["arch"])

    def test_every_menu_a_role_sees_opens_on_something_it_may_read(self):
        for login in ROLES:
            models = self._get_menu_models(login)
            for model in models:
                with self.subTest(login=login, model=model):
                    records = self.env[model].with_user(self.users[login])
                    self.assertTrue(records.has_access("read"))
            self.assertEqual(bool(models), login != "observer")

    def test_no_menu_lists_all_households_for_reception(self):
        models = self._get_menu_models("reception")
        self.assertIn("food.aid.request", models)
        self.assertFalse(models & {"food.aid.household", "food.aid.person", "food.aid.right"})

    def _get_menu_models(self, login):
        """Return the models that the menus of food aid open for a role."""
        menus = self.env["ir.ui.menu"].with_user(self.users[login]).load_menus(False)
        root = self.env.ref("food_aid.menu_food_aid_root").id
        ours = [menu for menu in menus.values() if menu.get("app_id") == root]
        windows = [menu for menu in ours if menu.get("action_model") == "ir.actions.act_window"]
        actions = self.env["ir.actions.act_window"].browse(one["action_id"] for one in windows)
        return set(actions.mapped("res_model"))

    def test_a_household_opened_by_hand_has_the_line_of_its_applicant_ready(self):
        households = self.env["food.aid.household"].with_context(food_aid_applicant=True)
        with self._form(households, "reception") as form, form.member_ids.edit(0) as member:
            self.assertEqual(member.role, "applicant")
            member.first_name = "Awa"
        self.assertEqual(form.record.applicant_id.first_name, "Awa")
        self.assertFalse(self.env["food.aid.household"].create({}).member_ids)

    def test_lists_cost_the_same_for_many_as_for_few(self):
        for model, columns in LISTS.items():
            self._fill(1)
            few = self._count_queries(model, columns)
            self._fill(4)
            with self.subTest(model=model):
                self.assertLessEqual(self._count_queries(model, columns), few)

    def _fill(self, count):
        for _index in range(count):
            self._create_referral(self._create_household())

    def _count_queries(self, model, columns):
        records = self.env[model].with_user(self.users["instructor"])
        spec = {name: {"fields": {"display_name": {}}} for name in columns if name.endswith("_id")}
        spec |= {name: {} for name in columns if name not in spec}
        records.web_search_read([], spec, limit=80)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        records.web_search_read([], spec, limit=80)
        return self.env.cr.sql_log_count - before

    def test_a_new_assessment_has_the_usual_lines_and_drops_those_left_empty(self):
        category = self.env["food.aid.budget.category"]
        category.search([]).is_usual = False
        self._category("wage").is_usual = self._category("rent").is_usual = True
        household = self._create_household().with_user(self.users["instructor"])
        assessment = self.env["food.aid.assessment"].browse(household.action_assess()["res_id"])
        self.assertEqual(assessment.line_ids.category_id.mapped("code"), ["wage", "rent"])
        assessment.line_ids[0].declared_amount = 500
        assessment.action_validate()
        self.assertEqual(assessment.line_ids.category_id.code, "wage")

    def test_a_renewal_starts_from_the_amounts_of_last_time(self):
        household = self._create_household().with_user(self.users["instructor"])
        former = self._create_assessment(household, user=self.users["instructor"])
        former.action_validate()
        renewal = self.env["food.aid.assessment"].browse(household.action_assess()["res_id"])
        self.assertEqual((renewal.source_id, renewal.state), (former, "draft"))
        self.assertEqual((renewal.income, renewal.expense), (600, 400))
