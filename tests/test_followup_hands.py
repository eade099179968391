from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .test_followup import FollowupCase

DAY = date(2026, 3, 1)


@tagged("post_install", "-at_install")
class TestFollowupHands(FollowupCase):
    """Needs, follow-ups and notes when files are grouped, and when a household separates."""

    def _note(self, followup, **vals):
        return (
            self.env["food.aid.followup.note"]
            .with_user(self.worker)
            .create({"followup_id": followup.id, "text": "Words", **vals})
        )

    # ------------------------------------------------------------------
    # GROUPING
    # ------------------------------------------------------------------

    def test_grouping_brings_them_and_names_the_same_human(self):
        gone = self._create_household(first_name="Samirah")
        stay = gone.member_ids
        need = self._create_need(gone, member_id=stay.id)
        followup = self._create_followup(gone)
        note = self._note(
            followup,
            level="confidential",
            member_ids=[Command.set(stay.ids)],
            present_ids=[Command.set(stay.ids)],
        )
        self.household.with_user(self.users["instructor"])._group(gone, {stay: self.samira})
        self.env.invalidate_all()
        self.assertRecordValues(
            need, [{"household_id": self.household.id, "member_id": self.samira.id}]
        )
        self.assertRecordValues(
            followup,
            [{"household_id": self.household.id, "member_ids": self.samira.ids}],
        )
        self.assertRecordValues(
            note,
            [
                {
                    "member_ids": self.samira.ids,
                    "present_ids": self.samira.ids,
                    "text": "Words",
                    "author_id": self.worker.id,
                }
            ],
        )
        with self.assertRaises(AccessError):
            note.with_user(self.colleague).read(["text"])

    # ------------------------------------------------------------------
    # SEPARATING
    # ------------------------------------------------------------------

    def _split(self, **options):
        household = self.household.with_user(self.users["instructor"])
        none = self.env["food.aid.household.member"]
        new = household._split(self.karim.with_user(self.users["instructor"]), none, DAY, **options)
        self.env.invalidate_all()
        return new.sudo()

    def test_what_was_told_for_oneself_alone_goes_along(self):
        followup = self._create_followup(member_ids=[Command.set(self.karim.ids)])
        need = self._create_need(member_id=self.karim.id, followup_id=followup.id)
        note = self._note(
            followup,
            level="confidential",
            member_ids=[Command.set(self.karim.ids)],
            present_ids=[Command.set(self.household.member_ids.ids)],
        )
        start = fields.Datetime.now() + timedelta(days=3)
        meeting = self.env["food.aid.appointment"].create(
            {
                "household_id": self.household.id,
                "user_id": self.worker.id,
                "date_start": start,
                "date_end": start + timedelta(hours=1),
            }
        )
        self.assertEqual(meeting.followup_id, followup)
        new = self._split()
        here = new.member_ids
        self.assertRecordValues(followup.sudo(), [{"household_id": new.id, "member_ids": here.ids}])
        self.assertRecordValues(need.sudo(), [{"household_id": new.id, "member_id": here.id}])
        self.assertRecordValues(note.sudo(), [{"member_ids": here.ids, "present_ids": here.ids}])
        self.assertEqual(meeting.household_id, new)
        self.assertFalse(self.household.need_ids | self.household.sudo().followup_ids.need_ids)
        self.assertFalse(self.household.sudo().followup_ids)

    def test_what_was_told_together_stays(self):
        followup = self._create_followup(member_ids=[Command.set(self.household.member_ids.ids)])
        need = self._create_need(followup_id=followup.id)
        own = self._create_need(code="school", member_id=self.karim.id, followup_id=followup.id)
        new = self._split()
        self.assertEqual(followup.household_id, self.household)
        self.assertEqual(need.household_id, self.household)
        self.assertEqual(need.followup_id, followup)
        self.assertRecordValues(
            own.sudo(), [{"household_id": new.id, "followup_id": False, "request_id": False}]
        )

    def test_a_new_reserved_file_shuts_what_went_along(self):
        followup = self._create_followup(member_ids=[Command.set(self.karim.ids)])
        note = self._note(followup)
        new = self._split(is_reserved=True)
        self.assertTrue(new.is_reserved)
        for record in (followup, note):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.worker).read(["create_date"])
        new.reserved_user_ids += self.worker
        self.env.invalidate_all()
        self.assertTrue(note.with_user(self.worker).read(["text"]))
