from ast import literal_eval
from datetime import date

from dateutil.relativedelta import relativedelta
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from ..models.voucher.food_aid_helpline import may_be_minor
from .common import FoodAidCase
from .remote import call

TODAY = date(2026, 3, 18)
SHORT = "food_aid.food_aid_voucher_view_form_new"


class VoucherCase(FoodAidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "food_aid_voucher_amount": 25,
                "food_aid_voucher_days": 5,
                "food_aid_voucher_place": "Corner shop, 2 Example Street",
                "food_aid_voucher_ceiling": 40,
                "food_aid_voucher_authority": "President, order 2026-7",
            }
        )
        cls.reception = cls.users["reception"]

    def _give(self, user=None, **vals):
        vouchers = self.env["food.aid.voucher"].with_user(user or self.reception)
        return vouchers.create({"first_name": "Awa"} | vals)


@tagged("post_install", "-at_install")
class TestVoucher(VoucherCase):
    """Something to eat today: no file, no assessment, a first name is enough."""

    # ------------------------------------------------------------------
    # GIVING
    # ------------------------------------------------------------------

    @freeze_time(TODAY)
    def test_a_first_name_is_enough_and_the_rest_has_its_default(self):
        with Form(self.env["food.aid.voucher"].with_user(self.reception), view=SHORT) as form:
            form.first_name = "Awa"
        self.assertRecordValues(
            form.record,
            [
                {
                    "first_name": "Awa",
                    "household_id": False,
                    "people": 1,
                    "kind": "amount",
                    "amount": 25,
                    "place": "Corner shop, 2 Example Street",
                    "date": TODAY,
                    "date_to": date(2026, 3, 23),
                    "state": "given",
                    "follow_up": "todo",
                    "given_by_id": self.reception.id,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertRegex(form.record.name, r"^B\d{5}$")
        ours = [("company_id", "=", self.company.id)]
        self.assertFalse(self.env["food.aid.request"].search(ours))

    def test_not_even_a_name_is_asked_for(self):
        self.assertEqual(self._give(first_name=False).state, "given")

    def test_numbers_follow_each_other_in_a_ccas(self):
        vouchers = self.env["food.aid.voucher"].with_user(self.reception)
        first, second = vouchers.create([{"first_name": "A"}, {"first_name": "B"}])
        self.assertEqual(int(second.name[1:]), int(first.name[1:]) + 1)
        theirs = self._give(self.users["elsewhere"], amount=10)
        self.assertEqual(theirs.company_id, self.other_company)
        self.assertEqual(int(theirs.name[1:]), 1)

    def test_a_parcel_has_no_amount_and_no_ceiling(self):
        voucher = self._give(kind="parcel", amount=500, parcel="Food for three days")
        self.assertRecordValues(voucher, [{"amount": 0, "parcel": "Food for three days"}])

    def test_the_place_is_that_of_the_service(self):
        voucher = self._give(service_id=self.service.id)
        self.assertEqual(voucher.place, "Shelf, Parcels, 1 Example Street")
        typed = self._give(service_id=self.service.id, place="Behind the church")
        self.assertEqual(typed.place, "Behind the church")

    def test_what_cannot_be_given_is_refused(self):
        day = date(2026, 3, 18)
        for values in (
            {"amount": 0},
            {"amount": -5},
            {"people": 0},
            {"date": day, "date_to": day - relativedelta(days=1)},
            {"birth_year": 84},
        ):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self._give(**values)

    def test_somebody_elses_name_and_another_state_are_not_taken(self):
        voucher = self._give(
            given_by_id=self.users["coordinator"].id,
            state="used",
            capacity="Mayor",
            name="B99999",
        )
        self.assertRecordValues(
            voucher,
            [
                {
                    "given_by_id": self.reception.id,
                    "state": "given",
                    "capacity": "President, order 2026-7",
                }
            ],
        )
        self.assertNotEqual(voucher.name, "B99999")

    # ------------------------------------------------------------------
    # UNDER WHOSE AUTHORITY
    # ------------------------------------------------------------------

    def test_reception_gives_up_to_the_ceiling_under_the_authority_of_the_settings(self):
        self.assertEqual(self._give(amount=40).capacity, "President, order 2026-7")
        with self.assertRaisesRegex(UserError, "up to"):
            self._give(amount=40.01)

    def test_a_delegation_of_ones_own_for_emergency_help_has_no_ceiling(self):
        instructor = self.users["instructor"]
        with self.assertRaisesRegex(UserError, "up to"):
            self._give(instructor, amount=100)
        delegation = self._create_delegation(instructor)
        self.assertEqual(
            self._give(instructor, amount=100).capacity, "Director, Deliberation 2026-1"
        )
        delegation.covers_emergency = False
        with self.assertRaisesRegex(UserError, "up to"):
            self._give(instructor, amount=100)
        delegation.write({"covers_emergency": True, "date_to": date(2026, 1, 31)})
        self.assertTrue(self._give(instructor, amount=100, date="2026-01-31", date_to="2026-02-02"))
        with self.assertRaisesRegex(UserError, "up to"):
            self._give(instructor, amount=100, date="2026-02-01", date_to="2026-02-02")

    def test_the_delegation_of_a_colleague_is_nobody_elses(self):
        self._create_delegation(self.users["instructor"])
        with self.assertRaisesRegex(UserError, "up to"):
            self._give(amount=100)

    def test_without_settings_the_signatory_of_letters_signs(self):
        self.company.write({"food_aid_voucher_authority": False, "food_aid_signatory": "M. A."})
        self.assertEqual(self._give().capacity, "M. A.")
        self.company.food_aid_signatory = False
        self.assertEqual(self._give().capacity, "CCAS of Testville")

    def test_the_coordinator_sets_what_the_short_form_offers(self):
        settings = self.env["food.aid.ccas.settings"].with_user(self.users["coordinator"])
        with Form(settings) as form:
            self.assertEqual(form.food_aid_voucher_ceiling, 40)
            form.food_aid_voucher_amount = 30
            form.food_aid_voucher_ceiling = 60
            form.food_aid_voucher_place = "Market"
        form.record.action_save()
        self.assertRecordValues(self._give(), [{"amount": 30, "place": "Market", "state": "given"}])
        self.assertTrue(self._give(amount=60))

    # ------------------------------------------------------------------
    # WHAT BECOMES OF IT
    # ------------------------------------------------------------------

    def test_what_is_printed_no_longer_changes(self):
        voucher = self._give()
        for values in (
            {"amount": 30},
            {"place": "Elsewhere"},
            {"date_to": date(2030, 1, 1)},
            {"first_name": "Bob"},
            {"capacity": "Mayor"},
        ):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, "given"):
                voucher.write(values)
        with self.assertRaises(UserError):
            voucher.copy()
        with self.assertRaises(UserError):
            voucher.sudo().unlink()
        voucher.note = "Called back"
        self.assertEqual(voucher.note, "Called back")

    @freeze_time(TODAY)
    def test_it_is_used_or_cancelled_and_only_a_slip_is_undone(self):
        used, cancelled = self._give(), self._give()
        used.action_use()
        cancelled.action_cancel()
        self.assertRecordValues(
            used | cancelled,
            [
                {"state": "used", "date_closed": TODAY},
                {"state": "cancelled", "date_closed": TODAY},
            ],
        )
        with self.assertRaisesRegex(UserError, "give another"):
            used.action_cancel()
        used.action_reopen()
        self.assertRecordValues(used, [{"state": "given", "date_closed": False}])
        for state in ("given", "used"):
            with self.subTest(state=state), self.assertRaisesRegex(UserError, "give another"):
                cancelled.write({"state": state})

    @freeze_time(TODAY)
    def test_past_their_date_are_those_not_used(self):
        past = {"date": date(2026, 3, 1), "date_to": date(2026, 3, 17)}
        expired, used = self._give(**past), self._give(**past)
        used.action_use()
        last_day = self._give(date_to=TODAY)
        ours = expired | used | last_day
        self.assertEqual(ours.filtered("is_expired"), expired)
        domain = [("id", "in", ours.ids), ("is_expired", "=", True)]
        self.assertEqual(ours.search(domain), expired)

    # ------------------------------------------------------------------
    # REGULARISING
    # ------------------------------------------------------------------

    def test_regularising_makes_the_household_and_the_request(self):
        voucher = self._give(birth_year=1990, need="Nothing since yesterday")
        action = voucher.action_regularise()
        household = voucher.household_id
        self.assertEqual((action["res_model"], action["res_id"]), (household._name, household.id))
        self.assertRecordValues(household.applicant_id, [{"first_name": "Awa", "birth_year": 1990}])
        self.assertRecordValues(
            household.request_ids,
            [{"needs_text": "Nothing since yesterday", "date": voucher.date, "state": "received"}],
        )
        self.assertRecordValues(
            voucher, [{"follow_up": "done", "request_id": household.request_ids.id}]
        )
        with self.assertRaisesRegex(UserError, "already"):
            voucher.action_regularise()

    def test_regularising_takes_the_household_and_the_open_request_that_are_there(self):
        household = self._create_household()
        request = self.env["food.aid.request"].create({"household_id": household.id})
        voucher = self._give()
        voucher.household_id = household
        voucher.action_regularise()
        self.assertEqual(voucher.request_id, request)
        self.assertEqual(household.request_ids, request)
        request.state = "decided"
        again = self._give(household_id=household.id)
        again.action_regularise()
        self.assertNotEqual(again.request_id, request)
        self.assertEqual(again.request_id.household_id, household)

    def test_it_is_regularised_by_a_request_of_its_own_household(self):
        voucher = self._give(household_id=self._create_household().id)
        other = self.env["food.aid.request"].create({"household_id": self._create_household().id})
        done = {"follow_up": "done"}
        with self.assertRaisesRegex(ValidationError, "press"), self.env.cr.savepoint():
            voucher.write(done)
        done["request_id"] = other.id
        with self.assertRaisesRegex(ValidationError, "another"), self.env.cr.savepoint():
            voucher.write(done)
        voucher.action_regularise()
        with self.assertRaisesRegex(ValidationError, "another household"):
            voucher.household_id = other.household_id

    def test_some_have_nothing_to_regularise(self):
        voucher, cancelled, done = self._give(), self._give(), self._give()
        cancelled.action_cancel()
        done.action_regularise()
        (voucher | done).action_leave()
        self.assertRecordValues(voucher | done, [{"follow_up": "none"}, {"follow_up": "done"}])
        with self.assertRaises(UserError):
            cancelled.action_regularise()
        voucher.action_regularise()
        self.assertEqual(voucher.follow_up, "done")

    @freeze_time(TODAY)
    def test_a_household_keeps_the_day_and_the_count(self):
        household = self._create_household(date_last_operation=date(2026, 1, 1))
        voucher = self._give(household_id=household.id)
        self._give(household_id=household.id).action_cancel()
        self.assertEqual(household.date_last_operation, TODAY)
        self.assertEqual(household.with_user(self.reception).voucher_count, 1)
        action = household.with_user(self.reception).action_view_vouchers()
        self.assertIn(voucher, voucher.search(action["domain"]))

    def test_a_voucher_of_a_household_comes_from_its_form(self):
        household = self._create_household()
        action = household.with_user(self.reception).action_give_voucher()
        vouchers = self.env["food.aid.voucher"].with_context(**action["context"])
        with Form(vouchers.with_user(self.reception), view=SHORT) as form:
            self.assertEqual(form.household_id, household)
        self.assertEqual(form.record.household_id, household)

    # ------------------------------------------------------------------
    # REGISTER
    # ------------------------------------------------------------------

    @freeze_time(TODAY)
    def test_the_register_counts_and_sums_by_month(self):
        for day, amount in (("2026-01-05", 10), ("2026-01-30", 15.5), ("2026-03-18", 20)):
            self._give(date=day, date_to="2026-12-31", amount=amount)
        self._give(date="2026-03-01", date_to="2026-03-02", kind="parcel", people=4)
        groups = call(
            self.users["coordinator"],
            *("food.aid.voucher", "formatted_read_group", [], ["date:month"]),
            ["__count", "amount:sum", "people:sum"],
        )
        self.assertEqual(
            [(one["__count"], one["amount:sum"], one["people:sum"]) for one in groups],
            [(2, 25.5, 2), (2, 20, 5)],
        )

    @freeze_time(TODAY)
    def test_the_filters_of_the_register_find_what_they_say(self):
        vouchers = self.env["food.aid.voucher"].with_user(self.reception)
        march = self._give(date="2026-03-01", date_to="2026-03-02")
        last_of_march = self._give(date="2026-03-31", date_to="2026-04-02")
        february = self._give(date="2026-02-28", date_to="2026-04-02")
        cancelled = self._give()
        cancelled.action_cancel()
        used = self._give()
        used.action_use()
        used.action_regularise()
        expected = {
            "valid": march | last_of_march | february | used,
            "this_month": march | last_of_march | cancelled | used,
            "last_month": february,
            "to_regularise": march | last_of_march | february,
            "not_used": march | last_of_march | february,
            "expired": march,
        }
        arch = self.env.ref("food_aid.food_aid_voucher_view_search")._get_combined_arch()
        for name, found in expected.items():
            (node,) = arch.xpath(f"//filter[@name='{name}']")
            domain = literal_eval(node.get("domain"))
            with self.subTest(name=name):
                self.assertEqual(vouchers.search(domain), found.sorted())

    def test_the_register_costs_the_same_for_many_as_for_few(self):
        def read():
            spec = {name: {} for name in ("name", "amount", "place", "is_expired", "state")}
            spec["household_id"] = {"fields": {"display_name": {}}}
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            vouchers = self.env["food.aid.voucher"].with_user(self.reception)
            vouchers.web_search_read([], spec)
            return self.env.cr.sql_log_count - before

        self._give(household_id=self._create_household().id)
        read()
        few = read()
        for _index in range(5):
            self._give(household_id=self._create_household().id)
        self.assertEqual(read(), few)

    # ------------------------------------------------------------------
    # MINORS
    # ------------------------------------------------------------------

    def test_a_minor_is_known_by_the_day_or_perhaps_by_the_year(self):
        for birthdate, year, minor in (
            (date(2008, 3, 18), 0, False),
            (date(2008, 3, 19), 0, True),
            (None, 2008, True),
            (None, 2007, False),
            (None, 0, False),
            (date(1990, 1, 1), 2015, False),
        ):
            with self.subTest(birthdate=birthdate, year=year):
                self.assertEqual(may_be_minor(birthdate, year, TODAY), minor)

    @freeze_time(TODAY)
    def test_a_minor_alone_is_helped_at_once_and_the_agent_sees_whom_to_call(self):
        theirs = self.env["food.aid.helpline"].create(
            {"name": "Their unit", "company_id": self.other_company.id}
        )
        ours = self.env["food.aid.helpline"].create(
            {"name": "Our unit", "company_id": self.company.id, "phone": "03 00 00 00 00"}
        )
        with Form(self.env["food.aid.voucher"].with_user(self.reception), view=SHORT) as form:
            form.first_name = "Issa"
            self.assertFalse(form.helpline_ids)
            form.birth_year = 2011
            self.assertTrue(form.is_minor)
            shown = self.env["food.aid.helpline"].browse(form.helpline_ids.ids)
            self.assertIn(ours, shown)
            self.assertIn(self.env.ref("food_aid.helpline_child_protection"), shown)
            self.assertNotIn(theirs, shown)
        self.assertEqual(form.record.state, "given")
        form.record.action_regularise()
        household = form.record.household_id
        self.assertTrue(household.is_minor)
        self.assertIn(ours, household.helpline_ids)
        self.assertFalse(self._create_household().helpline_ids)

    def test_numbers_not_checked_yet_say_so(self):
        """What nobody has checked bears neither source nor day."""
        for name in ("child_protection", "crip", "ase", "unaccompanied", "police"):
            line = self.env.ref(f"food_aid.helpline_{name}")
            with self.subTest(name=name):
                self.assertFalse(line.date_checked)
                self.assertFalse(line.source)
