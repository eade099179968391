from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .access_matrix import MATRIX, PORTAL_RIGHTS, ROLES, WITHOUT_RULE
from .common import FoodAidCase

OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
THREADS = {"mail.thread", "mail.activity.mixin", "portal.mixin"}
FORBIDDEN_GROUPS = ("base.group_user", "base.group_portal", "base.group_public")
SECURITY_MODELS = ("ir.rule", "ir.model.access", "res.groups", "res.groups.privilege")


@tagged("post_install", "-at_install", "food_aid_security")
class TestAccessMatrix(FoodAidCase):
    """Each role holds the rights of the matrix, no more and no less."""

    def test_every_role_holds_exactly_the_rights_of_the_matrix(self):
        for model, row in MATRIX.items():
            rights = row.split()
            for role, granted in zip(ROLES, rights, strict=True):
                records = self.env[model].with_user(self.users[role])
                found = "".join(
                    letter
                    for letter, operation in OPERATIONS.items()
                    if records.has_access(operation)
                )
                with self.subTest(model=model, role=role):
                    self.assertEqual(found or "-", granted)

    def test_the_matrix_names_every_model_of_the_addon(self):
        models = {model for model in self.env if model.startswith("food.aid.")}
        named = {model for model in MATRIX if model.startswith("food.aid.")}
        self.assertEqual(models, named)


@tagged("post_install", "-at_install", "food_aid_security")
class TestAccessRules(TransactionCase):
    """How rights are written down, whatever they grant."""

    def _get_models(self):
        return [
            self.env[model]
            for model in self.env
            if model.startswith("food.aid.") and not self.env[model]._abstract
        ]

    def _get_groups(self, model):
        """Return the groups that hold any right on `model`."""
        return self.env["ir.model.access"].search([("model_id.model", "=", model)]).group_id

    def _get_own(self, model):
        """Return the records of `model` that this addon's files define."""
        data = self.env["ir.model.data"].search(
            [("module", "=", "food_aid"), ("model", "=", model)]
        )
        return self.env[model].with_context(active_test=False).browse(data.mapped("res_id"))

    def test_no_right_goes_to_everybody(self):
        forbidden = self.env["res.groups"].union(*map(self.env.ref, FORBIDDEN_GROUPS))
        for access in self._get_own("ir.model.access"):
            with self.subTest(access=access.name):
                self.assertTrue(access.group_id)
                self.assertFalse(access.group_id & forbidden)
        for records in self._get_models():
            with self.subTest(model=records._name):
                accesses = self.env["ir.model.access"].search(
                    [("model_id.model", "=", records._name)]
                )
                self.assertTrue(all(access.group_id for access in accesses))
                self.assertFalse(accesses.group_id & forbidden)

    def test_a_model_with_a_group_rule_has_one_for_every_group_that_holds_a_right(self):
        for records in self._get_models():
            rules = self.env["ir.rule"].search([("model_id.model", "=", records._name)])
            ruled = rules.groups
            if not ruled:
                continue
            for group in self._get_groups(records._name):
                with self.subTest(model=records._name, group=group.full_name):
                    self.assertTrue((group | group.all_implied_ids) & ruled)

    def test_what_names_somebody_has_a_rule(self):
        for records in self._get_models():
            if records._transient or records._name in WITHOUT_RULE:
                continue
            if not self._get_groups(records._name):
                continue
            with self.subTest(model=records._name):
                self.assertTrue(
                    self.env["ir.rule"].search_count([("model_id.model", "=", records._name)])
                )

    def test_an_upgrade_rewrites_all_security_records(self):
        for model in SECURITY_MODELS:
            kept = self.env["ir.model.data"].search(
                [
                    ("module", "=", "food_aid"),
                    ("model", "=", model),
                    ("noupdate", "=", True),
                ]
            )
            with self.subTest(model=model):
                self.assertFalse(kept.mapped("name"))

    def test_no_group_of_the_addon_is_given_to_anybody_by_installing_it(self):
        users = self.env.ref("base.user_root") | self.env.ref("base.user_admin")
        self.assertFalse(users.all_group_ids & self._get_own("res.groups"))


@tagged("post_install", "-at_install", "food_aid_security")
class TestPortalDoor(FoodAidCase):
    """What the portal groups open, and what stays shut whatever they are given."""

    def _get_portal_models(self):
        return [self.env[model] for model in PORTAL_RIGHTS]

    def test_portal_groups_hold_rights_on_a_few_models_only(self):
        portal = self.env.ref("food_aid.group_food_aid_portal")
        groups = portal | self.env["res.groups"].search([("all_implied_ids", "in", portal.ids)])
        accesses = self.env["ir.model.access"].search([("group_id", "in", groups.ids)])
        found = {
            access.model_id.model: "".join(
                letter for letter, operation in OPERATIONS.items() if access[f"perm_{operation}"]
            )
            for access in accesses
        }
        self.assertEqual(found, PORTAL_RIGHTS)

    def test_one_plain_condition_on_the_organisation_opens_them(self):
        portal = self.env.ref("food_aid.group_food_aid_portal")
        for records in self._get_portal_models():
            rule = self.env["ir.rule"].search(
                [("model_id.model", "=", records._name), ("groups", "in", portal.ids)]
            )
            with self.subTest(model=records._name):
                self.assertEqual(len(rule), 1)
                self.assertIn(
                    "('organisation_id', '=', user.food_aid_organisation_id.id)",
                    rule.domain_force,
                )
                for word in ("'|'", "'!='", "child_of", "not in", "commercial", "partner_id."):
                    self.assertNotIn(word, rule.domain_force.replace("organisation_id.id", ""))

    def test_their_whitelists_hold_what_a_search_needs(self):
        volunteer = self.users["volunteer"]
        for records in self._get_portal_models():
            records = records.with_user(volunteer)
            needed = {"id", "display_name", records._active_name}
            needed |= {part.split()[0] for part in records._order.split(",")}
            for name in filter(None, needed):
                with self.subTest(model=records._name, field=name):
                    self.assertTrue(records._has_field_access(records._fields[name], "read"))

    def test_no_field_of_theirs_is_written_by_a_portal_user(self):
        for role in ("volunteer", "manager", "prescriber"):
            for records in self._get_portal_models():
                records = records.with_user(self.users[role])
                for field in records._fields.values():
                    with self.subTest(model=records._name, role=role, field=field.name):
                        self.assertFalse(records._has_field_access(field, "write"))

    def test_every_field_they_read_is_computed_without_reading_the_household_as_them(self):
        volunteer = self.users["volunteer"]
        for records in self._get_portal_models():
            for field in records.with_user(volunteer)._fields.values():
                if not records.with_user(volunteer)._has_field_access(field, "read"):
                    continue
                with self.subTest(model=records._name, field=field.name):
                    self.assertFalse(field.relational)
                    if field.compute and field.name != "display_name":
                        self.assertTrue(field.store or field.compute_sudo)

    def test_what_they_read_carries_no_thread_and_no_attachment(self):
        for records in self._get_portal_models():
            with self.subTest(model=records._name):
                self.assertFalse(THREADS & set(records._inherit))
                self.assertNotIn("message_ids", records._fields)
                self.assertNotIn("access_token", records._fields)
                self.assertFalse(
                    [
                        field.name
                        for field in records._fields.values()
                        if field.type in ("binary", "image")
                        or field.comodel_name == "ir.attachment"
                    ]
                )

    def test_an_employee_never_becomes_a_portal_user_nor_the_reverse(self):
        for role, group in (
            ("volunteer", "base.group_user"),
            ("reception", "food_aid.group_food_aid_portal"),
        ):
            with self.subTest(role=role), self.assertRaises(ValidationError):
                self.users[role].write({"group_ids": [Command.link(self.env.ref(group).id)]})
