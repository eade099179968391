import io
import json

import pypdf

from odoo.tests import tagged
from odoo.tools import mute_logger

from .portal_common import HOME, REFERRALS, FoodAidPortalCase

# Odoo answers with HTML in tests, unless the context asks for the document.
FORCED = "?context=" + json.dumps({"force_report_rendering": True})


@tagged("post_install", "-at_install")
class TestPaperByAddress(FoodAidPortalCase):
    """The addresses of Odoo that print are open to portal users: the rules are the wall."""

    def _fetch(self, name, records):
        ids = ",".join(map(str, records.ids))
        return self.url_open(f"/report/pdf/food_aid.report_{name}/{ids}{FORCED}")

    def test_a_volunteer_gets_the_documents_of_their_association(self):
        referrals = self._create_referral(level="initial") | self._create_referral()
        self._login("volunteer")
        for name, pages in (("liaison_sheet", 2), ("expected_list", 1)):
            answer = self._fetch(name, referrals)
            self.assertEqual((answer.status_code, name), (200, name))
            document = pypdf.PdfReader(io.BytesIO(answer.content))
            self.assertEqual(len(document.pages), pages)
            text = " ".join(page.extract_text() for page in document.pages)
            self.assertIn("Samira F.", " ".join(text.split()))

    @mute_logger("odoo.http")
    def test_no_address_prints_what_belongs_to_others(self):
        referral = self._create_referral(level="full")
        decision = referral.right_id.decision_id
        for login, name, records in (
            ("other_volunteer", "liaison_sheet", referral),
            ("other_volunteer", "expected_list", referral),
            ("volunteer", "card", referral.household_id),
            ("volunteer", "decision_letter", decision),
            ("volunteer", "decision_list", decision),
            ("prescriber", "liaison_sheet", referral),
        ):
            with self.subTest(login=login, name=name):
                self._login(login)
                answer = self._fetch(name, records)
                self.assertEqual(answer.status_code, 403)
                self.assertNotIn("Samira", answer.text)

    def test_the_portal_offers_its_list_as_a_document(self):
        referral = self._create_referral(level="initial")
        self._create_referral(state="declined", level="full")
        self._login("volunteer")
        self.assertIn(f"{HOME}/print/pdf?", self.url_open(f"{HOME}/print").text)
        for path in (f"{HOME}/print/pdf", f"{REFERRALS}/{referral.id}/sheet"):
            answer = self.url_open(path)
            self.assertEqual(answer.headers["Content-Type"], "application/pdf")
            self.assertIn("Samira F.", answer.text)
            self.assertNotIn("Samira", answer.headers["Content-Disposition"])
        empty = self.url_open(f"{HOME}/print/pdf?day=Sunday", allow_redirects=False)
        self.assertEqual(empty.status_code, 303)
