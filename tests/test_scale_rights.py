from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import FoodAidCase
from .scale_helpers import make_spec

MODELS = (
    "food.aid.budget.category",
    "food.aid.scale",
    "food.aid.scale.version",
    "food.aid.scale.income.rule",
    "food.aid.scale.expense.rule",
    "food.aid.scale.tier",
    "food.aid.scale.point",
    "food.aid.scale.ceiling",
    "food.aid.scale.season",
)
READERS = ("instructor", "social", "elsewhere")
NOBODY = (
    "reception",
    "stock",
    "observer",
    "dpo",
    "volunteer",
    "manager",
    "prescriber",
    "employee",
)


@tagged("post_install", "-at_install")
class TestScaleRights(FoodAidCase):
    def test_the_coordinator_manages_instructors_read_nobody_else_sees(self):
        for model in MODELS:
            for login, rights in (
                ("coordinator", {"read", "write", "create", "unlink"}),
                *((login, {"read"}) for login in READERS),
                *((login, set()) for login in NOBODY),
            ):
                records = self.env[model].with_user(self.users[login])
                for operation in ("read", "write", "create", "unlink"):
                    with self.subTest(model=model, login=login, operation=operation):
                        self.assertEqual(records.has_access(operation), operation in rights)

    def test_only_the_coordinator_imports_scales(self):
        for login in ("coordinator", *READERS, *NOBODY):
            wizard = self.env["food.aid.scale.import"].with_user(self.users[login])
            self.assertEqual(wizard.has_access("create"), login == "coordinator", login)

    def test_an_instructor_reads_the_rules_and_changes_nothing(self):
        version = self.scale.version_ids.with_user(self.users["instructor"])
        self.assertTrue(version.tier_ids.mapped("bound"))
        self.assertTrue(version._to_spec())
        for act in (
            lambda: version.write({"example_income": 5}),
            lambda: version.tier_ids.write({"bound": 5}),
            lambda: version.action_draft(),
            lambda: version.unlink(),
            lambda: version.scale_id.write({"name": "Mine"}),
            lambda: version.scale_id._import_spec(make_spec()),
            lambda: version.scale_id.action_new_version(),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_an_instructor_freezes_the_version_applied(self):
        version = self.scale.version_ids.with_user(self.users["instructor"])
        version._mark_used()
        self.assertEqual(version.state, "used")

    def test_a_coordinator_runs_the_life_of_a_scale(self):
        scale = self.env["food.aid.scale"].with_user(self.users["coordinator"])
        scale = scale.create({"name": "New"})
        self.assertEqual(scale.company_id, self.company)
        version = scale._import_spec(make_spec(expense_rules=[{"category": "unseen"}]))
        version.action_add_default_rules()
        version.action_open()
        version.action_draft()
        version.tier_ids[0].bound = 9
        version.unlink()
        scale.unlink()
        self.assertFalse(scale.exists())

    def test_a_scale_is_of_its_ccas_or_shared(self):
        elsewhere = self.users["elsewhere"]
        version = self.scale.version_ids
        for record in (self.scale, version, version.tier_ids[0]):
            with self.assertRaises(AccessError):
                record.with_user(elsewhere).read(["id", "display_name"])
        self.scale.company_id = False
        for record in (self.scale, version, version.tier_ids[0]):
            self.assertTrue(record.with_user(elsewhere).read(["id"]))
