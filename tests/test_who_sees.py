from unittest.mock import patch

from odoo.tests import tagged

from ..models.association import food_aid_who_sees
from ..models.referral import food_aid_referral_sheet
from .common import FoodAidCase
from .portal_common import HOME, FoodAidPortalCase

PAGE = f"{HOME}/who-sees-what"


@tagged("post_install", "-at_install", "food_aid_security")
class TestWhoSees(FoodAidCase):
    """The page says what the rules do; each test changes a rule and reads the page again."""

    def _get(self, label, user="manager"):
        page = self.env["food.aid.who.sees"].with_user(self.users[user])._get_page()
        rows = {row["label"]: row for section in page["sections"] for row in section["rows"]}
        return rows.get(label) or {"ccas": [], "own": [], "nobody": label in page["nobody"]}

    def test_the_page_agrees_with_what_each_role_may_do(self):
        """For each datum, roles named on the page are those whose rights open the model."""
        data = [
            datum for _title, data in self.env["food.aid.who.sees"]._get_data() for datum in data
        ]
        roles = {
            "Reception agent": "reception",
            "Instructor": "instructor",
            "Social worker": "social",
            "Coordinator": "coordinator",
            "Stock manager": "stock",
            "Data protection officer": "dpo",
            "Association volunteer": "volunteer",
            "Prescriber": "prescriber",
        }
        for label, model, name, *only in data:
            row = self._get(label)
            for title, login in roles.items():
                records = self.env[model].with_user(self.users[login])
                may_read = records.has_access("read") and records._has_field_access(
                    records._fields[name], "read"
                )
                with self.subTest(label=label, role=title):
                    if not only:
                        self.assertEqual(title in row["ccas"] + row["own"], may_read)
                    elif title in row["ccas"] + row["own"]:
                        self.assertTrue(may_read)

    def test_what_the_same_people_read_is_told_once(self):
        page = self.env["food.aid.who.sees"].with_user(self.users["manager"])._get_page()
        for section in page["sections"]:
            rows = {row["label"]: row for row in section["rows"]}
            told = [label for group in section["groups"] for label in group["labels"]]
            self.assertCountEqual(told, rows)
            readers = []
            for group in section["groups"]:
                names = ("own", "ccas", "limits")
                readers.append([group[name] for name in names])
                for label in group["labels"]:
                    self.assertEqual([rows[label][name] for name in names], readers[-1])
            self.assertEqual(len(readers), len({str(one) for one in readers}))

    def test_direct_welcomes_are_nobody_s_at_the_ccas(self):
        row = self._get("Direct welcomes: the label we chose")
        self.assertEqual(row["ccas"], [])
        self.assertIn("Association volunteer", row["own"])
        self.env.ref(
            "food_aid.rule_referral_internal"
        ).domain_force = "[('company_id', 'in', company_ids)]"
        self.assertIn("Instructor", self._get("Direct welcomes: the label we chose")["ccas"])

    def test_a_right_given_shows(self):
        label = "Income and expenses"
        self.assertNotIn("Stock manager", self._get(label)["ccas"])
        access = self.env["ir.model.access"].create(
            {
                "name": "test",
                "model_id": self.env["ir.model"]._get_id("food.aid.assessment.line"),
                "group_id": self.env.ref("food_aid.group_food_aid_stock").id,
                "perm_read": True,
            }
        )
        self.assertIn("Stock manager", self._get(label)["ccas"])
        access.group_id = self.env.ref("base.group_user")
        self.assertEqual(self._get(label)["ccas"], ["every employee"])
        access.active = False
        self.assertNotIn("Stock manager", self._get(label)["ccas"])

    def test_a_whitelist_changed_shows(self):
        phone, number = "Phone, if the person agreed", "Number of the household"
        self.assertTrue(self._get(phone)["own"])
        self.assertFalse(self._get(number)["own"])
        fields = food_aid_referral_sheet.PORTAL_FIELDS - {"person_phone"} | {"household_id"}
        with patch.object(food_aid_referral_sheet, "PORTAL_FIELDS", fields):
            self.assertFalse(self._get(phone)["own"])
            self.assertTrue(self._get(number)["own"])
        visits = type(self.env["food.aid.visit"])
        with patch.object(visits, "_portal_fields", frozenset(["id"])):
            self.assertFalse(self._get("Who came, and when")["own"])

    def test_a_rule_loosened_shows(self):
        label = "Name or file number, as the person agreed"
        self.assertEqual(self._get(label)["limits"], ["Reserved files: their named agents only"])
        self.env.ref("food_aid.rule_referral_internal").domain_force = "[(1, '=', 1)]"
        self.assertEqual(self._get(label)["limits"], ["Every CCAS of this database"])
        self.env.ref("food_aid.rule_referral_portal").domain_force = "[]"
        self.assertTrue(any("other organisations too" in x for x in self._get(label)["limits"]))

    def test_what_no_right_opens_is_said_to_be_nobody_s(self):
        label = "Working note of an interview"
        accesses = self.env["ir.model.access"].search(
            [("model_id.model", "=", "food.aid.assessment")]
        )
        self.assertTrue(self._get(label)["ccas"])
        accesses.perm_read = False
        self.assertTrue(self._get(label)["nobody"])

    def test_what_is_not_recorded_is_looked_for(self):
        who = self.env["food.aid.who.sees"].with_user(self.users["manager"])
        self.assertIn("Religion", who._get_page()["not_recorded"])
        with patch.dict(food_aid_who_sees.NOT_RECORDED, {"religion": ("last_name",)}):
            self.assertNotIn("Religion", who._get_not_recorded())


@tagged("post_install", "-at_install")
class TestWhoSeesPage(FoodAidPortalCase):
    def test_everybody_of_an_organisation_reads_it(self):
        for login in ("volunteer", "manager", "prescriber"):
            self._login(login)
            with self.subTest(login=login):
                page = self._get(PAGE)
                self.assertIn("Income and expenses", page)
                self.assertIn("Social security number", page)
                self.assertIn("Who sees what", self._get(HOME))
