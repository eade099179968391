from datetime import date

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, tagged

from .common import FoodAidCase, FoodAidMixin
from .remote import call

FILES, STAYS = "food.aid.household", "food.aid.household.member"


@tagged("post_install", "-at_install")
@freeze_time("2026-06-10 09:00")
class TestUnderCode(FoodAidCase):
    """Who refuses to be registered is helped all the same, under a code."""

    def _register(self):
        members = [
            {"role": "applicant", "about_age": "age_26_64"},
            {"role": "child", "about_age": "age_3_5"},
        ]
        values = {
            "is_under_code": True,
            "member_ids": [Command.create(member) for member in members],
        }
        (household_id,) = call(self.users["reception"], FILES, "create", [values])
        return self.env[FILES].browse(household_id)

    def test_an_age_is_enough_to_be_registered_and_counted(self):
        household = self._register()
        self.assertEqual((household.size, household.age_26_64, household.age_3_5), (2, 1, 1))
        self.assertEqual(household.member_ids.mapped("birth_year"), [1986, 2022])

    def test_a_year_that_is_known_stays_when_a_form_sends_its_band_back(self):
        member = self.env[STAYS].create(
            {
                "household_id": self._create_household().id,
                "role": "other",
                "birth_year": 1990,
                "about_age": "age_26_64",
            }
        )
        self.assertEqual(member.birth_year, 1990)
        member.write({"birth_year": 1991, "about_age": "age_26_64"})
        self.assertEqual(member.birth_year, 1991)

    def test_the_empty_year_of_a_form_does_not_take_the_age_away(self):
        member = {"role": "applicant", "about_age": "age_26_64", "birth_year": 0}
        household = self.env[FILES].create(
            {"is_under_code": True, "member_ids": [Command.create(member)]}
        )
        for _read in range(2):  # as it is saved, and as it is read again
            self.assertEqual(household.member_ids.birth_year, 1986)
            self.assertEqual(household.age_26_64, 1)
            self.env.invalidate_all()
        household.member_ids.write({"about_age": "age_65", "birth_year": False})
        self.assertEqual((household.member_ids.birth_year, household.age_65), (1956, 1))

    def test_every_band_stands_for_a_year_within_it(self):
        member = self._register().member_ids[:1]
        for band, _label in member._selection_about_age():
            member.about_age = band
            member.invalidate_recordset(["about_age"])
            with self.subTest(band=band):
                self.assertEqual(member.about_age, band)

    def test_it_is_found_by_its_number_and_its_card_alone(self):
        household = self._register()
        search = self.env[FILES].with_user(self.users["reception"])
        for typed in (household.name, household.card_code):
            self.assertEqual(search.search([("search_text", "ilike", typed)]), household)
        self.assertNotIn(household, search.search([("search_text", "ilike", "Samira")]))

    def test_it_is_assessed_referred_and_printed_by_its_number(self):
        household = self._register()
        referral = self._create_referral(household, level="full")
        self.assertRecordValues(referral, [{"person_label": household.name, "size": 2}])
        self.assertEqual(household._get_letter_recipient()["lines"], [household.name])
        user = self.users["instructor"]
        for report, records in (
            ("card", household),
            ("liaison_sheet", referral),
            ("expected_list", referral),
            ("decision_letter", household.decision_ids),
        ):
            reports = self.env["ir.actions.report"].with_user(user)
            html, _kind = reports._render_qweb_html(f"food_aid.action_report_{report}", records.ids)
            with self.subTest(report=report):
                self.assertIn(household.name, html.decode())

    def test_nobody_is_named_in_it_whichever_way(self):
        household = self._register()
        member, child = household.member_ids
        known = self._create_household().applicant_id
        reception = self.users["reception"]
        for values in (
            {"first_name": "Samira"},
            {"birthdate": "1985-05-17"},
            {"phone": "06 12 34 56 78"},
        ):
            for model, record in ((STAYS, member), ("food.aid.person", member.person_id)):
                with self.subTest(values=values, model=model), self.assertRaises(ValidationError):
                    call(reception, model, "write", record.ids, values)
        into = {"household_id": household.id, "person_id": known.id, "role": "other"}
        with self.assertRaises(ValidationError):
            call(reception, STAYS, "create", into)
        elsewhere = {
            "household_id": known.member_ids.household_id.id,
            "person_id": child.person_id.id,
            "role": "child",
        }
        with self.assertRaises(ValidationError):
            call(reception, STAYS, "create", elsewhere)

    def test_putting_under_code_erases_names_here_and_leaves_the_other_file_alone(self):
        household = self._create_household(children=[date(2018, 3, 1)])
        other = self._create_household(last_name="Autre")
        child = household.member_ids[1]
        stay = self.env[STAYS].create(
            {"household_id": other.id, "person_id": child.person_id.id, "role": "child"}
        )
        call(self.users["reception"], FILES, "action_put_under_code", household.ids)
        self.assertRecordValues(
            household.member_ids,
            [
                {"first_name": False, "birthdate": False, "birth_year": 1985, "phone": False},
                {"first_name": False, "birthdate": False, "birth_year": 2018, "phone": False},
            ],
        )
        self.assertRecordValues(stay, [{"first_name": "Child", "birthdate": date(2018, 3, 1)}])
        call(self.users["reception"], FILES, "action_name_again", household.ids)
        household.member_ids[0].first_name = "Samira"
        self.assertEqual(household.applicant_id.first_name, "Samira")


@tagged("post_install", "-at_install")
class TestUnderCodeTour(FoodAidMixin, HttpCase):
    """Reception registers who gives no name, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()

    def test_reception_registers_and_asks_help_for_who_gives_no_name(self):
        known = self.env[FILES].search([])
        login = self.users["reception"].login
        self.start_tour("/odoo/food-aid", "food_aid_under_code", login=login)
        household = self.env[FILES].search([]) - known
        self.assertRecordValues(household, [{"is_under_code": True, "age_26_64": 1}])
        person = household.applicant_id
        for name in ("first_name", "last_name", "birthdate", "phone"):
            with self.subTest(name=name):
                self.assertFalse(person[name])
        self.assertTrue(person.birth_year)
        self.assertEqual(household.request_ids.needs_text, "Something to eat")
