from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..tools.composition import AGE_BANDS, age_at, age_band, count_age_bands, typology
from .common import FoodAidCase


@tagged("post_install", "-at_install")
class TestComposition(FoodAidCase):
    """Ages, bands and family types, on a day."""

    def test_a_year_is_completed_on_the_birthday(self):
        for birth, day, age in (
            (date(2000, 6, 15), date(2026, 6, 14), 25),
            (date(2000, 6, 15), date(2026, 6, 15), 26),
            (date(2004, 2, 29), date(2026, 2, 28), 21),
            (date(2004, 2, 29), date(2026, 3, 1), 22),
            (date(2026, 9, 1), date(2026, 6, 1), 0),
        ):
            with self.subTest(birth=birth, day=day):
                self.assertEqual(age_at(birth, day), age)

    def test_every_age_has_its_band(self):
        for age, band in (
            *((0, "age_0_2"), (2, "age_0_2"), (3, "age_3_5"), (5, "age_3_5")),
            *((6, "age_6_13"), (13, "age_6_13"), (14, "age_14_17"), (17, "age_14_17")),
            *((18, "age_18_25"), (25, "age_18_25"), (26, "age_26_64"), (64, "age_26_64")),
            *((65, "age_65"), (104, "age_65")),
        ):
            with self.subTest(age=age):
                self.assertEqual(age_band(age), band)
        self.assertEqual(count_age_bands([]), dict.fromkeys(AGE_BANDS, 0))

    def test_family_types(self):
        for roles, kind in (
            (["applicant"], "alone"),
            (["applicant", "partner"], "couple"),
            (["applicant", "child"], "single_parent"),
            (["applicant", "partner", "child", "child"], "couple_children"),
            (["applicant", "hosted"], "other"),
            (["applicant", "other"], "other"),
            (["applicant", "partner", "hosted"], "couple"),
            (["applicant", "child", "hosted"], "single_parent"),
        ):
            with self.subTest(roles=roles):
                self.assertEqual(typology(roles), kind)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 09:00")
class TestHousehold(FoodAidCase):
    """People who eat together, under a code."""

    def test_a_household_counts_those_who_live_in_it_today(self):
        household = self._create_household(children=[date(2025, 1, 1), date(2015, 1, 1)])
        self.assertRecordValues(
            household,
            [
                {
                    "size": 3,
                    "typology": "single_parent",
                    "age_0_2": 1,
                    "age_6_13": 1,
                    "age_26_64": 1,
                    "age_3_5": 0,
                }
            ],
        )
        child = household.member_ids[-1]
        child.write({"date_end": date(2026, 6, 1), "end_reason": "departure"})
        self.assertEqual(household.size, 2)
        child.date_end = date(2026, 6, 2)
        self.assertEqual(household.size, 3)
        child.date_start = date(2026, 6, 2)
        self.assertEqual(household.size, 2)

    def test_a_child_half_of_the_time_counts_for_one_person(self):
        household = self._create_household(children=[date(2020, 1, 1)])
        household.member_ids[-1].presence = 0.5
        self.assertEqual(household.size, 2)

    def test_a_year_alone_counts_as_the_first_of_january(self):
        household = self._create_household()
        household.member_ids.write({"birthdate": False, "birth_year": 1961})
        self.assertEqual((household.age_65, household.applicant_id.age), (1, 65))

    def test_ages_follow_the_day_they_are_asked(self):
        household = self._create_household(children=[date(2023, 6, 2)])
        self.assertEqual(household.age_0_2, 1)
        with freeze_time("2026-06-02 09:00"):
            household.invalidate_recordset()
            self.assertEqual((household.age_0_2, household.age_3_5), (0, 1))

    def test_the_composition_of_many_takes_as_many_queries_as_of_one(self):
        households = self.env["food.aid.household"]
        for _number in range(12):
            households |= self._create_household(children=[date(2020, 1, 1)])
        counts = []
        for records in (households[:1], households[:2], households):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.users["reception"]).mapped("age_0_2")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_labels_of_many_take_as_many_queries_as_of_one(self):
        households = self.env["food.aid.household"]
        for _number in range(12):
            households |= self._create_household()
        counts = []
        for records in (households[:1], households[:2], households):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.users["reception"]).sudo().mapped("display_name")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_nothing_about_a_person_is_required(self):
        household = self.env["food.aid.household"].create(
            {
                "company_id": self.company.id,
                "member_ids": [Command.create({"role": "applicant"})],
            }
        )
        self.assertEqual((household.size, sum(household[band] for band in AGE_BANDS)), (1, 0))
        self.assertTrue(household.applicant_id.display_name)

    # ------------------------------------------------------------------
    # NUMBERS
    # ------------------------------------------------------------------

    def test_each_ccas_numbers_by_itself_without_a_hole_in_a_batch(self):
        households = self.env["food.aid.household"].create(
            [
                {"company_id": company.id}
                for company in (self.company, self.other_company, self.company, self.company)
            ]
        )
        ours = households.filtered(lambda one: one.company_id == self.company).mapped("name")
        numbers = sorted(int(name[1:]) for name in ours)
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + 3)))
        self.assertEqual(households[1].name, "F00001")

    def test_a_number_is_never_a_name_and_never_taken_twice(self):
        household = self._create_household(name="Samira")
        self.assertRegex(household.name, r"^F\d{5}$")
        for role in ("reception", "coordinator"):
            with self.subTest(role=role), self.assertRaises(UserError):
                household.with_user(self.users[role]).name = "Samira"
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            household.name = self._create_household().name

    def test_a_file_stays_with_its_ccas(self):
        household = self._create_household()
        household.company_id = self.company
        with self.assertRaises(UserError):
            household.company_id = self.other_company

    def test_a_new_card_ends_the_one_before(self):
        household = self._create_household()
        before = household.card_code
        household.with_user(self.users["reception"]).action_new_card()
        self.assertNotEqual(household.card_code, before)
        self.assertRegex(household.card_code, r"^\d{12}$")
        self.assertNotIn(household.card_code, household.name)
        households = self.env["food.aid.household"]
        self.assertFalse(households.search([("search_text", "ilike", before)]))
        self.assertEqual(
            households.search([("search_text", "ilike", household.card_code)]), household
        )

    # ------------------------------------------------------------------
    # MEMBERS
    # ------------------------------------------------------------------

    def test_one_applicant_at_a_time(self):
        household = self._create_household()
        second = {"household_id": household.id, "role": "applicant", "first_name": "Omar"}
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env["food.aid.household.member"].create(second)
        household.member_ids.write({"date_end": date(2026, 5, 1), "end_reason": "separation"})
        self.env.flush_all()
        member = self.env["food.aid.household.member"].create(second)
        self.assertEqual(household.applicant_id, member.person_id)

    def test_whoever_leaves_has_a_date_and_a_reason(self):
        member = self._create_household().member_ids
        for values in (
            {"date_end": date(2026, 5, 1)},
            {"end_reason": "departure"},
            {"date_start": "2026-05-02", "date_end": "2026-05-01", "end_reason": "death"},
        ):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
            ):
                member.write(values)

    def test_somebody_is_once_in_a_household_and_may_come_back(self):
        household = self._create_household(children=[date(2020, 1, 1)])
        child = household.member_ids[-1]
        values = {"household_id": household.id, "person_id": child.person_id.id, "role": "child"}
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env["food.aid.household.member"].create(values)
        child.write({"date_end": date(2026, 5, 1), "end_reason": "departure"})
        self.env.flush_all()
        self.env["food.aid.household.member"].create(values)
        self.assertEqual(household.size, 2)

    def test_presence_goes_from_never_to_always(self):
        member = self._create_household().member_ids
        for presence in (-0.1, 1.1):
            with (
                self.subTest(presence=presence),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
            ):
                member.presence = presence

    def test_a_birth_date_lies_between_1900_and_today(self):
        person = self._create_household().applicant_id
        for birthdate in (date(1899, 12, 31), date(2026, 6, 2)):
            with self.subTest(birthdate=birthdate), self.assertRaises(ValidationError):
                person.birthdate = birthdate
        person.birthdate = date(2026, 6, 1)
        self.assertEqual(person.age, 0)

    def test_what_is_done_for_a_household_moves_its_last_operation_forward_only(self):
        household = self._create_household(date_last_operation=date(2025, 1, 1))
        for day, last in (
            (date(2024, 1, 1), date(2025, 1, 1)),
            (date(2026, 2, 1), date(2026, 2, 1)),
        ):
            self.env["food.aid.request"].create({"household_id": household.id, "date": day})
            with self.subTest(day=day):
                self.assertEqual(household.date_last_operation, last)
