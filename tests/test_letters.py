import base64
import io
from datetime import date, timedelta

import pypdfium2
from PIL import Image

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import FoodAidCase, FoodAidMixin
from .paper import POINT, PaperCase
from .remote import call


@tagged("post_install", "-at_install")
class TestPapers(FoodAidCase):
    """Papers are listed by situation, seen and given back; a request is complete with the last."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.household = cls._create_household(
            children=[date(2018, 2, 3)], housing="social", commune_id=False
        )
        cls.household.member_ids[0].status = "employed"
        cls.request = cls.env["food.aid.request"].create({"household_id": cls.household.id})
        cls.request = cls.request.with_user(cls.users["reception"])

    def _kind(self, name):
        return self.env.ref(f"food_aid.paper_kind_{name}")

    def test_the_situation_says_which_papers(self):
        kinds = self.household._get_papers_to_bring()
        for name in ("identity", "benefits", "family", "payslips", "rent"):
            self.assertIn(self._kind(name), kinds)
        for name in ("pensions", "host", "loan", "turnover"):
            self.assertNotIn(self._kind(name), kinds)

    def test_each_town_has_its_own_papers_besides(self):
        papers = self.env["food.aid.paper.kind"].with_user(self.users["coordinator"])
        ours = papers.create({"name": "Card of the library"})
        self.assertIn(ours, self.household._get_papers_to_bring())
        elsewhere = self._create_household(company_id=self.other_company.id)
        self.assertNotIn(ours, elsewhere._get_papers_to_bring())
        self.assertFalse(papers.with_user(self.users["elsewhere"]).search([("id", "=", ours.id)]))

    def test_a_town_writes_a_common_paper_anew_and_leaves_the_others_alone(self):
        common = self._kind("identity").with_user(self.users["coordinator"])
        self.assertTrue(common.is_locked)
        for change in (
            lambda: common.write({"name": "x"}),
            common.unlink,
            lambda: common.create({"name": "x", "company_id": False}),
        ):
            with self.assertRaises(UserError) as refusal:
                change()
            self.assertIn("serves every CCAS", str(refusal.exception))
        common.action_copy_for_ccas()
        common.action_copy_for_ccas()
        (own,) = common.search([("common_id", "=", common.id)])
        own.name = "Any paper with your name"
        with self.assertRaises(UserError):
            own.company_id = False
        asked = self.household._get_papers_to_bring()
        self.assertIn(own, asked)
        self.assertNotIn(common, asked)
        self.request.action_list_papers()
        elsewhere = self._create_household(company_id=self.other_company.id)
        self.assertIn(common, elsewhere._get_papers_to_bring())
        english = self.env["food.aid.language"].search([("code", "=", "en")])
        self.assertEqual(english._name_paper(own), english._name_paper(common))
        own.active = False
        self.assertNotIn(own | common, self.household._get_papers_to_bring())

    def test_a_paper_already_listed_is_not_listed_again_in_the_words_of_the_town(self):
        self.request.action_list_papers()
        count = len(self.request.paper_ids)
        self._kind("identity").with_user(self.users["coordinator"]).action_copy_for_ccas()
        self.request.action_list_papers()
        self.assertEqual(len(self.request.paper_ids), count)

    def test_who_works_for_every_ccas_changes_what_serves_them_all(self):
        coordinator = self.users["coordinator"]
        coordinator.company_ids = self.env["res.company"].search([])
        common = self._kind("identity").with_user(coordinator)
        self.assertFalse(common.is_locked)
        common.name = "A paper with your name"
        self.assertEqual(common.name, "A paper with your name")

    def test_words_shared_by_all_are_not_changed_for_the_others(self):
        coordinator = self.users["coordinator"]
        language = self.env["food.aid.language"].search([("code", "=", "ar")])
        for rows, values in (
            (language, {"is_reviewed": True}),
            (language.sentence_ids[0], {"text": "x"}),
            (language.paper_ids[0], {"text": "x"}),
            (self.env.ref("food_aid.helpline_child_protection"), {"phone": "x"}),
            (self.env.ref("food_aid.letter_template_refused"), {"company_id": self.company.id}),
        ):
            with self.subTest(model=rows._name), self.assertRaises(UserError):
                rows.with_user(coordinator).write(values)
        template = self.env["food.aid.letter.template"].with_user(coordinator)
        with self.assertRaises(UserError):
            template.browse(self.env.ref("food_aid.letter_template_refused").id).unlink()
        line = self.env["food.aid.helpline"].with_user(coordinator).create({"name": "Ours"})
        self.assertEqual(line.company_id, self.company)

    def test_a_list_made_twice_names_each_paper_once(self):
        self.request.action_list_papers()
        count = len(self.request.paper_ids)
        self.request.action_list_papers()
        self.assertEqual(len(self.request.paper_ids), count)
        self.assertEqual(self.request.missing_count, count)
        self.assertEqual(self.request.paper_ids.kind_id, self.household._get_papers_to_bring())

    def test_the_last_paper_seen_completes_the_request(self):
        self.request.action_list_papers()
        *first, last = self.request.paper_ids
        for paper in first:
            paper.action_seen()
        self.assertEqual(self.request.state, "received")
        with self.assertRaisesRegex(UserError, f"Still missing: {last.name}"):
            self.request.action_complete()
        last.action_seen()
        self.assertRecordValues(
            self.request, [{"state": "complete", "date_complete": fields.Date.today()}]
        )
        self.assertEqual(last.date_seen, fields.Date.today())

    def test_a_paper_is_seen_on_the_day_that_is_typed(self):
        paper = self.env["food.aid.request.paper"].create(
            {"request_id": self.request.id, "name": "Lease"}
        )
        paper.write({"state": "seen", "date_seen": date(2026, 1, 2)})
        self.assertEqual(paper.date_seen, date(2026, 1, 2))
        paper.state = "missing"
        self.assertFalse(paper.date_seen)

    def test_roles_without_people_read_no_paper(self):
        self.request.action_list_papers()
        ids = self.request.paper_ids.ids
        for role in ("employee", "stock", "observer", "dpo", "volunteer", "prescriber"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                call(self.users[role], "food.aid.request.paper", "read", ids, ["name"])
        with self.assertRaises(AccessError):
            call(self.users["elsewhere"], "food.aid.request.paper", "read", ids, ["name"])


class LetterMixin(FoodAidMixin):
    @classmethod
    def setUpLetters(cls):
        cls.household = cls._create_household(
            street="8 Fictive Street",
            commune_id=cls.env["food.aid.commune"].create({"name": "Testville", "zip": "62000"}).id,
            referent_id=cls.users["social"].id,
        )
        cls.company.write({"phone": "03 21 00 00 00", "food_aid_signatory": "Ada Head, director"})
        cls.letters = cls.env["food.aid.letter"]

    @classmethod
    def _create_request(cls, household, *papers):
        request = cls.env["food.aid.request"].create({"household_id": household.id})
        cls.env["food.aid.request.paper"].create(
            [{"request_id": request.id, "name": paper} for paper in papers]
        )
        return request

    def _get_letters(self, action):
        """Return the letters that `action` prints."""
        if action.get("tag") == "display_notification":
            action = action["params"]["next"]
        self.assertEqual(action["report_name"], "food_aid.report_letter")
        return self.letters.browse(action["context"]["active_ids"])


@tagged("post_install", "-at_install")
class TestLetters(LetterMixin, PaperCase):
    """Letters are printed one or thirty at once, and written down as lines."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpLetters()

    def _print_all(self, action, role="reception"):
        letters = self._get_letters(action)
        return letters, self._pages(self._print("letter", letters, self.users[role]))

    # ------------------------------------------------------------------
    # KINDS
    # ------------------------------------------------------------------

    def test_missing_papers_are_asked_for_and_no_other(self):
        request = self._create_request(self.household, "Lease", "Payslip", "Tax notice")
        request.paper_ids[1].action_seen()
        request = request.with_user(self.users["reception"])
        letter, (page,) = self._print_all(request.action_print_missing_papers())
        for words in (
            *("Samira Fictive 8 Fictive Street 62000 Testville", "– Lease – Tax notice"),
            *("CCAS of Testville", "Social Fictive (03 21 00 00 00)", "Ada Head, director"),
        ):
            with self.subTest(words=words):
                self.assertIn(words, page)
        self.assertNotIn("Payslip", page)
        self.assertEqual(request.paper_ids.mapped("state"), ["asked", "seen", "asked"])
        self.assertRecordValues(
            letter,
            [
                {
                    "kind": "missing_papers",
                    "household_id": self.household.id,
                    "user_id": self.users["reception"].id,
                    "date": fields.Date.today(),
                }
            ],
        )
        request.paper_ids.action_seen()
        with self.assertRaisesRegex(UserError, "nothing to ask for"):
            request.action_print_missing_papers()

    def test_thirty_letters_are_thirty_pages(self):
        requests = self.env["food.aid.request"]
        for index in range(30):
            household = self._create_household(f"Person{index}")
            requests |= self._create_request(household, f"Paper {index}")
        action = requests.with_user(self.users["reception"]).action_print_missing_papers()
        _letters, pages = self._print_all(action)
        self.assertEqual(len(pages), 30)
        for index, page in enumerate(pages):
            self.assertIn(f"Person{index} Fictive", page)
            self.assertIn(f"– Paper {index} ", page + " ")

    def test_an_appointment_says_when_where_and_with_whom_and_nothing_else(self):
        appointment = (
            self.env["food.aid.appointment"]
            .with_user(self.users["reception"])
            .create(
                {
                    "household_id": self.household.id,
                    "user_id": self.users["social"].id,
                    "date_start": "2027-01-12 13:30:00",
                    "date_end": "2027-01-12 14:00:00",
                    "place": "Town hall, first floor",
                }
            )
        )
        _letter, (page,) = self._print_all(appointment.action_print_letter())
        for words in (
            *("12 January 2027 at 14:30: Town hall, first floor. Social Fictive will", "Identity"),
            "Subject: your appointment File",
        ):
            with self.subTest(words=words):
                self.assertIn(words, page)
        self.assertNotIn("food", page.lower())

    def test_an_attestation_says_dates_and_amounts_only_when_chosen(self):
        right = self._create_right(self.household)
        household = self.household.with_user(self.users["reception"])
        _letter, (page,) = self._print_all(household._print_letter("attestation"))
        self.assertIn(f"Samira Fictive (file {household.name}) has a right", page)
        self.assertIn(str(right.date_to.year), page)
        self.assertNotIn("%", page)
        choose = self.env["food.aid.letter.choose"].with_user(self.users["reception"])
        chosen = choose.create({"household_id": household.id, "with_amounts": True})
        _letter, (page,) = self._print_all(chosen.action_print())
        self.assertIn("10 %", page)

    def test_nothing_is_attested_without_a_right(self):
        with self.assertRaisesRegex(UserError, "never had a right"):
            self.household._print_letter("attestation")
        with self.assertRaisesRegex(UserError, "no running right"):
            self.household._print_letter("end_of_right")

    def test_ends_of_rights_are_told_in_one_gesture_and_once(self):
        right = self._create_right(self.household)
        far = self._create_right(self._create_household("Farida"))
        self.env.cr.execute(
            "UPDATE food_aid_right SET date_to = %s WHERE id = %s",
            [fields.Date.today() + timedelta(days=20), right.id],
        )
        self.env.invalidate_all()
        rights = self.env["food.aid.right"].with_user(self.users["instructor"])
        letters, (page,) = self._print_all(rights.action_print_end_letters(), "instructor")
        self.assertEqual(letters.household_id, self.household)
        self.assertIn("To renew it, show us: – Identity document", page)
        self.assertEqual(right.date_end_letter, fields.Date.today())
        self.assertFalse(far.date_end_letter)
        with self.assertRaisesRegex(UserError, "No letter to print"):
            rights.action_print_end_letters()

    def test_a_decision_letter_is_written_down_too(self):
        decision = self._create_right(self.household).decision_id
        self._print("decision_letter", decision, self.users["instructor"])
        self.assertRecordValues(
            self.household.letter_ids,
            [{"kind": "decision", "user_id": self.users["instructor"].id}],
        )
        with self.assertRaisesRegex(UserError, "from the decision"):
            self.household.letter_ids.action_print()

    # ------------------------------------------------------------------
    # WHO RECEIVES THEM
    # ------------------------------------------------------------------

    def test_nobody_writes_to_somebody_who_died(self):
        request = self._create_request(self.household, "Lease")
        self.household.member_ids.write({"date_end": fields.Date.today(), "end_reason": "death"})
        with self.assertRaisesRegex(UserError, "nobody receives letters"):
            request.action_print_missing_papers()
        self.assertFalse(self.household.letter_ids)
        self.assertEqual(request.paper_ids.state, "missing")

    def test_a_list_leaves_out_who_is_reached_in_their_own_way(self):
        safe = self._create_household("Nadia")
        safe.applicant_id.safe_contact = "Never write: call on Monday mornings"
        requests = self._create_request(self.household, "Lease") | self._create_request(safe, "Tax")
        action = requests.with_user(self.users["reception"]).action_print_missing_papers()
        self.assertEqual(self._get_letters(action).household_id, self.household)
        self.assertIn(safe.name, action["params"]["message"])
        self.assertNotIn("Nadia", action["params"]["message"])
        self.assertEqual(requests.paper_ids.mapped("state"), ["asked", "missing"])
        choose = self.env["food.aid.letter.choose"].create({"household_id": safe.id})
        self.assertEqual(choose.safe_contact, "Never write: call on Monday mornings")

    def test_a_reserved_file_shows_no_address(self):
        social = self.users["social"]
        household = self._create_household(
            street="8 Hidden Street",
            is_reserved=True,
            reserved_user_ids=[fields.Command.set(social.ids)],
        )
        request = self._create_request(household, "Lease").with_user(social)
        letter, (page,) = self._print_all(request.action_print_missing_papers(), "social")
        self.assertNotIn("Hidden", page)
        with self.assertRaises(AccessError):
            self._print("letter", letter, self.users["reception"])

    # ------------------------------------------------------------------
    # THE PAGE
    # ------------------------------------------------------------------

    def _find(self, content, text):
        """Return (left, top, right, bottom) of `text` on the first page, in mm from its top."""
        page = pypdfium2.PdfDocument(content)[0]
        words = page.get_textpage()
        found = words.search(text).get_next()
        self.assertIsNotNone(found, text)
        boxes = [words.get_charbox(found[0] + index) for index in range(found[1])]
        height = page.get_height()
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
        return [one * POINT for one in (left, height - top, right, height - bottom)]

    def test_the_address_stands_in_the_window_of_an_envelope(self):
        """Folded in three in a DL envelope (220 × 110 mm, window of 100 × 35 mm at 20 mm from the
        right and the bottom), a sheet slides 10 mm sideways and 11 mm up and down."""
        self.household.postal_address = (
            "Building B, staircase 4\n8 Fictive Street\nPO box 12\n62000 Testville"
        )
        decision = self._create_right(self.household).decision_id
        request = self._create_request(self.household, "Lease")
        letters = self._get_letters(request.action_print_missing_papers())
        for name, records, after in (
            ("letter", letters, "Subject"),
            ("decision_letter", decision, "Subject"),
        ):
            content = self._print(name, records, self.users["instructor"])
            for line in ("Samira Fictive", "Building B, staircase 4", "62000 Testville"):
                left, top, right, bottom = self._find(content, line)
                with self.subTest(name=name, line=line):
                    self.assertGreater(left, 100)
                    self.assertLess(right, 190)
                    self.assertGreater(top, 55)
                    self.assertLess(bottom, 79)
            with self.subTest(name=name):
                self.assertGreater(self._find(content, after)[1], 90)

    def test_the_signature_is_printed_and_reached_by_nobody_else(self):
        picture = io.BytesIO()
        Image.new("RGB", (120, 40), (10, 20, 30)).save(picture, "PNG")
        image = base64.b64encode(picture.getvalue())
        settings = self.env["food.aid.ccas.settings"].with_user(self.users["coordinator"])
        settings.create({"food_aid_signature": image, "food_aid_tz": "Europe/Paris"}).action_save()
        self.assertTrue(self.company.food_aid_signature)
        for role in ("instructor", "reception", "employee", "volunteer"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                call(
                    self.users[role],
                    *("res.company", "read", self.company.ids, ["food_aid_signature"]),
                )
        self.assertFalse(
            self.env["ir.attachment"].search_count(
                [("res_model", "=", "res.company"), ("res_field", "=", "food_aid_signature")]
            )
        )
        request = self._create_request(self.household, "Lease")
        letters = self._get_letters(request.action_print_missing_papers())
        content = self._print("letter", letters, self.users["reception"])
        kinds = [one.type for one in pypdfium2.PdfDocument(content)[0].get_objects()]
        self.assertIn(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE, kinds)

    # ------------------------------------------------------------------
    # ROLES
    # ------------------------------------------------------------------

    def test_roles_without_people_print_nothing(self):
        request = self._create_request(self.household, "Lease")
        letters = self._get_letters(request.action_print_missing_papers())
        for role in ("stock", "observer", "dpo", "volunteer", "prescriber", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._print("letter", letters, self.users[role])
            with self.subTest(role=role, gesture=True), self.assertRaises(AccessError):
                call(
                    self.users[role],
                    *("food.aid.request", "action_print_missing_papers", request.ids),
                )

    def test_a_printed_letter_is_neither_changed_nor_signed_for_another(self):
        agent = self.users["reception"]
        letter = self.letters.with_user(agent).create(
            {
                "household_id": self.household.id,
                "kind": "attestation",
                "user_id": self.users["social"].id,
                "date": "2020-01-01",
            }
        )
        self.assertRecordValues(letter, [{"user_id": agent.id, "date": fields.Date.today()}])
        for act in (lambda: letter.write({"kind": "slip"}), letter.unlink):
            with self.assertRaises(AccessError):
                act()


@tagged("post_install", "-at_install")
class TestLetterTour(LetterMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        cls.setUpLetters()

    def test_reception_writes_for_missing_papers(self):
        request = self.env["food.aid.request"].create({"household_id": self.household.id})
        url = f"/odoo/food-aid-requests/{request.id}"
        self.start_tour(url, "food_aid_missing_papers", login=self.users["reception"].login)
        self.assertEqual(self.household.letter_ids.kind, "missing_papers")
        states = request.paper_ids.mapped("state")
        self.assertEqual(states[0], "seen")
        self.assertEqual(set(states[1:]), {"asked"})
