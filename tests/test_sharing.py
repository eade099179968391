from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import FoodAidCase
from .remote import call


@tagged("post_install", "-at_install", "food_aid_security")
@freeze_time("2026-06-01 09:00")
class TestSharing(FoodAidCase):
    """An organisation is told what the person agreed to, while they agree to it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2026-06-01 09:00"):
            cls.household = cls._create_household(last_name="Fictive-Share")
            cls.referral = cls._create_referral(cls.household)
        cls.code = cls.household.name

    def _agree(self, level, organisation=None, **vals):
        values = {
            "household_id": self.household.id,
            "organisation_id": (organisation or self.association).id,
            "level": level,
        }
        agreements = self.env["food.aid.agreement"].with_user(self.users["reception"])
        return agreements.create(values | vals)

    def _get_seen(self, login="volunteer", referral=None):
        """Return the label and phone that the organisation reads."""
        values = call(
            self.users[login],
            *("food.aid.referral", "read", (referral or self.referral).ids),
            ["person_label", "person_phone"],
        )[0]
        return values["person_label"], values["person_phone"]

    def test_each_level_tells_its_share(self):
        self.assertEqual(self._get_seen(), (self.code, False))
        for level, seen in (
            ("code", (self.code, False)),
            ("initial", ("Samira F.", False)),
            ("full", ("Samira Fictive-Share", "06 12 34 56 78")),
        ):
            self.env["food.aid.agreement"]._record(self.household, self.association, level)
            with self.subTest(level=level):
                self.assertEqual(self._get_seen(), seen)

    def test_refusing_never_stops_aid(self):
        self._agree("code")
        self.assertEqual(self.referral.state, "accepted")
        self.assertEqual(self._get_seen(), (self.code, False))

    def test_somebody_without_a_name_is_shown_by_the_file_number(self):
        self._agree("full")
        self.household.applicant_id.write({"first_name": False, "last_name": False})
        self.assertEqual(self._get_seen(), (self.code, "06 12 34 56 78"))

    def test_an_agreement_is_for_one_organisation(self):
        self._agree("full")
        other = self._create_referral(self.household, self.other_service)
        self.assertEqual(self._get_seen("other_volunteer", other), (self.code, False))
        self.assertEqual(self._get_seen()[0], "Samira Fictive-Share")

    def test_withdrawing_masks_at_once(self):
        agreement = self._agree("full")
        self.assertEqual(self._get_seen()[0], "Samira Fictive-Share")
        call(self.users["reception"], "food.aid.agreement", "action_withdraw", agreement.ids)
        self.assertEqual(agreement.date_withdrawn, date(2026, 6, 1))
        self.assertEqual(self._get_seen(), (self.code, False))
        found = call(
            self.users["volunteer"],
            *("food.aid.referral", "search", [("search_key", "ilike", "samira")]),
        )
        self.assertFalse(found)

    def test_withdrawing_again_keeps_the_first_date(self):
        agreement = self._agree("full")
        agreement.action_withdraw()
        with freeze_time("2026-07-01 00:00"):
            agreement.action_withdraw()
        self.assertEqual(agreement.date_withdrawn, date(2026, 6, 1))

    def test_agreeing_again_shows_the_name_again(self):
        self._agree("full").action_withdraw()
        self._agree("initial")
        self.assertEqual(self._get_seen(), ("Samira F.", False))

    def test_one_agreement_at_a_time(self):
        self._agree("initial")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._agree("full")

    def test_recording_keeps_what_was_agreed_and_replaces_what_changed(self):
        agreements = self.env["food.aid.agreement"]
        first = agreements._record(self.household, self.association, "initial")
        self.assertEqual(agreements._record(self.household, self.association, "initial"), first)
        second = agreements._record(self.household, self.association, "full")
        self.assertNotEqual(first, second)
        self.assertTrue(first.date_withdrawn)
        second.date_to = date(2026, 6, 1)
        with freeze_time("2026-06-02 09:00"):
            third = agreements._record(self.household, self.association, "full")
        self.assertNotEqual(second, third)

    def test_an_agreement_ends_after_it_was_given(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._agree("full", date_to=date(2026, 5, 31))

    def test_declining_or_expiring_takes_the_name_back(self):
        self._agree("full")
        self.assertEqual(self._get_seen()[0], "Samira Fictive-Share")
        call(
            self.users["volunteer"],
            "food.aid.referral",
            "action_decline",
            self.referral.ids,
            "full",
        )
        self.assertEqual(self._get_seen(), (self.code, False))

    def test_a_name_corrected_is_corrected_for_the_organisation(self):
        self._agree("full")
        self.household.applicant_id.last_name = "Fictive-Right"
        self.assertEqual(self._get_seen()[0], "Samira Fictive-Right")

    def test_a_draft_tells_nothing_yet(self):
        self._agree("full")
        draft = self._create_referral(
            self.household, self._create_service(self.association), "draft"
        )
        with self.assertRaises(AccessError):
            self._get_seen(referral=draft)

    def test_the_dpo_lists_what_people_withdrew_and_not_what_came_to_its_end(self):
        withdrawn = self._agree("full")
        withdrawn.action_withdraw()
        ended = self._agree("full", self.other_association, date_to=date(2026, 6, 2))
        with freeze_time("2026-06-03 00:00"):
            ended.sudo()._expire()
        view = self.env.ref("food_aid.food_aid_agreement_view_search_protection")
        self.assertIn("is_expired", view.arch)
        domain = [("date_withdrawn", "!=", False), ("is_expired", "=", False)]
        found = call(self.users["dpo"], "food.aid.agreement", "search", domain)
        self.assertEqual(found, withdrawn.ids)
