from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import GROUP, FoodAidCase
from .portal_common import HOME, FoodAidPortalCase
from .remote import call

TEAM = f"{HOME}/team"
ADDRESS = "new@example.org"


@tagged("post_install", "-at_install", "food_aid_security")
class TestTeam(FoodAidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager, cls.volunteer = cls.users["manager"], cls.users["volunteer"]
        cls.mails = []
        users = cls.env.registry["res.users"]
        cls.startClassPatcher(
            patch.object(users, "action_reset_password", lambda self: cls.mails.append(self.login))
        )

    def _team(self, user=None):
        return self.env["res.users"].with_user(user or self.manager)

    def _invite(self, email=ADDRESS, name="New Fictive", user=None):
        self.mails.clear()
        self._team(user)._food_aid_invite_volunteer(name, email)
        return self.env["res.users"].search([("login", "=", email)])

    def test_a_manager_invites_a_volunteer_of_their_association(self):
        user = self._invite()
        self.assertEqual(user.food_aid_organisation_id, self.association)
        self.assertTrue(user.has_group(f"{GROUP}portal_volunteer"))
        self.assertFalse(user.has_group(f"{GROUP}portal_manager") or user._is_internal())
        self.assertEqual(self.mails, [ADDRESS])

    def test_a_manager_takes_over_no_account(self):
        """Employees, people of elsewhere, customers, one's own managers, by login or by mail."""
        plain = self._create_user("plain", "base.group_portal")
        archived = self._create_user("archived", "base.group_portal")
        archived.active = False
        self.users["reception"].email = "mail.of.reception@example.org"
        others = ("reception", "other_volunteer", "manager", "prescriber", "volunteer")
        targets = [self.users[name] for name in others] + [plain, archived]
        for user in targets:
            user.login = f"{user.login}@example.org"
        before = [(user.group_ids, user.food_aid_organisation_id, user.active) for user in targets]
        addresses = [user.login for user in targets] + ["mail.of.reception@example.org"]
        for address in addresses:
            with self.subTest(address=address):
                with self.assertRaises(UserError) as caught:
                    self._invite(address.upper())
                self.assertIn("cannot be invited from here", caught.exception.args[0])
        after = [(user.group_ids, user.food_aid_organisation_id, user.active) for user in targets]
        self.assertEqual(before, after)
        self.assertFalse(self.mails)

    def test_names_and_addresses_are_checked(self):
        for name, email in (
            ("", ADDRESS),
            ("x" * 81, ADDRESS),
            ("Win at www.example.org", ADDRESS),
            ("<b>Name</b>", ADDRESS),
            ("Name", "no address"),
            ("Name", ""),
        ):
            with self.subTest(name=name, email=email), self.assertRaises(UserError):
                self._invite(email, name)

    def test_invitations_of_a_day_are_counted(self):
        with patch("odoo.addons.food_aid.models.association.res_users_team.INVITED_A_DAY", 5):
            for number in range(5 - self._count_today()):
                self._invite(f"v{number}@example.org")
            with self.assertRaisesRegex(UserError, "tomorrow"):
                self._invite()

    def _count_today(self):
        return self.env["res.users"].search_count(
            [("food_aid_organisation_id", "=", self.association.id)]
        )

    def test_a_stopped_volunteer_may_come_back_with_other_sessions(self):
        user = self._invite()
        token = user._compute_session_token("sid")
        self._team()._food_aid_stop_volunteer(user.id)
        self.assertFalse(user.active or user.food_aid_organisation_id)
        self.env.flush_all()
        self.assertNotEqual(user._compute_session_token("sid"), token)
        self.assertEqual(self._invite(), user)
        self.assertTrue(user.active)
        self.assertNotEqual(user._compute_session_token("sid"), token)
        self.assertEqual(self.mails, [ADDRESS])

    def test_a_manager_stops_volunteers_of_their_own_team_only(self):
        colleague = self._create_user("colleague", f"{GROUP}portal_manager")
        colleague.food_aid_organisation_id = self.association
        others = (self.manager, colleague, self.users["other_volunteer"], self.users["reception"])
        for user in others:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._team()._food_aid_stop_volunteer(user.id)
            self.assertTrue(user.active)
        self._team()._food_aid_stop_volunteer(self.volunteer.id)
        self.assertFalse(self.volunteer.active)

    def test_only_managers_keep_a_team(self):
        homeless = self._create_user("homeless", f"{GROUP}portal_manager")
        for user in (self.volunteer, self.users["prescriber"], homeless, self.users["reception"]):
            with self.subTest(user=user.login):
                for method, args in (
                    ("_food_aid_get_team", ()),
                    ("_food_aid_invite_volunteer", ("Name", ADDRESS)),
                    ("_food_aid_stop_volunteer", (self.users["other_volunteer"].id,)),
                ):
                    with self.assertRaises(AccessError):
                        getattr(self._team(user), method)(*args)
                    with self.assertRaises(AccessError):  # private: never over RPC
                        call(user, "res.users", method, *args)

    def test_the_list_names_the_team_and_nobody_else(self):
        team = self._team()._food_aid_get_team()
        self.assertEqual(
            {(one["id"], one["may_stop"]) for one in team},
            {(self.volunteer.id, True), (self.manager.id, False)},
        )


@tagged("post_install", "-at_install")
class TestTeamPages(FoodAidPortalCase):
    def test_a_stopped_volunteer_s_session_ends_at_once(self):
        volunteer = self.users["volunteer"]
        self._login("volunteer")
        self._get(f"{HOME}/referrals")
        self.env["res.users"].with_user(self.users["manager"])._food_aid_stop_volunteer(
            volunteer.id
        )
        self.env.flush_all()
        response = self.url_open(f"{HOME}/referrals", allow_redirects=False)
        self.assertIn("/web/login", response.headers["Location"])

    def test_the_manager_reads_invites_and_stops(self):
        self._login("manager")
        self.assertIn("Volunteer Fictive", self._get(TEAM))
        page = self._post(TEAM, name="x", email="nothing")
        self.assertIn("Write an e-mail address", page)
        with patch.object(self.env.registry["res.users"], "action_reset_password", lambda self: 1):
            self.assertIn("has been sent", self._post(TEAM, name="New", email=ADDRESS))
        volunteer = self.users["volunteer"]
        stop = f"{TEAM}/{volunteer.id}/stop"
        self.assertIn("Volunteer Fictive", self._get(stop))
        self.assertIn("no longer sign in", self._post(stop))
        self.assertFalse(volunteer.active)

    def test_a_volunteer_and_a_prescriber_are_refused(self):
        for login in ("volunteer", "prescriber"):
            self._login(login)
            with self.subTest(login=login), mute_logger("odoo.http"):
                self._get(TEAM, status=403)
                self._post(TEAM, status=403, name="New", email=ADDRESS)
