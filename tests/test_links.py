import base64
import re
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import hash_sign, mute_logger

from .portal_common import FoodAidPortalCase

TYPED = {"label": "Nadia F.", "reach": "06 00 00 00 00, mornings", "message": "Nothing left to eat"}
PHONE = """
(async () => {
    const text = await (await fetch(location.href)).text();
    if (/<script/.test(text)) {
        throw new Error("a script");
    }
    if (document.documentElement.scrollWidth > 360) {
        throw new Error(`${document.documentElement.scrollWidth} wide`);
    }
    for (const one of document.querySelectorAll("button, input:not([type=checkbox]), textarea")) {
        const label = one.id && document.querySelector(`label[for=${one.id}]`);
        if (one.getBoundingClientRect().height < 34 || (one.id && !label)) {
            throw new Error(one.outerHTML);
        }
    }
    console.log("test successful");
})();
"""


@tagged("post_install", "-at_install", "food_aid_security")
class TestLinks(FoodAidPortalCase):
    """Who sends three people a year answers from a mailed link, without an account."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prescriber.email = "office@example.org"
        cls.invitations = cls.env["food.aid.invitation"]
        cls.orientations = cls.env["food.aid.orientation"]
        cls.other_prescriber = cls._create_organisation(
            "Ward", is_food_aid_prescriber=True, email="ward@example.org"
        )

    def _invite(self, organisation=None, user="reception"):
        organisation = organisation or self.prescriber
        invitations = self.invitations.with_user(self.users[user])
        return invitations._invite(organisation).sudo()

    def _path(self, link):
        return f"/food-aid/{link.purpose}/{link._get_token()}"

    def _send(self, path, status=200, **data):
        self.opener.cookies["frontend_lang"] = "en_US"
        response = self.url_open(path, {"notice": "1"} | TYPED | data)
        return self._read(response, status), response

    def _get_mail(self):
        return self.env["mail.mail"].search([], order="id desc", limit=1)

    # ------------------------------------------------------------------
    # THE PATH
    # ------------------------------------------------------------------

    def test_a_link_sends_one_person_and_another_says_what_became_of_it(self):
        self.prescriber.with_user(self.users["reception"]).action_food_aid_invite_to_send()
        mail = self._get_mail()
        self.assertEqual(mail.email_to, "office@example.org")
        self.assertTrue(mail.auto_delete)
        path = re.search(r"/food-aid/send/[\w-]+", mail.body_html).group()
        page = self._get(path)
        for shown in ("Send someone to the CCAS", "Office", "CCAS of Testville"):
            self.assertIn(shown, page)
        page, response = self._send(path)
        self.assertIn("/food-aid/status/", response.url)
        self.assertIn("Received", page)
        for hidden in ("Nadia", "06 00", "Nothing left"):
            self.assertNotIn(hidden, page)
            self.assertNotIn(hidden, response.url)
        orientation = self.orientations.search([])
        self.assertRecordValues(
            orientation,
            [
                {
                    **TYPED,
                    "organisation_id": self.prescriber.id,
                    "company_id": self.company.id,
                    "notice_given": True,
                    "state": "received",
                    "company_name": "CCAS of Testville",
                }
            ],
        )
        mail = self._get_mail()
        self.assertEqual(mail.email_to, "office@example.org")
        for hidden in ("Nadia", "06 00", orientation.name):
            self.assertNotIn(hidden, mail.subject)
        self.assertNotIn("Nadia", mail.body_html)
        orientation.with_user(self.users["reception"]).action_register()
        status = re.search(r"/food-aid/status/[\w-]+", mail.body_html).group()
        page = self._get(status)
        self.assertIn("Met on", page)
        for hidden in ("Nadia", orientation.household_id.name, "06 00", "Nothing left"):
            self.assertNotIn(hidden, page)
        orientation.with_user(self.users["reception"]).action_end()
        self.assertIn("Ended", self._get(status))

    def test_what_is_missing_is_said_nothing_is_lost_and_the_link_stays(self):
        link = self._invite()
        for data, told in (
            ({"notice": ""}, "Tell the person first"),
            ({"label": " "}, "Say who it is about"),
            ({"reach": ""}, "Say how to reach"),
            ({"message": "x" * 2001}, "too long"),
        ):
            with self.subTest(data=data):
                page, _response = self._send(self._path(link), **data)
                self.assertIn(told, page)
                self.assertIn(data.get("message", "Nothing left to eat"), page)
        self.assertFalse(self.orientations.search_count([]))
        link.invalidate_recordset()
        self.assertEqual(link.state, "open")

    def test_an_agent_mails_where_to_follow_an_orientation(self):
        orientation = self.orientations.create(
            TYPED | {"organisation_id": self.prescriber.id, "company_id": self.company.id}
        )
        orientation.with_user(self.users["reception"]).action_mail_status()
        path = re.search(r"/food-aid/status/[\w-]+", self._get_mail().body_html).group()
        self.assertIn(orientation.name, self._get(path))

    def test_the_address_tells_nothing_and_is_kept_nowhere(self):
        link = self._invite()
        response = self.url_open(self._path(link))
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertEqual(response.headers["Referrer-Policy"], "no-referrer")
        self.assertNotIn("session_id", response.headers.get("Set-Cookie", ""))
        payload = base64.urlsafe_b64decode(link._get_token() + "===")[41:].decode()
        self.assertRegex(payload, rf"^\[{link.id}, \d+\]$")

    def test_the_page_is_plain_and_fits_a_phone(self):
        self.browser_size, self.touch_enabled = "360x800", True
        self.browser_js(self._path(self._invite()), PHONE, login=None)

    # ------------------------------------------------------------------
    # ATTACKS
    # ------------------------------------------------------------------

    def assertClosed(self, path, told, status):
        self.assertIn(told, self._get(path, status))
        page, response = self._send(path, status)
        self.assertIn(told, page)
        self.assertEqual(response.url.split("/food-aid")[0], self.base_url())
        self.assertNotIn("Nadia", page)

    def test_a_tampered_link_opens_nothing(self):
        """Each byte of the signature and of the end, another id, another purpose, nonsense."""
        link, theirs = self._invite(), self._invite(self.other_prescriber)
        raw = base64.urlsafe_b64decode(link._get_token() + "===")
        changed = [raw[:n] + bytes([raw[n] ^ 1]) + raw[n + 1 :] for n in (0, 1, 5, 9, 25, 40)]
        changed.append(raw.replace(f"[{link.id},".encode(), f"[{theirs.id},".encode()))
        changed.append(raw[:-3] + b"999]")
        tokens = [base64.urlsafe_b64encode(one).decode().rstrip("=") for one in changed]
        tokens += ["x", "%00", "é", "AQ", link._get_token()[:-5]]
        tokens.append(hash_sign(self.env, "other.scope", [link.id, 2**40]))
        for token in tokens:
            with self.subTest(token=token):
                self.assertClosed(f"/food-aid/send/{token}", "not complete", 404)
        page = self._get(f"/food-aid/status/{link._get_token()}", 404)
        self.assertIn("not complete", page)
        self.assertFalse(self.orientations.search_count([]))
        self.assertIn("Office", self._get(self._path(link)))

    def test_a_link_for_following_sends_nobody(self):
        self._send(self._path(self._invite()))
        status = self.invitations.search([("purpose", "=", "status")])
        self.assertClosed(f"/food-aid/send/{status._get_token()}", "not complete", 404)
        self.assertEqual(self.orientations.search_count([]), 1)

    def test_a_link_ends(self):
        link = self._invite()
        path = self._path(link)
        with freeze_time(link.date_end - timedelta(minutes=1)):
            self.assertIn("Office", self._get(path))
        with freeze_time(link.date_end + timedelta(seconds=1)):
            self.assertClosed(path, "This link is over", 410)
        self.assertFalse(self.orientations.search_count([]))

    def test_a_row_put_off_does_not_open_an_old_link(self):
        """The end is in the signature: writing another one in the row renews nothing."""
        link = self._invite()
        path = self._path(link)
        link.date_end += timedelta(days=100)
        with freeze_time(link.date_end - timedelta(days=1)):
            self.assertClosed(path, "This link is over", 410)

    def test_a_link_serves_once(self):
        link = self._invite()
        path = self._path(link)
        self._send(path)
        for _again in range(2):
            self.assertClosed(path, "was used already", 410)
        self._send(path, 410, label="Somebody else")
        self.assertEqual(self.orientations.search([]).label, "Nadia F.")

    def test_an_agent_stops_a_link(self):
        link = self._invite()
        link.with_user(self.users["reception"]).action_stop()
        self.assertClosed(self._path(link), "This link is over", 410)

    def test_values_of_the_form_choose_neither_organisation_nor_ccas(self):
        ids = {"organisation_id": self.other_prescriber.id, "company_id": self.other_company.id}
        ids |= {"organisation": self.other_prescriber.id, "company": self.other_company.id}
        self._send(self._path(self._invite()), **ids, state="met")
        self.assertRecordValues(
            self.orientations.search([]),
            [
                {
                    "organisation_id": self.prescriber.id,
                    "company_id": self.company.id,
                    "state": "received",
                }
            ],
        )

    def test_whoever_is_signed_in_the_link_alone_counts(self):
        """A volunteer of elsewhere, who sends nobody, opens a link that was forwarded to them."""
        link = self._invite()
        self._login("other_volunteer")
        page, _response = self._send(self._path(link))
        self.assertIn("Received", page)
        orientation = self.orientations.search([])
        self.assertEqual(orientation.organisation_id, self.prescriber)
        theirs = self.orientations.with_user(self.users["other_volunteer"])
        self.assertFalse(theirs.search([]))
        with self.assertRaises(AccessError):
            theirs.browse(orientation.id).read(["label"])

    def test_only_agents_send_links_and_only_to_who_sends_people(self):
        for login in ("volunteer", "manager", "prescriber", "stock", "dpo", "employee"):
            for act in (
                lambda user: self._invite(user=user),
                lambda user: self.prescriber.with_user(
                    self.users[user]
                ).action_food_aid_invite_to_send(),
            ):
                with self.subTest(login=login), self.assertRaises(AccessError):
                    act(login)
        with self.assertRaisesRegex(UserError, "Prescriber"):
            self._invite(self.association)
        self.other_prescriber.email = False
        with self.assertRaisesRegex(UserError, "e-mail address"):
            self._invite(self.other_prescriber)
        for _link in range(5):
            self._invite()
        with self.assertRaisesRegex(UserError, "5 links already wait"):
            self._invite()

    @mute_logger("odoo.http")
    def test_portal_users_reach_no_link_by_remote_calls(self):
        link = self._invite()
        for login in ("prescriber", "manager"):
            self._login(login)
            for model, *call in (
                ("food.aid.invitation", "search_read", [], ["email"]),
                ("food.aid.invitation", "read", link.ids),
                ("food.aid.invitation", "action_stop", link.ids),
                ("food.aid.invitation", "_get_token", link.ids),
                ("food.aid.invitation", "_open", "send", "x"),
                ("res.partner", "action_food_aid_invite_to_send", self.prescriber.ids),
                ("res.partner", "read", self.prescriber.ids, ["is_food_aid_evaluator"]),
            ):
                with self.subTest(login=login, call=call), self.assertRaises(JsonRpcException):
                    self._call(model, *call)
        link.invalidate_recordset()
        self.assertEqual(link.state, "open")

    def test_the_other_ccas_and_those_without_the_file_see_no_link(self):
        self._send(self._path(self._invite()))
        orientation = self.orientations.search([])
        orientation.with_user(self.users["social"]).action_register()
        reception = self.invitations.with_user(self.users["reception"])
        self.assertEqual(reception.search_count([]), 2)
        self.assertFalse(self.invitations.with_user(self.users["elsewhere"]).search_count([]))
        orientation.household_id.write(
            {"is_reserved": True, "reserved_user_ids": self.users["social"].ids}
        )
        self.assertFalse(reception.search_count([]))
        self.assertEqual(self.invitations.with_user(self.users["social"]).search_count([]), 2)

    def test_old_links_are_forgotten(self):
        old, recent = self._invite(), self._invite()
        old.date_end = fields.Datetime.now() - timedelta(days=366)
        self.invitations._gc_old()
        self.assertEqual(self.invitations.search([]), recent)
