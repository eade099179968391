from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .portal_common import HOME, ORIENTATIONS, FoodAidPortalCase

TYPED = {"label": "Nadia F.", "reach": "06 00 00 00 00, mornings", "message": "Nothing left to eat"}


@tagged("post_install", "-at_install")
class TestOrientation(FoodAidPortalCase):
    """Someone is sent to the CCAS, and who sent them reads what became of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["prescriber"].company_id = cls.company
        cls.orientations = cls.env["food.aid.orientation"]

    def _send(self, user="prescriber", **values):
        values = {"notice_given": True, "company_id": self.company.id} | TYPED | values
        return self.orientations.with_user(self.users[user])._send(**values)

    def _post_form(self, status=200, **data):
        data = {"notice": "1", "company": self.company.id} | TYPED | data
        return self._post(f"{ORIENTATIONS}/new", status, **data)

    # ------------------------------------------------------------------
    # SENDING
    # ------------------------------------------------------------------

    def test_a_prescriber_sends_someone_and_follows_what_becomes_of_it(self):
        self._login("prescriber")
        self.assertIn("Send someone to the CCAS", self._get(HOME))
        page = self._post_form()
        self.assertIn("Thank you. The CCAS has received it", page)
        orientation = self.orientations.search([("label", "=", "Nadia F.")])
        self.assertRecordValues(
            orientation,
            [
                {
                    "organisation_id": self.prescriber.id,
                    "company_id": self.company.id,
                    "state": "received",
                    "notice_given": True,
                    "message": "Nothing left to eat",
                    "company_name": "CCAS of Testville",
                }
            ],
        )
        self.assertNotIn("Nadia", orientation.display_name)
        orientation.with_user(self.users["reception"]).action_register()
        page = self._get(ORIENTATIONS)
        for shown in ("Nadia F.", "People sent: 1", "Met", "CCAS of Testville"):
            self.assertIn(shown, page)
        page = self._get(f"{ORIENTATIONS}/{orientation.id}")
        self.assertIn("Met on", page)
        self.assertNotIn(orientation.household_id.name, page)
        orientation.with_user(self.users["reception"]).action_end()
        self.assertIn("Ended on", self._get(f"{ORIENTATIONS}/{orientation.id}"))
        self.assertIn("Received: 0 · Met: 0 · Ended: 1", self._get(HOME))

    def test_what_is_missing_is_said_and_nothing_typed_is_lost(self):
        self._login("prescriber")
        for data, told in (
            ({"notice": ""}, "Tell the person first"),
            ({"label": " "}, "a first name and an initial are enough"),
            ({"reach": ""}, "Say how to reach the person"),
            ({"company": ""}, "Choose the CCAS"),
            ({"company": "999999"}, "Choose the CCAS"),
            ({"label": "N" * 101}, "100 characters at most"),
        ):
            with self.subTest(data=data):
                page = self._post_form(**data)
                self.assertIn(told, page)
                self.assertIn("Nothing left to eat", page)
        self.assertFalse(self.orientations.search_count([]))

    def test_the_same_form_sent_twice_is_one_orientation(self):
        self.assertEqual(self._send(), self._send())
        self.assertNotEqual(self._send(), self._send(message="Something else"))

    def test_only_prescribers_send_people(self):
        for login in ("volunteer", "manager", "other_volunteer", "instructor", "employee"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._send(login)
        self.users["prescriber"].food_aid_organisation_id = False
        with self.assertRaises(AccessError):
            self._send()
        self._login("volunteer")
        self._post_form(403)
        self.assertFalse(self.orientations.search_count([]))

    def test_an_association_that_is_a_prescriber_sends_people_too(self):
        self.association.is_food_aid_prescriber = True
        self._login("volunteer")
        page = self._get(HOME)
        self.assertIn("Send someone to the CCAS", page)
        self.assertIn("Expected now", page)
        self.assertIn("Thank you. The CCAS has received it", self._post_form())
        orientation = self.orientations.search([("label", "=", "Nadia F.")])
        self.assertEqual(orientation.organisation_id, self.association)

    def test_the_only_ccas_needs_no_choice(self):
        self._login("prescriber")
        self.assertIn("Which CCAS", self._get(f"{ORIENTATIONS}/new"))
        with patch.object(
            self.registry["food.aid.orientation"],
            "_get_portal_companies",
            lambda _self: self.company,
        ):
            orientation = self._send(company_id=None)
            self.assertNotIn("Which CCAS", self._get(f"{ORIENTATIONS}/new"))
        self.assertEqual(orientation.sudo().company_id, self.company)

    # ------------------------------------------------------------------
    # READING
    # ------------------------------------------------------------------

    def test_what_another_organisation_sent_does_not_exist(self):
        orientation = self._send()
        other = self._create_organisation("Ward", is_food_aid_prescriber=True)
        self.users["other"] = self._create_portal_user("other", "portal_prescriber", other)
        self._login("other")
        page = self._get(f"{ORIENTATIONS}/{orientation.id}", 404)
        self.assertNotIn("Nadia", page)
        self.assertIn("You have not sent anybody yet", self._get(ORIENTATIONS))
        theirs = self.orientations.with_user(self.users["other"])
        self.assertFalse(theirs.search([]))
        with self.assertRaises(AccessError):
            theirs.browse(orientation.id).read(["label"])

    def test_who_sent_reads_no_household(self):
        orientation = self._send()
        orientation.sudo().with_user(self.users["reception"]).action_register()
        mine = self.orientations.with_user(self.users["prescriber"]).browse(orientation.id)
        self.assertEqual(mine.read(["state"])[0]["state"], "met")
        for name in ("household_id", "request_id", "organisation_id", "company_id"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                mine.read([name])
        with self.assertRaises(AccessError):
            mine.search([("household_id.name", "ilike", "F")])

    @mute_logger("odoo.http")
    def test_remote_calls_neither_create_nor_change_anything(self):
        orientation = self._send()
        self._login("prescriber")
        values = TYPED | {"organisation_id": self.prescriber.id, "company_id": self.company.id}
        for call in (
            ("create", [values]),
            ("write", [orientation.id], {"label": "Other"}),
            ("unlink", [orientation.id]),
            ("copy", [orientation.id]),
            ("action_register", [orientation.id]),
            ("action_end", [orientation.id]),
            ("_send", "Nadia F.", "phone"),
        ):
            with self.subTest(call=call), self.assertRaises(JsonRpcException):
                self._call("food.aid.orientation", *call)
        self.assertRecordValues(orientation.sudo(), [{"label": "Nadia F.", "state": "received"}])
        self.assertEqual(self.orientations.search_count([]), 1)

    # ------------------------------------------------------------------
    # THE CCAS
    # ------------------------------------------------------------------

    def test_registering_makes_a_household_and_its_request(self):
        orientation = self._send().with_user(self.users["reception"])
        action = orientation.action_register()
        household = orientation.household_id
        self.assertEqual(action["res_id"], household.id)
        self.assertRecordValues(
            orientation, [{"state": "met", "date_met": fields.Date.context_today(orientation)}]
        )
        self.assertRecordValues(
            household.applicant_id,
            [{"first_name": "Nadia F.", "safe_contact": "06 00 00 00 00, mornings"}],
        )
        self.assertRecordValues(
            orientation.request_id,
            [
                {
                    "household_id": household.id,
                    "channel": "prescriber",
                    "prescriber_id": self.prescriber.id,
                    "needs_text": "Nothing left to eat",
                }
            ],
        )
        with self.assertRaisesRegex(UserError, "already taken up"):
            orientation.action_register()
        self.assertEqual(len(household.request_ids), 1)

    def test_registering_for_a_known_household_makes_no_other(self):
        household = self._create_household()
        orientation = self._send().with_user(self.users["reception"])
        orientation.household_id = household
        count = self.env["food.aid.household"].search_count([])
        orientation.action_register()
        self.assertEqual(self.env["food.aid.household"].search_count([]), count)
        self.assertEqual(household.request_ids, orientation.request_id)

    def test_a_household_of_another_ccas_is_refused(self):
        theirs = self._create_household(company_id=self.other_company.id)
        with self.assertRaises(UserError):
            self._send().sudo().household_id = theirs

    def test_a_reserved_household_is_not_attached_by_others(self):
        household = self._create_household(
            is_reserved=True, reserved_user_ids=self.users["social"].ids
        )
        orientation = self._send().sudo()
        orientation.household_id = household
        orientation.invalidate_recordset()
        with self.assertRaises(AccessError):
            orientation.with_user(self.users["reception"]).action_register()

    def test_the_other_ccas_reads_nothing_of_it(self):
        self._send()
        self.assertFalse(self.orientations.with_user(self.users["elsewhere"]).search([]))
        self.assertTrue(self.orientations.with_user(self.users["reception"]).search([]))

    def test_an_orientation_ends_without_having_been_met(self):
        orientation = self._send().with_user(self.users["reception"])
        orientation.action_end()
        self.assertEqual(orientation.state, "ended")
        with self.assertRaisesRegex(UserError, "already taken up"):
            orientation.action_register()
