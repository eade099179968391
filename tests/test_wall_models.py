from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .access_matrix import PORTAL_RIGHTS
from .remote import call
from .wall import WallMixin, snapshot
from .wall_map import PORTAL_FIELDS, ROLES

REFUSALS = (UserError, AttributeError, AssertionError, KeyError, TypeError, ValueError)
OUTSIDERS = [role for role, side in ROLES.items() if side != "shelf" and role != "instructor"]
INSIDERS = ("volunteer", "manager")
CONTEXTS = (
    {},
    {"active_test": False, "prefetch_fields": False, "bin_size": True},
    {"lang": "fr_FR", "tz": "Europe/Paris", "uid": 1, "su": True, "sudo": True},
    {"default_organisation_id": 1, "search_default_all": 1, "import_file": True},
)
LOGGERS = ("odoo.models", "odoo.addons.base.models.ir_rule", "odoo.sql_db", "odoo.domains")


@tagged("post_install", "-at_install", "food_aid_security")
class TestWallModels(WallMixin, TransactionCase):
    """Every model that portal users read, by every way that Odoo has to read or write it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpWall()
        cls.users["moved"].food_aid_organisation_id = cls.other_association
        export = cls.env.ref("base.group_allow_export")
        for role in ("volunteer", "manager", "other"):
            cls.users[role].group_ids = [Command.link(export.id)]
        cls.models = {
            thing._name: thing
            for thing in cls.things["shelf"].values()
            if thing._name in PORTAL_RIGHTS
        }

    def _attempt(self, user, model, method, *args, **kwargs):
        """Return what a call gives, or None when it is refused."""
        try:
            with self.env.cr.savepoint():
                return call(user, model, method, *args, **kwargs)
        except REFUSALS:
            return None

    def assertRefused(self, user, model, method, *args, **kwargs):
        result = self._attempt(user, model, method, *args, **kwargs)
        self.assertIsNone(result, f"{model}.{method}{args} gave {result!r} to {user.login}")

    def test_there_is_something_to_steal_of_every_model(self):
        readable = {
            model
            for model in self.env
            if model.startswith("food.aid.")
            for role in ("volunteer", "manager", "prescriber", "plain")
            if self.env[model].with_user(self.users[role]).has_access("read")
        }
        self.assertEqual(readable, set(PORTAL_FIELDS))
        self.assertEqual(readable, set(self.models))

    # ------------------------------------------------------------------
    # OUTSIDERS
    # ------------------------------------------------------------------

    @mute_logger(*LOGGERS)
    def test_outsiders_read_nothing_whatever_they_call(self):
        for model, thing in self.models.items():
            theirs = self.env[model].search(
                [("organisation_id", "=", self.association.id)], order="id"
            )
            self.assertIn(thing, theirs)
            for role in OUTSIDERS:
                for context in CONTEXTS:
                    self._read_everywhere(self.users[role], model, theirs.ids, context, role)

    def _read_everywhere(self, user, model, ids, context, role):
        domain, name = [("id", "in", ids)], PORTAL_FIELDS[model].split()[2]
        for method, args in (
            ("search", [domain]),
            ("search_count", [domain]),
            ("search_read", [domain, ["display_name"]]),
            ("web_search_read", [domain, {"display_name": {}}]),
            ("name_search", ["", domain]),
            ("web_name_search", ["", {"display_name": {}}, domain]),
            ("formatted_read_group", [domain, [name], ["__count"]]),
            ("formatted_read_grouping_sets", [domain, [[name], []], ["__count"]]),
            ("web_read_group", [domain, [name], ["__count"]]),
            ("read_group", [domain, ["__count"], [name]]),
            ("read", [ids, ["display_name"]]),
            ("web_read", [ids, {"display_name": {}}]),
            ("export_data", [ids, ["display_name", ".id"]]),
            ("get_metadata", [ids]),
            ("copy_data", [ids]),
            ("exists", [ids]),
        ):
            result = self._attempt(user, model, method, *args, context=context)
            with self.subTest(model=model, role=role, method=method, context=context):
                self.assertTrue(self._is_nothing(result, ids), result)

    def _is_nothing(self, result, ids):
        """Tell whether an answer holds no row and counts none."""
        if isinstance(result, dict):
            return not any(result.get(key) for key in ("records", "groups", "length", "datas"))
        if isinstance(result, list) and result and isinstance(result[0], list):
            return all(self._is_nothing(one, ids) for one in result)  # grouping sets
        if isinstance(result, list) and result and isinstance(result[0], dict):
            return not any(group.get("__count") for group in result) and "id" not in result[0]
        return not result

    # ------------------------------------------------------------------
    # INSIDERS: FIELDS
    # ------------------------------------------------------------------

    def test_insiders_read_the_fields_of_the_map_and_no_other(self):
        for model in self.models:
            for role in INSIDERS:
                with self.subTest(model=model, role=role):
                    found = set(call(self.users[role], model, "fields_get"))
                    self.assertEqual(found, set(PORTAL_FIELDS[model].split()))

    @mute_logger(*LOGGERS)
    def test_insiders_learn_nothing_of_a_hidden_field(self):
        """Read, nested, as a condition, an order, a group, a sum, an export, a default."""
        user = self.users["manager"]
        for model, thing in self.models.items():
            fields = self.env[model]._fields
            for name in set(fields) - set(PORTAL_FIELDS[model].split()):
                nested = {name: {"fields": {"display_name": {}}}}
                for method, args, kwargs in (
                    ("read", [thing.ids, [name]], {}),
                    ("web_read", [thing.ids, {name: {}}], {}),
                    ("web_read", [thing.ids, nested], {}),
                    ("search_read", [[], [name]], {}),
                    ("web_search_read", [[], nested], {}),
                    ("export_data", [thing.ids, [name]], {}),
                    ("search", [[(name, "=", 1)]], {}),
                    ("search_count", [[(name, "in", [1, 2])]], {}),
                    ("search", [["!", (name, "in", [1])]], {}),
                    ("search", [["|", ("id", ">", 0), (name, "=", 1)]], {}),
                    ("name_search", ["", [(name, "=", 1)]], {}),
                    ("search", [[]], {"order": f"{name} desc"}),
                    ("formatted_read_group", [[], [name], ["__count"]], {}),
                    ("formatted_read_group", [[], [], [f"{name}:count"]], {}),
                    ("formatted_read_group", [[], [], [f"{name}:array_agg"]], {}),
                    ("web_read_group", [[], ["id"], [f"{name}:count_distinct"]], {}),
                    ("formatted_read_group", [[], ["id"], ["__count"]], {"order": name}),
                    ("onchange", [[], {}, [], {name: {}}], {}),
                ):
                    which = {"model": model, "field": name, "method": method, "args": args}
                    with self.subTest(**which):
                        self.assertRefused(user, model, method, *args, **kwargs)

    @mute_logger(*LOGGERS)
    def test_insiders_follow_no_path_out_of_the_model(self):
        user = self.users["manager"]
        for model, thing in self.models.items():
            for name, field in self.env[model]._fields.items():
                if not field.comodel_name:
                    continue
                for method, args in (
                    ("search", [[(f"{name}.id", ">", 0)]]),
                    ("search", [[(name, "any", [("id", ">", 0)])]]),
                    ("search_count", [[(f"{name}.create_uid.login", "ilike", "a")]]),
                    ("formatted_read_group", [[], [f"{name}.create_uid"], ["__count"]]),
                    ("export_data", [thing.ids, [f"{name}/id", f"{name}/.id"]]),
                ):
                    with self.subTest(model=model, field=name, method=method):
                        self.assertRefused(user, model, method, *args)

    # ------------------------------------------------------------------
    # INSIDERS: ACTS
    # ------------------------------------------------------------------

    @mute_logger(*LOGGERS)
    def test_insiders_write_nothing_by_themselves(self):
        before = snapshot(self.env)
        for model, thing in self.models.items():
            name = PORTAL_FIELDS[model].split()[2]
            values = {name: thing[name] or False, "organisation_id": self.association.id}
            partner = self.users["manager"].partner_id.ids
            for role in (*INSIDERS, "other"):
                for method, args in (
                    ("write", [thing.ids, values]),
                    ("write", [thing.ids, {name: thing[name]}]),
                    ("create", [values]),
                    ("copy", [thing.ids]),
                    ("unlink", [thing.ids]),
                    ("name_create", ["x"]),
                    ("web_save", [thing.ids, values, {name: {}}]),
                    ("web_save", [[], values, {name: {}}]),
                    ("web_save_multi", [thing.ids, [values], {name: {}}]),
                    ("web_resequence", [thing.ids, {name: {}}, name]),
                    ("onchange", [[], values, [name], {name: {}}]),
                    ("onchange", [thing.ids, values, [], {name: {}}]),
                    ("action_archive", [thing.ids]),
                    ("action_unarchive", [thing.ids]),
                    ("update_field_translations", [thing.ids, name, {"en_US": "x"}]),
                    ("message_post", [thing.ids]),
                    ("message_subscribe", [thing.ids, partner]),
                    ("activity_schedule", [thing.ids]),
                ):
                    with self.subTest(model=model, role=role, method=method):
                        result = self._attempt(self.users[role], model, method, *args)
                        self.assertFalse(result)
                with self.subTest(model=model, role=role):
                    loaded = self._attempt(self.users[role], model, "load", [name], [["x"]])
                    self.assertFalse(loaded and loaded["ids"])
        self.assertEqual(snapshot(self.env), before)

    @mute_logger(*LOGGERS)
    def test_no_message_and_no_file_hangs_on_what_they_read(self):
        """By anybody: whoever reads a record reads what hangs on it."""
        before = snapshot(self.env)
        for model, thing in self.models.items():
            self.assertNotIn("message_ids", thing._fields)
            link = {"res_model": model, "res_id": thing.id}
            follower = {**link, "partner_id": self.users["manager"].partner_id.id}
            message = {"model": model, "res_id": thing.id, "body": "x"}
            for role in (*INSIDERS, "other", "instructor", "coordinator"):
                for carrier, values in (
                    ("ir.attachment", {"name": "x", "raw": "x", **link}),
                    ("mail.followers", follower),
                    ("mail.message", {**message, "message_type": "comment"}),
                ):
                    with self.subTest(model=model, role=role, carrier=carrier):
                        self.assertRefused(self.users[role], carrier, "create", values)
        self.assertEqual(snapshot(self.env), before)
