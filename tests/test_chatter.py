from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FoodAidCase


@tagged("post_install", "-at_install", "food_aid_security")
class TestChatter(FoodAidCase):
    """Threads of households and assessments stay between colleagues, and mail no name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.household = cls._create_household(last_name="Fictive-Talk")
        cls.household.applicant_id.email = "samira@example.org"
        cls.assessment = cls._create_assessment(cls.household, user=cls.users["instructor"])
        cls.agent, cls.colleague = cls.users["instructor"], cls.users["social"]
        cls.outsiders = (
            cls.association
            | cls.users["volunteer"].partner_id
            | cls.users["employee"].partner_id
            | cls.users["elsewhere"].partner_id
            | cls.env["res.partner"].create({"name": "Somebody", "email": "some@example.org"})
        )

    def _get_threads(self, user=None):
        user = user or self.agent
        return [self.household.with_user(user), self.assessment.with_user(user)]

    def _post(self, thread, **kwargs):
        return thread.message_post(body="She calls", message_type="comment", **kwargs)

    def test_no_contact_is_suggested_found_by_address_or_made(self):
        partners = self.env["res.partner"].with_context(active_test=False)
        coordinator = self.users["coordinator"]
        self.assertTrue(coordinator.has_group("base.group_partner_manager"))
        before = partners.search_count([])
        for thread in self._get_threads(coordinator):
            message = self._post(
                thread, incoming_email_to="New <new@example.org>", email_from="x@example.org"
            )
            with self.subTest(model=thread._name):
                self.assertIsNone(thread._mail_get_primary_email_field())
                self.assertFalse(
                    thread._message_get_suggested_recipients(
                        reply_message=message, no_create=False, primary_email="new@example.org"
                    )
                )
                self.assertFalse(thread._partner_find_from_emails_single(["new@example.org"]))
                self.assertFalse(thread._mail_get_partners()[thread.id])
        self.assertEqual(partners.search_count([]), before)

    def test_outsiders_are_neither_told_nor_made_followers(self):
        for thread in self._get_threads():
            for partner in self.outsiders:
                with self.subTest(model=thread._name, partner=partner.name):
                    with self.assertRaises(UserError):
                        self._post(thread, partner_ids=partner.ids)
                    thread.message_subscribe(partner.ids)
                    self.assertNotIn(partner, thread.message_partner_ids)
            with self.assertRaises(UserError):
                self._post(thread, outgoing_email_to="some@example.org")

    def test_a_colleague_is_told_in_the_inbox_or_by_a_mail_that_names_nobody(self):
        self.colleague.email = "social@example.org"
        for thread in self._get_threads():
            for way in ("inbox", "email"):
                self.colleague.notification_type = way
                mails = self.env["mail.mail"].search([])
                message = self._post(thread, partner_ids=self.colleague.partner_id.ids)
                mails = self.env["mail.mail"].search([]) - mails
                with self.subTest(model=thread._name, way=way):
                    self.assertEqual(len(mails), 1 if way == "email" else 0)
                    self.assertEqual(
                        message.notification_ids.res_partner_id,
                        self.colleague.partner_id
                        if way == "inbox"
                        else self.colleague.partner_id.browse(),
                    )
                    for mail in mails:
                        self.assertEqual(mail.email_to, "social@example.org")
                        self.assertTrue(mail.auto_delete)
                        self.assertNothingTold(f"{mail.subject} {mail.body_html}")
                        self.assertIn(f"res_id={thread.id}", mail.body_html)

    def assertNothingTold(self, text):
        for word in ("Samira", "Fictive-Talk", "She calls", self.household.name):
            self.assertNotIn(word, text)

    def test_a_follower_who_may_no_longer_open_the_file_is_no_longer_told(self):
        self.colleague.notification_type = "inbox"
        self.household.message_subscribe(self.colleague.partner_id.ids)
        thread = self.household.with_user(self.agent)
        message = self._post(thread, subtype_xmlid="mail.mt_comment")
        self.assertEqual(message.notification_ids.res_partner_id, self.colleague.partner_id)
        role = self.env.ref("food_aid.group_food_aid_social_worker")
        self.colleague.group_ids = [
            Command.unlink(role.id),
            Command.link(self.env.ref("base.group_user").id),
        ]
        self.assertEqual(self.colleague.notification_type, "inbox")
        message = self._post(thread, subtype_xmlid="mail.mt_comment")
        self.assertFalse(message.notification_ids)

    def test_changes_of_people_leave_no_trace_in_a_thread(self):
        """Tracked values would keep names that elimination must blank."""
        for model in ("household", "household.member", "person", "request", "agreement"):
            fields = self.env[f"food.aid.{model}"]._fields.values()
            with self.subTest(model=model):
                self.assertFalse([one.name for one in fields if getattr(one, "tracking", False)])

    def test_no_incoming_mail_makes_a_household(self):
        aliases = self.env["mail.alias"].search([])
        models = aliases.alias_model_id.mapped("model")
        self.assertFalse([model for model in models if model.startswith("food.aid.")])
