from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FoodAidCase
from .remote import call

# Fields of a person's records that lead to an account or a contact: agents at work, nothing else.
AT_WORK = {
    ("food.aid.household", "referent_id"),
    ("food.aid.household", "reserved_user_ids"),
    ("food.aid.household", "message_partner_ids"),
    ("food.aid.household", "activity_user_id"),
}
PERSONS = {
    "food.aid.household",
    "food.aid.person",
    "food.aid.household.member",
    "food.aid.workshop.registration",
    "food.aid.council.member",
}
ACCOUNTS = {"res.users", "res.partner"}


@tagged("post_install", "-at_install")
class TestCouncil(FoodAidCase):
    """What those who come think of the services, and what became of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.council = cls.env["food.aid.council"].create(
            {
                "name": "Grocery commission",
                "company_id": cls.company.id,
                "member_ids": [Command.create({"name": "Zia"})],
            }
        )

    def test_meetings_are_in_the_calendar_and_name_no_member(self):
        meeting = self.env["food.aid.council.meeting"].create(
            {
                "council_id": self.council.id,
                "date_start": "2026-03-10 09:00:00",
                "date_end": "2026-03-10 10:00:00",
                "place": "Town hall",
                "present_ids": [Command.set(self.council.member_ids.ids)],
            }
        )
        event = meeting.event_id
        self.assertRecordValues(event, [{"name": "Grocery commission", "location": "Town hall"}])
        self.assertFalse(event.partner_ids)
        self.assertNotIn("Zia", repr(event.read()))

    def test_proposals_wait_for_an_answer(self):
        proposals = self.env["food.aid.council.proposal"].create(
            [
                {"council_id": self.council.id, "name": "Open on Saturday"},
                {"council_id": self.council.id, "name": "A bench", "state": "done"},
            ]
        )
        self.assertEqual(self.council.open_count, 1)
        proposals[0].with_user(self.users["instructor"]).write(
            {"state": "declined", "answer": "Nobody works on Saturday."}
        )
        self.assertEqual(self.council.open_count, 0)
        with self.assertRaises(AccessError):
            call(
                self.users["reception"],
                *("food.aid.council.proposal", "write", proposals.ids, {"answer": "x"}),
            )
        self.assertFalse(self.council.with_user(self.users["elsewhere"]).has_access("read"))

    def test_a_member_is_a_first_name_and_leads_to_nobody(self):
        fields = self.env["food.aid.council.member"]._fields
        linked = {field.comodel_name for field in fields.values() if field.comodel_name}
        self.assertEqual(linked, {"food.aid.council", "res.company", "res.users"})
        users = {name for name, one in fields.items() if one.comodel_name == "res.users"}
        self.assertEqual(users, {"create_uid", "write_uid"})

    def test_no_field_links_somebody_helped_to_a_volunteer(self):
        """Whoever was helped may volunteer: no account or contact leads to a file, nor back."""
        found = set()
        for model in PERSONS | ACCOUNTS:
            others = ACCOUNTS if model in PERSONS else PERSONS
            found |= {
                (model, name)
                for name, field in self.env[model]._fields.items()
                if field.comodel_name in others and name not in ("create_uid", "write_uid")
            }
        self.assertLessEqual(found, AT_WORK)
        self.assertIn(("food.aid.household", "referent_id"), found)
