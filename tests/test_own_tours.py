import base64
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .portal_common import HOME, FoodAidPortalCase
from .test_face import PDF
from .test_undertaking import publish


@tagged("post_install", "-at_install")
class TestOwnTours(FoodAidPortalCase):
    """What an association keeps for itself, through the browser."""

    browser_size = "1280x900"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.association.write({"lead_company_id": cls.company.id, "food_aid_step": "list"})
        cls.referral = cls._create_referral(level="full")
        cls.volunteer, cls.manager = cls.users["volunteer"], cls.users["manager"]

    def _start(self, tour, user=None):
        self.start_tour(HOME, tour, login=(user or self.manager).login)
        self.env.invalidate_all()

    def test_data_are_taken_away_and_it_is_read_who_sees_what(self):
        self._start("food_aid_own_data")
        choice = self.env["food.aid.own.export"].with_user(self.manager)._get_choice()
        self.assertEqual(choice["period"], "day")

    def test_a_volunteer_is_invited_and_another_one_stopped(self):
        with patch.object(self.env.registry["res.users"], "action_reset_password", lambda self: 1):
            self._start("food_aid_team")
        invited = self.env["res.users"].search([("login", "=", "lucette@example.org")])
        self.assertEqual(invited.food_aid_organisation_id, self.association)
        self.assertFalse(self.volunteer.active)

    def test_the_undertaking_is_read_at_the_first_sign_in(self):
        text = publish(self)
        self._start("food_aid_undertaking", self.volunteer)
        self.assertEqual(text.signature_ids.user_id, self.volunteer)
        self.assertEqual(text.signature_ids.answer, "accepted")

    def test_a_device_is_enrolled_and_a_volunteer_serves_on_it(self):
        self.env["food.aid.pin"].with_user(self.volunteer)._choose("2580", "2580")
        distributions = self.env["food.aid.distribution"].with_user(self.volunteer)
        today = fields.Date.context_today(distributions.with_context(tz="Europe/Paris"))
        distribution = distributions._open(self.service.id, today).sudo()
        self._start("food_aid_device")
        self.assertEqual(distribution.visit_ids.referral_id, self.referral)
        self.assertEqual(distribution.visit_ids.create_uid, self.volunteer)

    def test_the_face_of_the_association_and_the_documents_of_the_ccas(self):
        self.env["food.aid.document"].create(
            {
                "name": "Poster",
                "company_id": self.company.id,
                "file": base64.b64encode(PDF),
                "file_name": "poster.pdf",
            }
        ).action_publish()
        self._start("food_aid_face")
        self.assertEqual(self.service.public_word, "guest")
        message = self.env["food.aid.team.message"].with_user(self.volunteer)._get_current()
        self.assertEqual(message.text, "Bring bags")
