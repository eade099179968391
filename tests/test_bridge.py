from ast import literal_eval
from datetime import date, timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import FoodAidCase
from .portal_common import REFERRALS, FoodAidPortalCase
from .remote import call

NEED, REFERRAL = "food.aid.need", "food.aid.referral"
SENTENCE = "Rent unpaid for two months, would like to know which help exists."


class BridgeMixin:
    @classmethod
    def setUpBridge(cls):
        cls.housing = cls._create_service(
            cls.association,
            name="Housing advice",
            kind_id=cls.env.ref("food_aid.service_kind_housing").id,
        )
        cls.household = cls._create_household(
            last_name="Fictive-Hidden",
            children=[date(2024, 5, 1)],
            street="3 Hidden Street",
            no_cooking=True,
        )
        cls.need = cls._create_need(cls.household)

    @classmethod
    def _create_need(cls, household, code="housing", **vals):
        return cls.env[NEED].create(
            {
                "household_id": household.id,
                "category_id": cls.env.ref(f"food_aid.need_category_{code}").id,
                "detail": "Told in confidence",
                **vals,
            }
        )

    def _bridge(self, need=None, role="instructor", **vals):
        need = (need or self.need).with_user(self.users[role])
        bridges = need.env["food.aid.bridge"].with_context(**need.action_bridge()["context"])
        form = Form(bridges)
        form.service_id = self.housing.with_user(need.env.user)
        form.message = vals.pop("message", SENTENCE)
        form.is_read = vals.pop("is_read", True)
        for name, value in vals.items():
            form[name] = value
        return form.save()._bridge().sudo()


@tagged("post_install", "-at_install")
class TestBridge(BridgeMixin, FoodAidCase):
    """A need handed over to somebody whose work it is, and what becomes of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpBridge()

    def test_it_waits_for_an_answer_even_where_food_is_direct(self):
        self.assertEqual(self.housing.admission, "direct")
        referral = self._bridge()
        self.assertRecordValues(
            referral,
            [{"state": "sent", "kind": "other", "origin": "ccas", "right_id": False}],
        )
        self.assertEqual(self.need.state, "handed_over")
        self.assertEqual(self.household.agreement_ids.level, "initial")
        call(self.users["volunteer"], REFERRAL, "action_confirm", referral.ids)
        self.assertEqual((referral.state, self.need.state), ("accepted", "handed_over"))
        self.assertIn("Welcome confirmed", self.need.with_context(lang="en_US").bridge_text)
        referral.action_end()
        self.assertEqual((referral.state, self.need.state), ("ended", "handed_over"))

    def test_what_ended_elsewhere_is_solved_or_taken_back(self):
        ended = {}
        for method in ("action_solve", "action_start"):
            need = ended[method] = self._create_need(self._create_household(), "rights")
            referral = self._bridge(need)
            call(self.users["volunteer"], REFERRAL, "action_confirm", referral.ids)
            referral.action_end()
            call(self.users["social"], NEED, method, need.ids)
        solved, back = ended["action_solve"], ended["action_start"]
        self.assertRecordValues(
            solved | back,
            [
                {"state": "solved", "is_open": False, "date_closed": fields.Date.today()},
                {"state": "in_progress", "is_open": True, "date_closed": False},
            ],
        )
        back.bridge_ids._move("declined")  # a late answer changes nothing of what was taken back
        self.assertEqual(back.state, "in_progress")
        self.assertEqual(self._bridge(back).state, "sent")
        for state in ("abandoned", "refused", "accepted"):
            with self.subTest(state=state), self.assertRaises(UserError):
                back.state = state

    def test_households_are_found_by_their_needs(self):
        solved = self._create_need(self._create_household(), state="solved")
        spotted = self._create_need(self._create_household(), origin="spotted")
        every = (self.need | solved | spotted).household_id
        view = self.env["food.aid.household"].with_user(self.users["instructor"])
        search = etree.fromstring(view.get_view(view_type="search")["arch"])
        expected = {"need_expressed": self.need | solved, "need_open": self.need | spotted}
        for name, needs in expected.items():
            with self.subTest(filter=name):
                [domain] = search.xpath(f"//filter[@name='{name}']/@domain")
                found = view.search([("id", "in", every.ids), *literal_eval(domain)])
                self.assertEqual(found, needs.household_id)

    def test_a_no_or_no_answer_brings_the_need_back(self):
        referral = self._bridge()
        call(self.users["volunteer"], REFERRAL, "action_decline", referral.ids, "full", "In May")
        self.assertEqual((referral.state, self.need.state), ("declined", "expressed"))
        need = self.need.with_context(lang="en_US")
        self.assertEqual(need.bridge_text, "Shelf · Welcome impossible · No place left · In May")
        again = self._bridge()
        self.assertEqual(self.need.state, "handed_over")
        again._close_past(self.company, again.date_to + timedelta(days=1))
        self.assertEqual((again.state, self.need.state), ("expired", "expressed"))

    def test_what_was_taken_up_elsewhere_stays_there(self):
        first = self._bridge()
        first.action_decline("full")
        self._bridge()
        first._move("declined")
        self.assertEqual(self.need.state, "handed_over")

    def test_nothing_leaves_before_the_person_read_it(self):
        with self.assertRaises(UserError):
            self._bridge(is_read=False)
        for message in ("Samira needs advice", "M. FICTIVE cannot pay"):
            with self.subTest(message=message), self.assertRaises(UserError):
                self._bridge(message=message)
        self.assertFalse(self.household.referral_ids)
        self.assertEqual(self.need.state, "expressed")
        self._bridge(message="Samira needs advice", level="full")

    def test_a_refused_need_and_food_are_not_handed_over(self):
        refused = self._create_need(self.household, "health", state="refused")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._bridge(refused)
        self.housing.kind_id = self.env.ref("food_aid.service_kind_meal")
        with self.assertRaises(UserError):
            self._bridge()

    def test_each_role_by_grant_and_refusal(self):
        for role in ("instructor", "social", "coordinator"):
            with self.subTest(role=role):
                need = self._create_need(self._create_household(), "rights")
                self.assertEqual(self._bridge(need, role).state, "sent")
        for role in ("reception", "stock", "dpo", "observer", "employee", "volunteer", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._bridge(role=role)

    # ------------------------------------------------------------------
    # WHAT THE ORGANISATION MAY NOT READ
    # ------------------------------------------------------------------

    def test_the_organisation_is_told_nothing_of_food_nor_of_the_household(self):
        referral = self._bridge()
        self.assertRecordValues(
            referral,
            [{"card_code": False, "size": 0, "age_0_2": 0, "no_cooking": False, "credit": 0}],
        )
        self.household.action_new_card()
        self.assertRecordValues(referral, [{"card_code": False, "size": 0, "age_0_2": 0}])

    def test_no_way_leads_from_the_referral_to_the_need(self):
        referral, user = self._bridge(), self.users["volunteer"]
        attempts = [
            (REFERRAL, "read", referral.ids, ["need_id"]),
            (REFERRAL, "search", [("need_id.category_id.code", "=", "housing")]),
            (REFERRAL, "search", [("need_id", "!=", False)]),
            (REFERRAL, "export_data", referral.ids, ["need_id/category_id/name"]),
            (REFERRAL, "formatted_read_group", [], ["need_id"], ["__count"]),
            (REFERRAL, "web_read", referral.ids, {"need_id": {"fields": {"display_name": {}}}}),
            (REFERRAL, "write", referral.ids, {"need_id": False}),
            (NEED, "read", self.need.ids, ["state"]),
            (NEED, "search_count", []),
            (NEED, "action_reopen", self.need.ids),
            ("food.aid.bridge", "create", {"need_id": self.need.id}),
        ]
        for model, method, *args in attempts:
            with self.subTest(model=model, method=method), self.assertRaises(UserError):
                call(user, model, method, *args)
        names = list(call(user, REFERRAL, "fields_get"))
        self.assertNotIn("need_id", names)
        seen = repr(call(user, REFERRAL, "read", referral.ids))
        self.assertIn(SENTENCE, seen)
        for secret in (
            *("Fictive", "06 12 34 56 78", "Hidden Street", "Told in confidence"),
            *(self.household.name, self.household.card_code, self.need.category_id.name + "s"),
        ):
            with self.subTest(secret=secret):
                self.assertNotIn(secret, seen)
        self.assertIn("Samira F.", seen)

    def test_another_organisation_reads_nothing_of_it(self):
        referral = self._bridge()
        for role in ("other_volunteer", "prescriber"):
            user = self.users[role]
            with self.subTest(role=role):
                with self.assertRaises(AccessError):
                    call(user, REFERRAL, "read", referral.ids, ["message"])
                with self.assertRaises(AccessError):
                    call(user, REFERRAL, "action_confirm", referral.ids)

    def test_a_reserved_file_is_a_number_and_withdrawing_hides_the_name(self):
        referral = self._bridge()
        self.assertEqual(referral.person_label, "Samira F.")
        self.household.agreement_ids.action_withdraw()
        self.assertEqual(referral.person_label, self.household.name)
        reserved = self._create_household(first_name="Hidden")
        reserved.write({"is_reserved": True, "reserved_user_ids": self.users["instructor"]})
        need = self._create_need(reserved)
        with self.assertRaises(AccessError):
            self._bridge(need, "social")
        self.housing = self.housing.copy()
        bridge = self._bridge(need)
        self.assertEqual((bridge.person_label, bridge.person_phone), (reserved.name, False))
        self.assertEqual(reserved.agreement_ids.level, "code")


@tagged("post_install", "-at_install")
class TestBridgePages(BridgeMixin, FoodAidPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpBridge()

    def test_the_page_shows_the_sentence_and_no_household(self):
        referral = self._bridge()
        self._login("volunteer")
        page = self._get(f"{REFERRALS}/{referral.id}")
        self.assertIn(SENTENCE, page)
        self.assertIn("What the person wishes you to know", page)
        for word in ("Ages", "Card", "Cannot cook", "Fictive-Hidden", "Told in confidence"):
            with self.subTest(word=word):
                self.assertNotIn(word, page)
        self._get(f"{REFERRALS}/{referral.id}/sheet")
        page = self._post(f"{REFERRALS}/{referral.id}/confirm")
        self.assertIn("Thank you", page)
        self.assertEqual(referral.state, "accepted")
        self.assertEqual(referral.date_to, fields.Date.add(fields.Date.today(), days=60))
