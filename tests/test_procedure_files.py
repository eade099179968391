from datetime import date

from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .procedure_common import ProcedureMixin
from .remote import call

DAY = date(2026, 3, 1)


class FilesCase(ProcedureMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        cls.setUpProcedures()
        cls.agent = cls.users["instructor"]


@tagged("post_install", "-at_install", "food_aid_security")
class TestProcedureSplit(FilesCase):
    """What separating a household makes of its procedures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.household.member_ids = [
            Command.create({"role": "partner", "first_name": "Leïla", "last_name": "Fictive"})
        ]
        cls.stays, cls.leaves = cls.household.member_ids
        cls.hers, cls.his, cls.both, cls.secret_hers = (
            cls._create_procedure(kind, member_ids=[Command.set(members.ids)])
            for kind, members in (
                (cls.plain, cls.leaves),
                (cls.plain, cls.stays),
                (cls.plain, cls.stays | cls.leaves),
                (cls.secret, cls.leaves),
            )
        )

    def _split(self):
        household = self.household.with_user(self.agent)
        new = household._split(
            self.leaves.with_user(self.agent), household.member_ids.browse(), DAY
        )
        self.env.flush_all()
        self.env.invalidate_all()
        return new.sudo()

    def test_each_takes_what_is_theirs_alone(self):
        new = self._split()
        self.assertEqual(new.procedure_ids, self.hers | self.secret_hers)
        self.assertEqual(new.procedure_ids.member_ids, new.member_ids)
        self.assertEqual(self.household.procedure_ids, self.his | self.both)
        self.assertEqual(self.both.member_ids, self.stays)
        self.assertEqual((self.hers | self.secret_hers).company_id, self.company)

    def test_no_link_leads_from_one_file_to_the_other(self):
        followup = (
            self.env["food.aid.followup"]
            .with_user(self.social)
            .create({"household_id": self.household.id})
        )
        check = self.env["food.aid.right.check"].create(
            {"household_id": self.household.id, "type_id": self.plain.id}
        )
        check.procedure_id = self.hers
        self.hers.sudo().write({"followup_id": followup.id, "previous_id": self.his.id})
        self.both.sudo().previous_id = self.hers
        service = self._create_service(self.association, name="Rights", kind_id=self._other_kind())
        referral = self.hers.sudo()._carry(service, "Hers")
        new = self._split()
        self.assertFalse(self.hers.sudo().followup_id | self.hers.previous_id.followup_id)
        self.assertFalse(self.hers.previous_id | self.both.previous_id)
        self.assertFalse(self.hers.referral_id)
        self.assertEqual(referral.state, "ended")
        self.assertEqual(check.household_id, new)
        self.assertFalse(self.household.check_ids)

    def _other_kind(self):
        kinds = self.env["food.aid.service.kind"]
        return kinds.search([("is_food", "=", False)], limit=1).id

    def test_the_sensitive_one_stays_with_its_readers(self):
        self._split()
        for user in (self.agent, self.colleague, self.users["coordinator"]):
            found = call(user, "food.aid.procedure", "search", [("is_sensitive", "=", True)])
            self.assertFalse(found)
        self.assertIn(self.secret_hers.id, call(self.social, "food.aid.procedure", "search", []))


@tagged("post_install", "-at_install")
class TestProcedureGroup(FilesCase):
    """What grouping files makes of their procedures."""

    def test_procedures_follow_and_each_right_is_there_once(self):
        gone = self._create_household(first_name="Samirah")
        theirs = self._create_procedure(household=gone)
        secret = self._create_procedure(self.secret, household=gone)
        here, there = (
            self.env["food.aid.right.check"].create(
                {"household_id": one.id, "type_id": self.plain.id, "state": state}
            )
            for one, state in ((self.household, "check"), (gone, "received"))
        )
        both = (self.household | gone).with_user(self.agent)
        wizards = self.env["food.aid.group"].with_user(self.agent)
        wizard = wizards.browse(wizards._open(both)["res_id"])
        wizard.is_sure = True
        wizard.action_group()
        self.env.invalidate_all()
        self.assertFalse(gone.exists())
        self.assertEqual(self.household.procedure_ids, theirs | secret)
        self.assertEqual((theirs | secret).member_ids, self.household.member_ids)
        self.assertFalse(here.exists())
        self.assertRecordValues(there, [{"household_id": self.household.id, "state": "received"}])
        self.assertFalse(
            call(self.colleague, "food.aid.procedure", "search", [("id", "=", secret.id)])
        )
