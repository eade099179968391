from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .paper import PaperCase


@tagged("post_install", "-at_install")
class TestLiaisonSheet(PaperCase):
    """What a volunteer reads in ten seconds, and what no paper tells."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service.write(
            {"bring": "A bag", "public_word": "guest", "quota": 2, "quota_period": "month"}
        )
        cls.users["instructor"].phone = "03 21 00 00 00"

    def _create_known_household(self, **vals):
        values = {
            "no_cooking": True,
            "street": "8 Hidden Street",
            "referent_id": self.users["instructor"].id,
        }
        births = [date(date.today().year - 1, 1, 1)]  # noqa: DTZ011 (an age, not an hour)
        return self._create_household(children=births, **values | vals)

    def test_it_says_who_what_where_when_and_whom_to_call(self):
        household = self._create_known_household()
        referral = self._create_referral(household, level="full")
        content = self._print("liaison_sheet", referral, self.users["instructor"])
        (page,) = self._pages(content)
        for words in (
            *("Guest Samira Fictive", "06 12 34 56 78", "2 people", "Baby: 1", "Cannot cook"),
            *("1 Example Street", "Tuesday", "14:00–16:00", "A bag", "2 a month"),
            *("Instructor Fictive", "03 21 00 00 00", "Shelf", "Parcels", "CCAS of Testville"),
            referral.name,
        ):
            with self.subTest(words=words):
                self.assertIn(words, page)
        self.assertEqual(self._codes(content), [household.card_code])

    def test_it_tells_neither_budget_nor_address(self):
        referral = self._create_referral(self._create_known_household(), level="full")
        assessment = referral.right_id.decision_id.assessment_id
        self.assertEqual((assessment.income, assessment.expense), (600, 400))
        content = self._print("liaison_sheet", referral, self.users["instructor"])
        (page,) = self._pages(content)
        self.assertIn("Samira", page)
        for words in ("600", "400", "200", "3.33", "Hidden Street", "wage", "Rent", "1985"):
            with self.subTest(words=words):
                self.assertNotIn(words, page)

    def test_it_tells_no_more_than_the_person_agreed_to(self):
        for level, told, untold in (
            ("initial", "Samira F.", "Fictive 06 12 34 56 78"),
            ("code", "F0", "Samira Fictive 06 12 34 56 78"),
        ):
            with self.subTest(level=level):
                household = self._create_known_household(referent_id=False)
                referral = self._create_referral(household, level=level)
                content = self._print("liaison_sheet", referral, self.users["instructor"])
                (page,) = self._pages(content)
                self.assertIn(told, page)
                for word in (*untold.split(" ", 1), "06 12"):
                    self.assertNotIn(word, page)

    def test_a_reserved_file_prints_a_code_alone(self):
        social = self.users["social"]
        household = self._create_known_household(
            is_reserved=True, reserved_user_ids=social.ids, referent_id=False
        )
        self._create_right(household, user=social)
        referral = self._create_referral(household, level="full")
        (page,) = self._pages(self._print("liaison_sheet", referral, social))
        self.assertIn(household.name, page)
        for word in ("Samira", "Fictive", "06 12", "Hidden Street"):
            self.assertNotIn(word, page)
        with self.assertRaises(AccessError):
            self._print("liaison_sheet", referral, self.users["instructor"])

    def test_whatever_was_typed_it_stays_on_one_page(self):
        referral = self._create_referral(self._create_known_household(), state="draft")
        referral.message = "Comes with two heavy bags and a pushchair. " * 200
        for name in ("place", "day", "hour", "bring", "group_name"):
            referral[name] = "A house at the end of a long lane, " * 30
        referral.action_send()
        (page,) = self._pages(self._print("liaison_sheet", referral, self.users["instructor"]))
        self.assertIn("heavy bags", page)
        self.assertIn("Instructor Fictive", page)

    def test_a_hundred_sheets_come_in_one_call(self):
        households = [self._create_household(first_name=f"Number{rank}") for rank in range(100)]
        referrals = self.env["food.aid.referral"].create(
            [
                {
                    "household_id": household.id,
                    "service_id": self.service.id,
                    "right_id": self._create_right(household).id,
                }
                for household in households
            ]
        )
        referrals.action_send()
        content = self._print("liaison_sheet", referrals, self.users["instructor"])
        pages = self._pages(content)
        self.assertEqual(len(pages), 100)
        for referral, page in zip(referrals, pages, strict=True):
            self.assertIn(f"{referral.name} ", page)
        self.assertEqual(self._codes(content, 99), [households[99].card_code])

    def test_an_association_prints_its_own_and_no_other(self):
        referral = self._create_referral(level="initial")
        pages = self._pages(self._print("liaison_sheet", referral, self.users["volunteer"]))
        self.assertIn("Samira F.", pages[0])
        for login in ("other_volunteer", "prescriber", "stock", "observer", "dpo", "elsewhere"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._print("liaison_sheet", referral, self.users[login])

    def test_what_the_ccas_prints_is_written_down(self):
        referral = self._create_referral()
        lines = self.env["food.aid.access.log"]
        before = lines.search([])
        self._print("liaison_sheet", referral, self.users["volunteer"])
        self.assertEqual(lines.search([]), before)
        self._print("liaison_sheet", referral, self.users["instructor"])
        self.assertRecordValues(
            lines.search([]) - before,
            [
                {
                    "user_id": self.users["instructor"].id,
                    "household_id": referral.household_id.id,
                    "kind": "print",
                }
            ],
        )

    def test_a_draft_is_not_printed(self):
        referral = self._create_referral(state="draft")
        with self.assertRaisesRegex(UserError, "send it, then print it"):
            self._print("liaison_sheet", referral, self.users["instructor"])

    def test_the_right_shows_its_share_and_credit(self):
        self.service.quota = 0
        household = self._create_household()
        right = self._create_right(household)
        self.assertEqual(right.rate, 10)
        right.credit = 61.5
        referral = self._create_referral(household)
        (page,) = self._pages(self._print("liaison_sheet", referral, self.users["instructor"]))
        self.assertIn("Share to pay 10 %", page)
        self.assertRegex(page, "Purchases up to 61[.,]50 €")
        self.assertNotIn("Passages", page)
