from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .remote import call
from .whole_file import WholeFileMixin

# Who may open which file is said of one file, and is no part of what was done.
STAY = {"food.aid.household.member"}


@tagged("post_install", "-at_install")
class TestFollowHousehold(WholeFileMixin, TransactionCase):
    """Everything that a file holds, when files are grouped or a household separates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        cls.setUpPlaces()
        cls.agent = cls.users["social"]
        cls.other = cls._create_household(first_name="Rui", last_name="Marques")
        cls.kept = cls._create_household()
        partner = {"role": "partner", "first_name": "Karim", "birth_year": 1984}
        cls.kept.member_ids = [Command.create(partner)]

    def _count(self, household):
        return {model: len(self._get_held(model, household)) for model in self._find_paths()}

    def test_one_of_each_is_there(self):
        """A model that points to a file, directly or not, is filled by `WholeFileMixin`."""
        self._fill(self.kept, self.agent, self.other)
        missing = [model for model, count in self._count(self.kept).items() if not count]
        self.assertFalse(missing)

    def test_all_of_both_files_is_kept_and_calculated_once(self):
        gone = self._create_household()
        for household in (self.kept, gone):
            self._fill(household, self.agent, self.other)
        before = {
            model: self._get_held(model, self.kept | gone)
            for model in self._find_paths()
            if model not in STAY | {"food.aid.grouping"}
        }
        amounts = self._read_amounts(before)
        group = self.env["food.aid.group"].with_user(self.agent)
        files = (self.kept | gone).with_user(self.agent)
        wizard = group.browse(files.env["food.aid.group"]._open(files)["res_id"])
        wizard.is_sure = True
        wizard.action_group()
        self.env.invalidate_all()
        self.assertFalse(gone.exists())
        for model, records in before.items():
            with self.subTest(model=model):
                self.assertGreaterEqual(len(records), 2)
                # ending the second referral to a place adds a line of history
                self.assertLessEqual(records, self._get_held(model, self.kept))
                self.assertEqual(records.exists(), records)
                # what the columns say, not what the ORM would say anew
                self.assertFalse(self._get_pointing(model, gone))
        self.assertEqual(self._read_amounts(before), amounts)

    def _read_amounts(self, records_by_model):
        """Return every amount and number stored of these records."""
        return {
            (model, one["id"]): one
            for model, records in records_by_model.items()
            for one in records.read(
                [
                    "id",
                    *(
                        name
                        for name, field in records._fields.items()
                        if field.store and field.type in ("monetary", "float")
                    ),
                ]
            )
        }

    def _get_pointing(self, model, household):
        """Return the ids of rows whose columns still say `household`."""
        columns = [
            name
            for name, field in self.env[model]._fields.items()
            if field.type == "many2one" and field.store and field.comodel_name == household._name
        ]
        found = []
        for column in columns:
            self.env.cr.execute(
                f"SELECT id FROM {self.env[model]._table} WHERE {column} IN %s",
                [tuple(household.ids)],
            )
            found += self.env.cr.fetchall()
        return found

    def test_after_a_separation_the_new_file_holds_its_people_and_nothing_else(self):
        self._fill(self.kept, self.agent, self.other)
        before = self._count(self.kept)
        karim = self.kept.member_ids.filtered(lambda one: one.role == "partner")
        new = self.kept.with_user(self.agent)._split(
            karim.with_user(self.agent),
            karim.browse(),
            self.env.cr.now().date(),
            is_reserved=True,
        )
        self.env.flush_all()
        self.env.invalidate_all()
        held = {model for model, count in self._count(new.sudo()).items() if count}
        # who opened the new file is written down for it as for any other
        self.assertLessEqual(held, {"food.aid.household.member", "food.aid.access.log"})
        after = self._count(self.kept)
        del before["food.aid.access.log"], after["food.aid.access.log"]
        self.assertEqual(after, before)

    def test_after_a_separation_each_model_hides_the_new_file_from_who_is_not_named(self):
        karim = self.kept.member_ids.filtered(lambda one: one.role == "partner")
        new = self.kept.with_user(self.agent)._split(
            karim.with_user(self.agent),
            karim.browse(),
            self.env.cr.now().date(),
            is_reserved=True,
        )
        self._fill(new.sudo(), self.agent, self.other)
        instructor = self.users["instructor"]
        for model in self._find_paths():
            if not self.env[model].with_user(instructor).has_access("read"):
                continue
            hidden = self._get_held(model, new.sudo())
            with self.subTest(model=model):
                self.assertTrue(hidden)
                found = call(instructor, model, "search", [("id", "in", hidden.ids)])
                self.assertEqual(found, [])
                with self.assertRaises(AccessError):
                    call(instructor, model, "read", hidden.ids, ["display_name"])
