from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import FoodAidCase


@tagged("post_install", "-at_install")
class TestInvite(FoodAidCase):
    """Coordinators open and close the portal, and keep their own CCAS's settings."""

    def _invite(self, email="new.volunteer@example.com", login="coordinator", **vals):
        invites = self.env["food.aid.invite"].with_user(self.users[login])
        with Form(invites) as form:
            form.organisation_id = self.association
            form.name = "New Fictive"
            form.email = email
            for name, value in vals.items():
                form[name] = value
        return form.record.action_invite()

    def test_a_coordinator_invites_and_the_person_gets_a_mail(self):
        mails = []
        users = self.env.registry["res.users"]
        with patch.object(users, "action_reset_password", lambda self: mails.append(self.email)):
            notification = self._invite(role="manager")
        self.assertEqual(notification["params"]["type"], "success")
        self.assertEqual(mails, ["new.volunteer@example.com"])
        user = self.env["res.users"].search([("login", "=", "new.volunteer@example.com")])
        self.assertEqual(user.food_aid_organisation_id, self.association)
        self.assertTrue(user.has_group("food_aid.group_food_aid_portal_manager"))
        self.assertFalse(user.has_group("base.group_user"))

    def test_the_access_stays_open_when_the_mail_cannot_leave(self):
        def fail(users):
            raise UserError("no mail server")

        with patch.object(self.env.registry["res.users"], "action_reset_password", fail):
            notification = self._invite()
        self.assertEqual(notification["params"]["type"], "warning")
        self.assertTrue(self.env["res.users"].search([("login", "=", "new.volunteer@example.com")]))

    def test_the_address_of_an_employee_is_refused(self):
        self.users["instructor"].login = "instructor@example.com"
        with self.assertRaisesRegex(UserError, "employee"):
            self._invite(email="Instructor@example.com")

    def test_an_instructor_invites_nobody(self):
        with self.assertRaises(AccessError):
            self._invite(login="instructor")

    def test_a_coordinator_stops_an_access_on_the_organisation_page(self):
        volunteer = self.users["volunteer"]
        volunteer.with_user(self.users["coordinator"]).action_food_aid_stop()
        self.assertFalse(volunteer.active or volunteer.food_aid_organisation_id)
        with self.assertRaises(AccessError):
            self.users["manager"].with_user(self.users["instructor"]).action_food_aid_stop()

    def test_stopping_never_touches_an_employee(self):
        instructor = self.users["instructor"]
        instructor.with_user(self.users["coordinator"]).action_food_aid_stop()
        self.assertTrue(instructor.active)

    def test_a_coordinator_keeps_the_settings_of_the_own_ccas(self):
        settings = self.env["food.aid.ccas.settings"].with_user(self.users["coordinator"])
        with Form(settings) as form:
            self.assertEqual(form.food_aid_scale_id, self.scale)
            self.assertEqual(form.food_aid_tz, "Europe/Paris")
            form.food_aid_signatory = "Jeanne Fictive, director"
            form.food_aid_log_months = 3
        form.record.action_save()
        self.assertRecordValues(
            self.company,
            [
                {
                    "food_aid_signatory": "Jeanne Fictive, director",
                    "food_aid_log_months": 3,
                    "food_aid_scale_id": self.scale.id,
                    "name": "CCAS of Testville",
                }
            ],
        )

    def test_settings_are_refused_to_the_others_and_for_another_ccas(self):
        values = {"food_aid_log_months": 9}
        with self.assertRaises(AccessError):
            self.company.with_user(self.users["instructor"])._food_aid_configure(values)
        with self.assertRaises(AccessError):
            self.other_company.with_user(self.users["coordinator"])._food_aid_configure(values)
        with self.assertRaises(ValueError):
            self.company.with_user(self.users["coordinator"])._food_aid_configure({"name": "Mine"})
