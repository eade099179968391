import inspect
from datetime import datetime, time, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .remote import call, public_methods
from .wall import WallMixin, snapshot
from .wall_map import OPEN_METHODS
from .whole_file import WholeFileMixin

OURS = "odoo.addons.food_aid."
# Odoo's own ways to search, on fewer records: tried in `test_wall_models` as Odoo's.
NARROWS = f"{OURS}models.common.food_aid_sought_mixin"
# What stands for a parameter without a default, by its name.
ARGUMENTS = {
    "allfields": [],
    "data": [],
    "domain": [],
    "fields_list": [],
    "fields_spec": {"display_name": {}},
    "fields_to_export": ["id"],
    "field_names": [],
    "specification": {"display_name": {}},
    "values": {},
    "vals": {"display_name": "x"},
    "vals_list": [{"display_name": "x"}],
}
OUTSIDERS = ("volunteer", "manager", "other", "prescriber", "plain", "employee", "visitor")
OTHER_ERRORS = (UserError, AttributeError, AssertionError, KeyError, TypeError, ValueError)


@tagged("post_install", "-at_install", "food_aid_security")
class TestWallMethods(WholeFileMixin, WallMixin, TransactionCase):
    """Every public method that the addon writes, called by who has no business with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpWall()
        cls.setUpPlaces()
        hidden = cls._create_household(last_name="Fictive-Hidden", street="3 Hidden Street")
        service = cls._create_service(cls._create_organisation("Far"))
        cls._fill(hidden, cls.users["social"], cls._create_household(), service=service)
        household = cls.things["shelf"]["referral"].household_id
        start = datetime.combine(cls.today + timedelta(days=1), time(9))
        hours = {"date_start": start, "date_end": start + timedelta(minutes=30)}
        cls.env["food.aid.appointment"].create(
            {"household_id": household.id, "user_id": cls.users["instructor"].id, **hours}
        )
        council = cls.env["food.aid.council"].create(
            {"name": "Users", "company_id": cls.company.id}
        )
        cls.env["food.aid.council.meeting"].create({"council_id": council.id, **hours})
        cls.arguments = ARGUMENTS | {
            "orientation_id": cls.things["office"]["orientation"].id,
            "band": "age_26_64",
            "other_id": household.id,
            "reason": "full",
        }

    def _get_methods(self):
        """Return (model, method's name) of the methods of ours that RPC can call."""
        found = []
        for model in self.env:
            records = self.env[model]
            if model.endswith(".mixin") or model.startswith("report."):
                continue
            found += [
                (model, name, method)
                for name, method in public_methods(records)
                if self._is_ours(records, name)
            ]
        return found

    def _is_ours(self, records, name):
        """Tell whether the addon wrote the method; on models of Odoo, whether it began with it."""
        definitions = [vars(one)[name] for one in type(records).__mro__ if name in vars(one)]
        modules = [getattr(one, "__module__", "") for one in definitions]
        ours = [module.startswith(OURS) for module in modules if module != NARROWS]
        return any(ours) if records._name.startswith("food.aid.") else all(ours)

    def _get_arguments(self, model, method):
        parameters = list(inspect.signature(method).parameters.values())[1:]
        values = []
        if not getattr(method, "_api_model", False):
            records = self.env[model]
            values = [records.browse(1).ids if records._abstract else self._get_ids(model)]
        for parameter in parameters:
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                break
            if parameter.default is parameter.empty:
                values.append(self.arguments.get(parameter.name, "x"))
        return values

    def _get_ids(self, model):
        things = [one.id for one in self.things["shelf"].values() if one._name == model]
        return things[:1] or self.env[model].search([], limit=1).ids or [1]

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model", "odoo.sql_db", "odoo.tools")
    @mute_logger("odoo.addons.food_aid.models.common.ir_rule", "odoo.addons.base.models.ir_rule")
    def test_they_are_refused_or_listed_with_a_reason(self):
        before, answered, calls = snapshot(self.env), {}, 0
        for model, name, method in self._get_methods():
            arguments = self._get_arguments(model, method)
            for role in OUTSIDERS:
                calls += 1
                outcome = self._call(self.users[role], model, name, arguments)
                if outcome:
                    answered.setdefault(f"{model}.{name}", {})[role] = outcome
        roles = {name: set(outcomes) for name, outcomes in answered.items()}
        expected = {name: set(who.split()) for name, (who, _reason) in OPEN_METHODS.items()}
        for name in sorted(roles.keys() | expected.keys()):
            with self.subTest(method=name):
                self.assertEqual(roles.get(name), expected.get(name), answered.get(name))
        self.assertGreater(calls, 1000)
        self.assertEqual(snapshot(self.env), before)

    def _call(self, user, model, name, arguments):
        """Return what happened, unless access was refused; what it did is taken back."""
        savepoint = self.env.cr.savepoint()
        try:
            result = call(user, model, name, *arguments)
        except AccessError:
            return None
        except UserError as error:
            # Odoo asks for the right to export before it looks at whose records these are.
            return None if name == "export_data" else repr(error)[:100]
        except OTHER_ERRORS as error:
            return repr(error)[:100]
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()
        self.assertFalse(self._find_leak(repr(result), None), (model, name, user.login))
        return f"answers {result!r}"[:100]
