from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import FoodAidCase
from .paper import PaperCase
from .remote import call

TODAY = date(2026, 3, 10)
START = fields.Datetime.to_datetime("2026-03-10 13:00:00")
SESSION = "food.aid.workshop.session"
REGISTRATION = "food.aid.workshop.registration"


class WorkshopMixin:
    @classmethod
    def setUpWorkshop(cls):
        cls.leader = cls.users["social"]
        cls.workshop = cls.env["food.aid.workshop"].create(
            {
                "name": "Cooking with what there is",
                "company_id": cls.company.id,
                "place": "Shared kitchen",
                "capacity": 2,
                "cost": 60,
                "animator_ids": [Command.set(cls.leader.ids)],
            }
        )
        cls.session = cls._create_session()
        cls.household = cls._create_household(children=[date(2018, 3, 2)])

    @classmethod
    def _create_session(cls, days=0, **vals):
        start = START + timedelta(days=days)
        values = {
            "workshop_id": cls.workshop.id,
            "date_start": start,
            "date_end": start + timedelta(hours=2),
        }
        return cls.env[SESSION].create(values | vals)

    def _register(self, household, session=None, user="reception", persons=None):
        form = self.env["food.aid.workshop.register"].with_user(self.users[user])
        register = form.create(
            {
                "household_id": household.id,
                "session_id": (session or self.session).id,
                "person_ids": [Command.set((persons or household.applicant_id).ids)],
            }
        )
        register.action_register()
        return household.registration_ids.filtered(
            lambda one: one.session_id == (session or self.session)
        )

    def _create_reserved(self):
        household = self._create_household(first_name="Hidden", last_name="Away")
        household.write(
            {
                "is_reserved": True,
                "reserved_user_ids": [Command.set(self.users["instructor"].ids)],
            }
        )
        return household


@tagged("post_install", "-at_install")
class TestWorkshop(WorkshopMixin, FoodAidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-03-10 09:00:00"))
        cls.setUpWorkshop()

    # ------------------------------------------------------------------
    # PLACES
    # ------------------------------------------------------------------

    def test_a_session_begins_as_its_workshop_says_and_may_differ(self):
        self.assertRecordValues(
            self.session, [{"place": "Shared kitchen", "capacity": 2, "cost": 60}]
        )
        self.assertEqual(self.session.animator_ids, self.leader)
        other = self._create_session(7, place="Town hall", capacity=5, cost=0)
        self.assertRecordValues(other, [{"place": "Town hall", "capacity": 5, "cost": 0}])

    def test_who_is_beyond_the_places_waits_and_moves_up_in_order(self):
        households = [self._create_household() for _rank in range(4)]
        first, second, third, fourth = (self._register(one) for one in households)
        self.assertEqual(
            [one.state for one in (first, second, third, fourth)],
            ["registered", "registered", "waiting", "waiting"],
        )
        first.with_user(self.users["reception"]).action_cancel()
        self.assertRecordValues(third, [{"state": "registered", "is_to_tell": True}])
        self.assertEqual(fourth.state, "waiting")
        third.with_user(self.users["reception"]).action_told()
        self.assertFalse(third.is_to_tell)
        self.session.capacity = 1
        self.assertEqual((second.state, third.state), ("registered", "waiting"))
        self.session.capacity = 0
        self.assertEqual({third.state, fourth.state}, {"registered"})

    def test_no_way_of_writing_goes_beyond_the_places(self):
        for _rank in range(2):
            self._register(self._create_household())
        late = self._register(self.household)
        late.with_user(self.users["reception"]).write({"state": "registered"})
        self.assertEqual(late.state, "waiting")
        other = self._register(self._create_household(), self._create_session(7))
        with self.assertRaises(UserError):
            other.with_user(self.users["reception"]).session_id = self.session

    def test_a_family_registers_together_and_each_person_once(self):
        persons = self.household.member_ids.person_id
        registrations = self._register(self.household, persons=persons)
        self.assertEqual(len(registrations), 2)
        self.assertEqual(registrations.mapped("age_band"), ["age_26_64", "age_6_13"])
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._register(self.household)
        registrations.action_cancel()
        with self.assertRaises(UserError):
            registrations.with_user(self.users["reception"]).state = "registered"
        self.assertEqual(len(self._register(self.household)), 3)

    def test_only_people_of_the_household_and_of_the_same_ccas(self):
        stranger = self._create_household().applicant_id
        with self.assertRaises(ValidationError):
            self._register(self.household, persons=stranger)
        theirs = self._create_household(company_id=self.other_company.id)
        with self.assertRaises(ValidationError):
            self.env[REGISTRATION].create(
                {
                    "session_id": self.session.id,
                    "household_id": theirs.id,
                    "person_id": theirs.applicant_id.id,
                }
            )

    # ------------------------------------------------------------------
    # WHO CAME
    # ------------------------------------------------------------------

    def test_ticking_closing_and_what_it_cost(self):
        came, missed = self._register(self.household), self._register(self._create_household())
        call(self.users["reception"], REGISTRATION, "action_toggle", came.ids)
        self.assertEqual(came.state, "present")
        call(self.users["reception"], REGISTRATION, "action_toggle", came.ids)
        self.assertEqual(came.state, "registered")
        call(self.users["reception"], REGISTRATION, "action_toggle", came.ids)
        call(self.users["reception"], SESSION, "action_add_unknown", self.session.ids, "age_65")
        call(self.users["reception"], SESSION, "action_add_unknown", self.session.ids, "age_65")
        waiting = self._register(self._create_household())
        self.assertEqual(waiting.state, "waiting")
        call(self.users["reception"], SESSION, "action_close", self.session.ids)
        self.assertEqual(missed.state, "absent")
        self.assertEqual(waiting.state, "cancelled")
        session = self.session.with_user(self.users["coordinator"])
        self.assertRecordValues(session, [{"present_count": 3, "cost_per_participation": 20}])
        workshop = self.workshop.with_user(self.users["coordinator"])
        self.assertRecordValues(
            workshop, [{"session_count": 1, "present_count": 3, "cost_per_participation": 20}]
        )

    def test_a_tick_taken_back_after_the_session_is_an_absence(self):
        registration = self._register(self.household)
        registration.action_toggle()
        with freeze_time(TODAY):
            self.session.action_close()
        for state in ("absent", "present"):
            registration.with_user(self.users["reception"]).action_toggle()
            self.assertEqual(registration.state, state)

    def test_reception_sees_that_it_does_not_plan(self):
        found = {
            role: self.session.with_user(self.users[role]).can_plan
            for role in ("reception", "instructor", "coordinator")
        }
        self.assertEqual(found, {"reception": False, "instructor": True, "coordinator": True})

    def test_somebody_without_a_name_is_an_age_and_takes_a_place(self):
        session = self._create_session(7, capacity=1).with_user(self.users["reception"])
        session.action_add_unknown("age_0_2")
        session.action_add_unknown("age_18_25")
        self.assertEqual(session.registration_ids.mapped("state"), ["registered", "waiting"])
        self.assertEqual(session.registration_ids[0].label, "No name given · 0–2")
        with self.assertRaises(UserError):
            session.action_add_unknown("name")

    def test_a_session_to_come_is_not_closed_and_a_cancelled_one_tells_people(self):
        session = self._create_session(7)
        registration = self._register(self.household, session)
        with self.assertRaises(UserError):
            session.action_close()
        session.action_cancel()
        self.assertRecordValues(registration, [{"state": "cancelled", "is_to_tell": True}])
        self.assertFalse(session.event_id)
        with self.assertRaises(UserError):
            self._register(self._create_household(), session)

    def test_what_was_agreed_on_shows_how_far_one_is(self):
        contract = self.env["food.aid.workshop.contract"].create(
            {
                "household_id": self.household.id,
                "required": 3,
                "date_from": "2026-03-01",
                "date_to": "2026-05-31",
            }
        )
        before, other = self._create_session(-20), self._create_session(-2)
        for session in (before, self.session, other):
            persons = self.household.member_ids.person_id
            self._register(self.household, session, persons=persons).action_toggle()
        self.assertRecordValues(contract, [{"done": 2, "progress": "2 of 3 workshops"}])
        self.assertAlmostEqual(contract.rate, 66.67, 2)
        self.assertEqual(self.household.workshop_progress, "2 of 3 workshops")
        assessment = self._create_assessment(self.household)
        self.assertEqual(assessment.workshop_progress, "2 of 3 workshops")

    def test_a_workshop_may_answer_a_need_that_reception_does_not_read(self):
        need = self.env["food.aid.need"].create(
            {
                "household_id": self.household.id,
                "category_id": self.env.ref("food_aid.need_category_budget").id,
            }
        )
        register = self.env["food.aid.workshop.register"].with_user(self.users["instructor"])
        values = {
            "household_id": self.household.id,
            "session_id": self.session.id,
            "person_ids": [Command.set(self.household.applicant_id.ids)],
            "need_id": need.id,
        }
        register.create(values).action_register()
        registration = self.household.registration_ids
        self.assertEqual(registration.need_id, need)
        with self.assertRaises(AccessError):
            call(self.users["reception"], REGISTRATION, "read", registration.ids, ["need_id"])
        other = self._register(self._create_household(), user="instructor")
        with self.assertRaises(ValidationError):
            other.need_id = need

    # ------------------------------------------------------------------
    # THE CALENDAR
    # ------------------------------------------------------------------

    def test_the_calendar_names_the_workshop_and_never_who_comes(self):
        self._register(self.household)
        event = self.session.event_id.with_user(self.users["employee"])
        self.assertRecordValues(
            event,
            [
                {
                    "name": "Cooking with what there is",
                    "location": "Shared kitchen",
                    "start": START,
                    "stop": START + timedelta(hours=2),
                    "description": False,
                    "res_model": False,
                }
            ],
        )
        self.assertEqual(event.partner_ids, self.leader.partner_id)
        for name in ("Samira", "Fictive", self.household.name):
            self.assertNotIn(name, repr(event.sudo().read()).replace(self.leader.name, ""))

    def test_what_is_changed_in_the_calendar_comes_back(self):
        guest = self.env["res.partner"].create({"name": "Guest"})
        session = self._create_session(3)
        session.event_id.write(
            {"name": "Samira comes", "partner_ids": [Command.link(guest.id)], "location": "?"}
        )
        self.env[SESSION]._cron_sync_events()
        self.assertEqual(session.event_id.name, "Cooking with what there is")
        self.assertEqual(session.event_id.partner_ids, self.leader.partner_id)
        session.event_id.unlink()
        self.env[SESSION]._cron_sync_events()
        self.assertTrue(session.event_id)
        self.workshop.name = "Cooking together"
        self.assertEqual(session.event_id.name, "Cooking together")
        event = session.event_id
        session.unlink()
        self.assertFalse(event.exists())

    # ------------------------------------------------------------------
    # RESERVED FILES, FILES GROUPED AND SEPARATED
    # ------------------------------------------------------------------

    def test_a_reserved_file_is_in_no_list_and_no_number_of_others(self):
        reserved = self._create_reserved()
        registration = self._register(reserved, user="instructor")
        for _rank in range(2):
            one = self._register(self._create_household())
            self.assertEqual(one.state, "registered")
        registration.action_toggle()
        for role in ("reception", "coordinator"):
            user = self.users[role]
            session, workshop = self.session.with_user(user), self.workshop.with_user(user)
            with self.subTest(role=role):
                self.assertEqual(session.registered_count, 2)
                self.assertEqual(session.present_count, 0)
                self.assertEqual(workshop.present_count, 0)
                self.assertNotIn(registration, session.env[REGISTRATION].search([]))
                with self.assertRaises(AccessError):
                    call(user, REGISTRATION, "read", registration.ids, ["label"])
                with self.assertRaises(AccessError):
                    call(user, REGISTRATION, "action_toggle", registration.ids)
        named = self.session.with_user(self.users["instructor"])
        self.assertEqual(named.registered_count, 3)

    def test_leading_a_session_opens_no_reserved_file(self):
        reserved = self._create_reserved()
        registration = self._register(reserved, user="instructor")
        curious = self._create_user("curious", "food_aid.group_food_aid_instructor")
        values = {"animator_ids": [Command.link(curious.id)]}
        call(curious, SESSION, "write", self.session.ids, values)
        number = [("household_id.name", "=", reserved.name)]
        for user in (self.leader, curious):
            with self.subTest(user=user.login):
                self.assertFalse(call(user, REGISTRATION, "search_count", []))
                self.assertFalse(call(user, REGISTRATION, "search_count", number))
                self.assertEqual(self.session.with_user(user).registered_count, 0)
                hidden = registration.with_user(user).sudo()
                self.assertFalse(hidden.label or hidden.display_name)
                for method, *args in (("read", ["label"]), ("action_toggle",)):
                    with self.assertRaises(AccessError):
                        call(user, REGISTRATION, method, registration.ids, *args)
        named = self.users["instructor"]
        self.assertIn("Hidden", call(named, REGISTRATION, "read", registration.ids)[0]["label"])
        call(named, REGISTRATION, "action_toggle", registration.ids)
        self.assertEqual(registration.state, "present")
        reception = self.users["reception"]
        with self.assertRaises(AccessError):
            values = {"animator_ids": [Command.link(reception.id)]}
            call(reception, SESSION, "write", self.session.ids, values)

    def test_agents_of_another_ccas_read_nothing(self):
        registration = self._register(self.household)
        elsewhere = self.users["elsewhere"]
        for records in (registration, self.session, self.workshop):
            self.assertFalse(records.with_user(elsewhere).has_access("read"))

    def test_grouping_two_files_joins_what_one_human_did(self):
        other = self._create_household(first_name="Samirah")
        here = self._register(self.household)
        there = self._register(other)
        there.action_toggle()
        later = self._register(other, self._create_session(7))
        self.household.with_user(self.users["instructor"])._group(
            other.with_user(self.users["instructor"]),
            {other.member_ids.with_user(self.users["instructor"]): self.household.member_ids[0]},
        )
        self.assertFalse(there.exists())
        self.assertEqual(here.state, "present")
        self.assertEqual(later.household_id, self.household)
        self.assertEqual(later.person_id, self.household.applicant_id)

    def test_separating_tells_neither_side_where_the_other_will_be(self):
        partner = self.env["food.aid.household.member"].create(
            {
                "household_id": self.household.id,
                "role": "partner",
                "first_name": "Leaves",
                "birth_year": 1986,
            }
        )
        past = self._create_session(-7)
        done = self._register(self.household, past, persons=partner.person_id)
        done.action_toggle()
        coming = self._register(self.household, self._create_session(7), persons=partner.person_id)
        agent = self.users["instructor"]
        stay = partner.with_user(agent)
        self.household.with_user(agent)._split(stay, stay.browse(), TODAY)
        self.assertFalse(coming.exists())
        self.assertEqual(done.state, "present")

    def test_the_form_offers_the_people_of_the_household(self):
        context = self.household.with_user(self.users["reception"]).action_register_workshop()
        form = Form(
            self.env["food.aid.workshop.register"]
            .with_user(self.users["reception"])
            .with_context(**context["context"])
        )
        self.assertEqual(form.session_id, self.session)
        self.assertEqual(form.place_text, "2 places left")
        form.save().action_register()
        self.assertEqual(self.household.registration_ids.state, "registered")


@tagged("post_install", "-at_install")
class TestWorkshopSheet(WorkshopMixin, PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpWorkshop()

    def test_the_sheet_names_whom_one_may_read_and_nobody_else(self):
        reserved = self._create_reserved()
        self._register(self.household)
        self._register(reserved, user="instructor")
        text = " ".join(self._pages(self._print("workshop_sheet", self.session, self.leader)))
        self.assertIn("Samira Fictive", text)
        self.assertNotIn(reserved.name, text)
        self.assertNotIn("Hidden", text)
        self.assertIn("To be destroyed once entered", text)
        text = " ".join(
            self._pages(self._print("workshop_sheet", self.session, self.users["coordinator"]))
        )
        self.assertNotIn(reserved.name, text)
        with self.assertRaises(AccessError):
            self._print("workshop_sheet", self.session, self.users["stock"])
