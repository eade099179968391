import re

from lxml import html

from odoo.exceptions import AccessError, UserError
from odoo.http import _generate_routing_rules
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import FoodAidCase
from .portal_common import HOME, FoodAidPortalCase
from .remote import call

PAGE, WHO = f"{HOME}/undertaking", f"{HOME}/who-sees-what"


def publish(case, **vals):
    text = case.env["food.aid.undertaking.text"].create(
        {"name": "2026-1", "company_id": case.company.id, "body": "I keep silent."} | vals
    )
    text.action_publish()
    return text


@tagged("post_install", "-at_install", "food_aid_security")
class TestUndertaking(FoodAidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.referral = cls._create_referral()
        cls.volunteer = cls.users["volunteer"]

    def _answer(self, user, text, accepted=True):
        user.with_user(user)._food_aid_answer_undertaking(text.id, accepted=accepted)

    def test_nothing_is_asked_while_no_text_is_published(self):
        self.env["food.aid.undertaking.text"].create({"name": "x", "company_id": self.company.id})
        self.assertFalse(self.volunteer._food_aid_must_sign())
        self.assertEqual(call(self.volunteer, "food.aid.referral", "search", []), self.referral.ids)

    def test_a_wording_is_proposed(self):
        text = self.env["food.aid.undertaking.text"].create({"name": "x"})
        self.assertIn("Who sees what", text.body)

    def test_nothing_opens_before_it_not_even_over_rpc(self):
        text = publish(self)
        referral = self.referral.ids
        for model, method, *args in (
            ("food.aid.referral", "search", []),
            ("food.aid.referral", "read", referral, ["name"]),
            ("food.aid.referral", "action_decline", referral, "full"),
            ("food.aid.orientation", "search_read", [], ["label"]),
            ("food.aid.visit", "formatted_read_group", [], ["kind"], ["__count"]),
            ("food.aid.distribution", "search_count", []),
        ):
            with self.subTest(model=model, method=method), self.assertRaises(AccessError):
                call(self.volunteer, model, method, *args)
        with self.assertRaises(AccessError):
            paper = self.env["report.food_aid.report_liaison_sheet"].with_user(self.volunteer)
            paper._get_report_values(referral)
        self._answer(self.volunteer, text)
        self.assertEqual(call(self.volunteer, "food.aid.referral", "search", []), referral)
        self.assertEqual(self.referral.state, "accepted")

    def test_agents_are_never_asked(self):
        publish(self)
        self.assertTrue(call(self.users["instructor"], "food.aid.referral", "search_count", []))

    def test_the_text_is_that_of_the_ccas_that_leads_the_organisation(self):
        publish(self)
        self.assertTrue(self.volunteer._food_aid_must_sign())
        self.association.lead_company_id = self.other_company
        self.assertFalse(self.volunteer._food_aid_must_sign())
        theirs = publish(self, company_id=self.other_company.id)
        self.assertEqual(self.volunteer._food_aid_get_undertaking_text(), theirs)

    def test_a_new_version_is_asked_again_and_the_old_answers_stay(self):
        old = publish(self)
        self._answer(self.volunteer, old)
        new = publish(self, name="2026-2")
        self.assertEqual((old.state, new.state), ("replaced", "published"))
        self.assertTrue(self.volunteer._food_aid_must_sign())
        with self.assertRaisesRegex(UserError, "have changed"):
            self._answer(self.volunteer, old)
        self._answer(self.volunteer, new)
        self.assertEqual(old.signature_ids.mapped("answer"), ["accepted"])
        new.action_withdraw()
        self.assertFalse(self.users["manager"]._food_aid_must_sign())

    def test_who_declines_stays_outside(self):
        text = publish(self)
        self._answer(self.volunteer, text)
        self._answer(self.volunteer, text, accepted=False)
        self.assertTrue(self.volunteer._food_aid_must_sign())
        self.assertCountEqual(text.signature_ids.mapped("answer"), ["refused", "accepted"])

    def test_what_is_asked_no_longer_changes(self):
        text = publish(self)
        for values in ({"body": "x"}, {"state": "draft"}, {"company_id": self.other_company.id}):
            with self.subTest(values=values), self.assertRaises(UserError):
                text.with_user(self.users["coordinator"]).write(values)
        with self.assertRaises(UserError):
            text.action_publish()
        self._answer(self.volunteer, text)
        with self.assertRaises(UserError):
            text.signature_ids.sudo().write({"answer": "refused"})

    def test_the_dpo_reads_the_answers_of_their_ccas_and_nobody_forges_one(self):
        text = publish(self)
        self._answer(self.volunteer, text)
        values = call(
            self.users["dpo"], "food.aid.undertaking", "search_read", [], ["user_id", "answer"]
        )
        self.assertEqual([value["answer"] for value in values], ["accepted"])
        elsewhere = self._create_user(
            "dpo_elsewhere", "food_aid.group_food_aid_dpo", company=self.other_company
        )
        self.assertFalse(call(elsewhere, "food.aid.undertaking", "search", []))
        for user in (self.volunteer, self.users["coordinator"], self.users["dpo"]):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                call(
                    user,
                    "food.aid.undertaking",
                    "create",
                    {"user_id": user.id, "text_id": text.id, "answer": "accepted"},
                )
        with self.assertRaises(AccessError):
            call(
                self.users["manager"],
                "res.users",
                "write",
                self.users["manager"].ids,
                {"food_aid_undertaking_text_id": text.id},
            )

    def test_only_a_coordinator_publishes(self):
        text = self.env["food.aid.undertaking.text"].create({"name": "x"})
        for role in ("instructor", "dpo", "manager"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                call(self.users[role], "food.aid.undertaking.text", "action_publish", text.ids)


@tagged("post_install", "-at_install", "food_aid_security")
class TestUndertakingPages(FoodAidPortalCase):
    def test_every_page_leads_to_it_until_it_is_undertaken(self):
        text = publish(self)
        self._login("manager")
        modules = sorted(self.env.registry._init_modules)
        paths = {
            url
            for url, endpoint in _generate_routing_rules(modules, nodb_only=False)
            if url.startswith(HOME)
            and "GET" in (endpoint.routing["methods"] or ["GET"])
            and endpoint.routing["auth"] == "user"
            and url not in (PAGE, WHO)
        }
        self.assertGreater(len(paths), 10)
        for path in paths:
            path = re.sub(r"<[^>]+>", "1", path)
            with self.subTest(path=path), mute_logger("odoo.http"):
                response = self.url_open(path, allow_redirects=False)
                self.assertEqual(response.status_code, 303)
                self.assertTrue(response.headers["Location"].endswith(PAGE))
        self.assertIn("I keep silent.", self._get(HOME))
        self._post(PAGE, text=str(text.id), answer="accept")
        self.assertIn("Shelf", self._get(HOME))
        self.assertNotIn("I keep silent.", self._get(PAGE))

    def test_the_page_that_it_speaks_of_is_read_before(self):
        """Who sees what: words about rules, and not one door more."""
        publish(self)
        self._login("manager")
        self.assertIn("Read the page “Who sees what”", self._get(PAGE))
        response = self.url_open(WHO)
        self.assertIn("Income and expenses", self._read(response, 200))
        (body,) = html.fromstring(response.text).find_class("o_food_aid")
        links = {link.get("href") for link in body.iter("a")}
        self.assertEqual(links, {PAGE, "/web/session/logout?redirect=/"})

    def test_who_declines_is_signed_out_with_thanks(self):
        text = publish(self)
        self._login("volunteer")
        page = self._post(PAGE, text=str(text.id), answer="refuse")
        self.assertIn("Thank you for saying so", page)
        response = self.url_open(HOME, allow_redirects=False)
        self.assertIn("/web/login", response.headers["Location"])
        self.assertEqual(text.signature_ids.answer, "refused")

    def test_the_routes_of_odoo_stay_shut_too(self):
        referral = self._create_referral()
        publish(self)
        self._login("volunteer")
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_model"):
            response = self.url_open(f"/report/html/food_aid.report_liaison_sheet/{referral.id}")
            self.assertNotIn(referral.name, response.text)
            self.assertNotEqual(response.status_code, 200)
            with self.assertRaisesRegex(JsonRpcException, "AccessError"):
                self._call("food.aid.referral", "search_read", [], ["name"])
