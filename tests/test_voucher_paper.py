from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from .paper import PaperCase


@tagged("post_install", "-at_install")
class TestVoucherPaper(PaperCase):
    """A voucher, twice on a sheet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"food_aid_voucher_authority": "President, order 2026-7"})
        cls.reception = cls.users["reception"]

    def _give(self, **vals):
        values = {
            "first_name": "Awa",
            "amount": 42.5,
            "place": "Corner shop, 2 Example Street",
            "date": date(2026, 3, 18),
            "date_to": date(2026, 3, 23),
            "need": "Nothing since yesterday",
            "note": "Comes back on Monday",
        }
        return self.env["food.aid.voucher"].with_user(self.reception).create(values | vals)

    def _page(self, vouchers, user=None):
        return self._pages(self._print("voucher", vouchers, user or self.reception))

    def test_both_halves_bear_all_that_shop_and_ccas_need(self):
        voucher = self._give()
        (page,) = self._page(voucher)
        for words in (
            *(voucher.name, "CCAS of Testville", "42.50", "forty-two euros and fifty cents"),
            *("Corner shop, 2 Example Street", "23 March 2026", "Awa"),
            *("President, order 2026-7", "Reception Fictive", "Signature and stamp of the CCAS"),
            "Given on 18 March 2026",
        ):
            with self.subTest(words=words):
                self.assertEqual(page.count(words), 2)
        self.assertEqual(page.count("For the person"), 1)
        self.assertEqual(page.count("Kept by the CCAS"), 1)

    def test_it_says_nothing_of_why(self):
        (page,) = self._page(self._give(birth_year=2011))
        for words in ("yesterday", "Monday", "2011", "emergency", "Emergency"):
            with self.subTest(words=words):
                self.assertNotIn(words, page)

    def test_a_parcel_has_no_amount(self):
        (page,) = self._page(self._give(kind="parcel", parcel="Food for three days", people=3))
        self.assertEqual(page.count("Food for three days"), 2)
        self.assertNotIn("In words", page)

    def test_a_household_is_named_by_first_name_and_initial_a_reserved_one_not_at_all(self):
        household = self._create_household()
        voucher = self._give(household_id=household.id, first_name=False)
        (page,) = self._page(voucher)
        self.assertEqual(page.count("Samira F."), 2)
        self.assertNotIn("Fictive-", page)
        named = self.reception | self.users["instructor"]
        household.write({"is_reserved": True, "reserved_user_ids": [Command.set(named.ids)]})
        (page,) = self._page(voucher)
        self.assertIn(voucher.name, page)
        self.assertNotIn("Samira", page)
        self.assertNotIn("Awa", page)

    def test_each_voucher_has_its_sheet_and_the_household_opened_is_written_down(self):
        household = self._create_household()
        vouchers = self._give() | self._give(household_id=household.id)
        pages = self._page(vouchers)
        self.assertEqual(len(pages), 2)
        for page, voucher in zip(pages, vouchers, strict=True):
            self.assertEqual(page.count(voucher.name), 2)
        lines = self.env["food.aid.access.log"].search(
            [("user_id", "=", self.reception.id), ("kind", "=", "print")]
        )
        self.assertEqual(lines.household_id, household)

    def test_it_is_printed_in_french_for_a_ccas_that_speaks_it(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.reception.lang = "fr_FR"
        (page,) = self._page(self._give())
        for words in ("Bon alimentaire", "42,50", "quarante-deux", "23 mars 2026"):
            with self.subTest(words=words):
                self.assertEqual(page.count(words), 2)
