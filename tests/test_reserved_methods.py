import inspect

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL, mute_logger

from .remote import call, public_methods
from .test_red_team import GUESSES
from .test_reserved_paths import AGENTS, ReservedMixin
from .whole_file import HOUSEHOLD

SECRETS = ("Nora", "Cachée", "Hidden Street", "0711223344", "Told-Words")
OURS = "odoo.addons.food_aid."
OTHER_ERRORS = (
    *(UserError, AttributeError, AssertionError, KeyError, TypeError, ValueError),
    IntegrityError,
)
QUIET = ("odoo.models", "odoo.addons.base.models.ir_model", "odoo.sql_db", "odoo.tools")


@tagged("post_install", "-at_install", "food_aid_security")
class TestReservedMethods(ReservedMixin, TransactionCase):
    """Agents who are not named call every public method with the ids of a reserved file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()

    def _get_methods(self, model):
        """Return [(name, method)] of ours that RPC may call; Odoo's own have their tests."""
        records, found = self.env[model], []
        for name, method in public_methods(records):
            definitions = [vars(one)[name] for one in type(records).__mro__ if name in vars(one)]
            if any(getattr(one, "__module__", "").startswith(OURS) for one in definitions):
                found.append((name, method))
        return found

    @mute_logger(*QUIET)
    def test_no_method_tells_or_changes_anything_of_it(self):
        self._build_reserved()
        ids = {model: self._get_owned(model).ids for model in (HOUSEHOLD, *self._find_paths())}
        before, calls = self._digest(ids), 0
        for model, owned in ids.items():
            for name, method in self._get_methods(model):
                for role in AGENTS:
                    calls += 1
                    with self.subTest(model=model, method=name, role=role):
                        arguments = self._get_arguments(method, owned)
                        told, after = self._attempt(role, model, name, arguments, ids)
                        for secret in (*SECRETS, self.household.name, self.household.card_code):
                            self.assertNotIn(secret, told)
                        self.assertEqual(after, before)
        self.assertGreater(calls, 1000)

    def _get_arguments(self, method, ids):
        parameters = list(inspect.signature(method).parameters.values())[1:]
        kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        asked = [one for one in parameters if one.kind in kinds and one.default is one.empty]
        values = [GUESSES.get(one.name, "x") for one in asked]
        return values if getattr(method, "_api_model", False) else [ids, *values]

    def _digest(self, ids_by_model):
        """Return what stands in every row of the reserved file."""
        self.env.flush_all()
        parts = [
            SQL(
                "SELECT %s, count(*), sum(hashtextextended(t::text, 0)) FROM %s t WHERE id IN %s",
                *(model, SQL.identifier(self.env[model]._table), tuple(ids)),
            )
            for model, ids in ids_by_model.items()
        ]
        return sorted(self.env.execute_query(SQL(" UNION ALL ").join(parts)))

    def _attempt(self, role, model, name, arguments, ids):
        """Return what was answered or refused, as text, and what became of the file."""
        savepoint = self.env.cr.savepoint()
        try:
            told = repr(call(self.users[role], model, name, *arguments))
            after = self._digest(ids)
        except OTHER_ERRORS as error:
            savepoint.rollback()
            told, after = repr(error), self._digest(ids)
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()
        return told, after
