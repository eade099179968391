import io
import itertools
from datetime import date

import pypdfium2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .paper import POINT, PaperCase

WORDS_OF_FOOD = ("food", "aid", "meal", "parcel", "alimentaire", "CCAS")


@tagged("post_install", "-at_install")
class TestCard(PaperCase):
    """A card lost in the street tells nothing of the person who lost it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.city = "Testville"

    def test_it_bears_the_town_and_a_code_alone(self):
        household = self._create_household(street="8 Hidden Street")
        content = self._print("card", household, self.users["reception"])
        (page,) = self._pages(content)
        self.assertIn("Testville", page)
        self.assertIn(household.name, page)
        for word in ("Samira", "Fictive", "06 12", "Hidden", *WORDS_OF_FOOD):
            with self.subTest(word=word):
                self.assertNotIn(word.lower(), page.lower())
        self.assertEqual(self._codes(content), [household.card_code])

    def test_cards_are_the_size_of_a_bank_card_ten_to_a_sheet(self):
        households = self.env["food.aid.household"]
        for _rank in range(11):
            households |= self._create_household()
        content = self._print("card", households, self.users["reception"])
        self.assertEqual(len(self._pages(content)), 2)
        codes = households.mapped("card_code")
        self.assertEqual(sorted(self._codes(content)), sorted(codes[:10]))
        self.assertEqual(self._codes(content, 1), codes[10:])
        lefts, tops = self._code_corners(content)
        self.assertAlmostEqual(lefts[1] - lefts[0], 85.6, delta=0.7)
        for upper, lower in itertools.pairwise(tops):
            self.assertAlmostEqual(lower - upper, 54, delta=0.7)

    def _code_corners(self, content):
        """Return where the codes of the first page begin, in millimetres, once each."""
        page = pypdfium2.PdfDocument(io.BytesIO(content))[0]
        dots = 300 / 72
        image = page.render(scale=dots).to_pil()
        corners = [code.position.top_left for code in self._read(image)]
        places = []
        for positions in ([point.x for point in corners], [point.y for point in corners]):
            found = []
            for place in sorted(position / dots * POINT for position in positions):
                if not found or place - found[-1] > 5:
                    found.append(place)
            places.append(found)
        self.assertEqual([len(place) for place in places], [2, 5])
        return places

    def test_an_association_prints_no_card(self):
        household = self._create_referral().household_id
        for login in ("volunteer", "stock", "observer", "elsewhere"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._print("card", household, self.users[login])


@tagged("post_install", "-at_install")
class TestExpectedList(PaperCase):
    """A list ticked by hand is as good as a screen."""

    def test_it_names_the_expected_as_agreed_and_leaves_room_for_others(self):
        # Cards of our own choice: one drawn at random may hold an amount that is looked for below.
        ours = [self._create_household(card_code=digit * 12) for digit in "123"]
        known = self._create_referral(ours[0], level="initial")
        unknown = self._create_referral(ours[1])
        declined = self._create_referral(ours[2], state="declined")
        content = self._print("expected_list", known | unknown | declined, self.users["volunteer"])
        (page,) = self._pages(content)
        self.assertIn("Samira F.", page)
        self.assertIn(unknown.person_label, page)
        self.assertNotIn(declined.person_label, page)
        self.assertIn("Households: 2 · People: 2", page)
        self.assertEqual(page.count("☐"), 2 + 5)
        for words in ("Households served", "People fed", "Kilograms given", "destroy"):
            self.assertIn(words, page)
        for words in ("06 12", "Fictive", "600", "400"):
            self.assertNotIn(words, page)

    def test_each_service_has_its_own_pages_with_headings(self):
        referrals = self.env["food.aid.referral"]
        for _rank in range(20):
            referrals |= self._create_referral()
        other = self._create_referral(service=self.other_service)
        pages = self._pages(
            self._print("expected_list", referrals | other, self.users["instructor"])
        )
        self.assertEqual(len(pages), 3)
        self.assertIn("Kilograms given", pages[2])
        self.assertNotIn("Kilograms given", pages[1])
        self.assertTrue(all("Came Person People" in page for page in pages))
        self.assertEqual(["Basket" in page for page in pages], [True, False, False])
        self.assertIn("page 2 / 2", pages[2])
        for referral in referrals:
            self.assertIn(referral.person_label, pages[1] + pages[2])

    def test_large_households_never_push_the_foot_to_another_page(self):
        self.service.write({"day": "Monday, Wednesday and Saturday", "hour": "9:00–12:00"})
        births = [date(2026 - age, 1, 1) for age in (1, 4, 7, 8, 15, 19, 70)]
        referrals = self.env["food.aid.referral"]
        for _rank in range(11):
            household = self._create_household(
                "Jean-Christophe-Emmanuel", "Fictif", births, no_cooking=True
            )
            referrals |= self._create_referral(household, level="full")
        pages = self._pages(self._print("expected_list", referrals, self.users["instructor"]))
        self.assertEqual(sum(page.count("Cannot cook") for page in pages), 11)
        for rank, page in enumerate(pages, start=1):
            self.assertIn(f"page {rank} / {len(pages)}", page)
            self.assertIn("destroy this list", page)

    def test_an_association_prints_its_own_people_and_no_others(self):
        own, other = self._create_referral(), self._create_referral(service=self.other_service)
        with self.assertRaises(AccessError):
            self._print("expected_list", own | other, self.users["volunteer"])

    def test_nobody_expected_is_said_clearly(self):
        declined, draft = (
            self._create_referral(state="declined"),
            self._create_referral(state="draft"),
        )
        with self.assertRaisesRegex(UserError, "nothing to print"):
            self._print("expected_list", declined, self.users["instructor"])
        with self.assertRaisesRegex(UserError, "send it, then print it"):
            self._print("expected_list", draft, self.users["instructor"])
