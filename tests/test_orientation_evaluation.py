from datetime import date

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .portal_common import HOME, ORIENTATIONS, FoodAidPortalCase
from .test_portal_browser import FITS

SENT = {"label": "Nadia F.", "reach": "Mornings", "message": "Nothing left", "notice_given": True}


@tagged("post_install", "-at_install")
class TestOrientationEvaluation(FoodAidPortalCase):
    """A service under agreement evaluates; the CCAS takes it over, without a second interview."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prescriber.write(
            {"is_food_aid_evaluator": True, "food_aid_evaluator_date": "2020-01-01"}
        )
        cls.orientations = cls.env["food.aid.orientation"]
        cls.wage, cls.rent = cls._category("wage"), cls._category("rent")
        cls.today = fields.Date.context_today(cls.orientations)

    def _typed(self, **values):
        return {
            "date": fields.Date.to_string(fields.Date.subtract(self.today, days=10)),
            "author": "Ms Fictive",
            "members": [("applicant", "1985"), ("child", "2020")],
            "lines": [(self.wage.id, "1 000,50"), (self.rent.id, "400")],
        } | values

    def _send(self, **values):
        orientations = self.orientations.with_user(self.users["prescriber"])
        return orientations._send(
            **SENT, company_id=self.company.id, evaluation=self._typed(**values)
        )

    def _as(self, login, orientation):
        return orientation.with_user(self.users[login])

    # ------------------------------------------------------------------
    # TYPING
    # ------------------------------------------------------------------

    def test_the_service_types_it_and_reads_it_until_the_person_is_taken_up(self):
        self._login("prescriber")
        self.assertIn("You have evaluated the situation", self._get(f"{ORIENTATIONS}/new"))
        form = {
            "label": "Nadia F.",
            "reach": "Mornings",
            "notice": "1",
            "company": self.company.id,
            "date": self._typed()["date"],
            "author": "Ms Fictive",
            "role": ["applicant", "child", "child"],
            "year": ["1985", "2020", ""],
            f"amount_{self.wage.id}": "1 000,50",
            f"amount_{self.rent.id}": "abc",
        }
        page = self._post(f"{ORIENTATIONS}/new", **form)
        self.assertIn("“abc” is not an amount", page)
        self.assertFalse(self.orientations.search_count([]))
        page = self._post(f"{ORIENTATIONS}/new", **form | {f"amount_{self.rent.id}": "400"})
        for shown in ("Evaluation that you sent", "Ms Fictive", "1985", "1,000.50"):
            self.assertIn(shown, page)
        orientation = self.orientations.search([])
        self.assertEqual(
            orientation.evaluation["lines"],
            [
                {"category_id": self.wage.id, "amount": "1000.50"},
                {"category_id": self.rent.id, "amount": "400.00"},
            ],
        )
        self.assertEqual(
            orientation.evaluation["members"],
            [
                {"role": "applicant", "birth_year": 1985},
                {"role": "child", "birth_year": 2020},
            ],
        )
        self._as("reception", orientation).action_register()
        page = self._get(f"{ORIENTATIONS}/{orientation.id}")
        self.assertIn("Met on", page)
        for hidden in ("Ms Fictive", "1985", "1,000.50"):
            self.assertNotIn(hidden, page)

    def test_nothing_typed_there_sends_the_short_form_alone(self):
        self._login("prescriber")
        values = {"label": "N.", "reach": "R", "notice": "1", "company": self.company.id}
        values |= {"role": ["applicant", "child"], "year": ["", ""], f"amount_{self.wage.id}": ""}
        self.assertIn("Thank you", self._post(f"{ORIENTATIONS}/new", **values))
        self.assertFalse(self.orientations.search([]).has_evaluation)

    def test_what_is_missing_is_said_and_nothing_is_sent(self):
        year = self.today.year
        for values, told in (
            ({"author": " "}, "who made the evaluation"),
            ({"date": ""}, "day of the evaluation"),
            ({"date": "yesterday"}, "day of the evaluation"),
            ({"date": str(fields.Date.add(self.today, days=1))}, "day of the evaluation"),
            ({"date": str(fields.Date.subtract(self.today, years=1, days=1))}, "day of the eval"),
            ({"members": []}, "person who asks"),
            ({"members": [("child", "2020")]}, "person who asks"),
            ({"members": [("applicant", "1985"), ("applicant", "1986")]}, "person who asks"),
            ({"members": [("applicant", "85")]}, "four figures"),
            ({"members": [("applicant", str(year + 1))]}, "four figures"),
            ({"members": [("hosted", "1985")]}, "four figures"),
            ({"lines": []}, "comes in"),
            ({"lines": [(self.wage.id, "-1")]}, "not an amount"),
            ({"lines": [(self.wage.id, "NaN")]}, "not an amount"),
            ({"lines": [(self.wage.id, "Infinity")]}, "not an amount"),
            ({"lines": [(self.wage.id, "1000000")]}, "not an amount"),
            ({"lines": [(0, "10")]}, "not an amount"),
        ):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, told):
                self._send(**values)
        self.assertFalse(self.orientations.search_count([]))

    def test_without_an_agreement_there_is_no_evaluation(self):
        self.prescriber.is_food_aid_evaluator = False
        with self.assertRaisesRegex(AccessError, "under agreement"):
            self._send()
        self._login("prescriber")
        self.assertNotIn("You have evaluated", self._get(f"{ORIENTATIONS}/new"))
        self.assertFalse(self.orientations.search_count([]))

    def test_only_a_coordinator_says_who_is_under_agreement(self):
        with self.assertRaisesRegex(ValidationError, "agreement"):
            self.prescriber.food_aid_evaluator_date = False
        values = {"is_food_aid_evaluator": True, "food_aid_evaluator_date": "2026-01-01"}
        for login in ("reception", "instructor", "prescriber", "employee"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.association.with_user(self.users[login]).write(values)
        self.association.with_user(self.users["coordinator"]).write(values)
        self.assertTrue(self.association.is_food_aid_evaluator)

    # ------------------------------------------------------------------
    # TAKING OVER
    # ------------------------------------------------------------------

    def test_an_instructor_takes_it_over_checks_and_validates(self):
        orientation = self._as("instructor", self._send())
        self.assertIn("1,000.50", orientation.evaluation_text)
        action = orientation.action_take_over()
        household = orientation.household_id
        self.assertRecordValues(
            household.member_ids,
            [{"role": "applicant", "birth_year": 1985}, {"role": "child", "birth_year": 2020}],
        )
        self.assertEqual(household.applicant_id.safe_contact, "Mornings")
        assessment = orientation.assessment_id
        self.assertEqual(action["res_id"], assessment.id)
        self.assertRecordValues(
            assessment,
            [
                {
                    "origin": "taken_over",
                    "state": "draft",
                    "request_id": orientation.request_id.id,
                    "date": fields.Date.subtract(self.today, days=10),
                    "remaining": 600.5,
                    "size": 2,
                    "note": False,
                }
            ],
        )
        for told in ("Office", "Ms Fictive"):
            self.assertIn(told, assessment.origin_text)
        self.assertRecordValues(
            orientation.request_id, [{"state": "complete", "date_complete": self.today}]
        )
        assessment.action_validate()
        self.assertEqual(assessment.state, "validated")
        self.assertRecordValues(orientation, [{"state": "met", "has_evaluation": False}])
        with self.assertRaisesRegex(UserError, "no evaluation"):
            orientation.action_take_over()

    def test_the_people_of_a_known_household_stay_and_a_note_tells_the_difference(self):
        for born, has_note in ((date(2020, 3, 1), False), (date(2019, 3, 1), True)):
            household = self._create_household(children=[born])
            orientation = self._as("instructor", self._send(author=str(born)))
            orientation.household_id = household
            orientation.action_take_over()
            with self.subTest(born=born):
                self.assertEqual(household.member_ids[1].birthdate, born)
                self.assertEqual(len(household.member_ids), 2)
                note = orientation.assessment_id.note
                self.assertEqual(bool(note), has_note)
            orientation.sudo().unlink()
        self.assertIn("2020", note)

    def test_reception_registers_the_people_and_reads_no_budget(self):
        orientation = self._as("reception", self._send())
        self.assertTrue(orientation.has_evaluation)
        for name in ("evaluation", "evaluation_text", "assessment_id"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                orientation.read([name])
        with self.assertRaises(AccessError):
            orientation.action_take_over()
        orientation.action_register()
        self.assertEqual(len(orientation.household_id.member_ids), 2)
        self._as("instructor", orientation).action_take_over()
        self.assertEqual(len(orientation.household_id.member_ids), 2)

    def test_ending_erases_it(self):
        orientation = self._as("reception", self._send())
        orientation.action_end()
        self.assertFalse(orientation.sudo().evaluation)
        with self.assertRaisesRegex(UserError, "no evaluation"):
            self._as("instructor", orientation).action_take_over()

    def test_the_sender_reads_back_no_field_of_it(self):
        orientation = self._send()
        for name in ("evaluation", "evaluation_text", "has_evaluation", "assessment_id"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                orientation.read([name])
            with self.subTest(name=name), self.assertRaises(AccessError):
                orientation.search([(name, "!=", False)])
        self.assertEqual(orientation._get_own_evaluation()["author"], "Ms Fictive")
        other = self._create_organisation("Ward", is_food_aid_prescriber=True)
        self.users["prescriber"].food_aid_organisation_id = other
        orientation.invalidate_recordset()
        with self.assertRaises(AccessError):
            orientation._get_own_evaluation()

    def test_the_form_fits_a_phone_once_unfolded(self):
        self.browser_size, self.touch_enabled = "360x800", True
        unfold = "page.querySelectorAll('details').forEach((one) => (one.open = true));"
        fits = FITS.replace("if (!page.query", unfold + "if (!page.query", 1)
        pages = [f"{ORIENTATIONS}/new", f"{ORIENTATIONS}/{self._send().id}"]
        self.browser_js(HOME, fits % pages, login=self.users["prescriber"].login, timeout=60)
