from concurrent.futures import ThreadPoolExecutor

from odoo import api, fields
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.modules.registry import Registry
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FoodAidCase
from .remote import call


@tagged("post_install", "-at_install")
class TestTally(FoodAidCase):
    """Visits and calls are counted by day and kind, and nobody is."""

    def _call(self, method, *args, login="reception"):
        counts = call(self.users[login], "food.aid.tally", method, *args)
        return {one["kind"]: one["count"] for one in counts}

    def test_taps_add_up_and_the_last_one_is_taken_back(self):
        self.assertEqual(self._call("get_today"), {"visit": 0, "call": 0, "mail": 0})
        self._call("tap", "visit")
        self._call("tap", "visit", login="social")
        self.assertEqual(self._call("tap", "call"), {"visit": 2, "call": 1, "mail": 0})
        # one's own last tap, not the colleague's
        self.assertEqual(self._call("undo"), {"visit": 2, "call": 0, "mail": 0})
        self.assertEqual(self._call("undo"), {"visit": 1, "call": 0, "mail": 0})
        self.assertEqual(self._call("undo"), {"visit": 1, "call": 0, "mail": 0})

    def test_undoing_leaves_yesterday_and_numbers_entered_by_hand(self):
        tallies = self.env["food.aid.tally"].with_user(self.users["reception"])
        yesterday = fields.Date.subtract(fields.Date.today(), days=1)
        entered = tallies.create(
            [{"kind": "call", "count": 12}, {"kind": "visit", "date": yesterday}]
        )
        self._call("undo")
        self.assertEqual(entered.exists(), entered)
        self.assertEqual(self._call("get_today")["call"], 12)
        entered[0].count = 13
        self.assertEqual(self._call("get_today")["call"], 13)

    def test_months_and_kinds_are_read_as_sums(self):
        self.env["food.aid.tally"].with_user(self.users["reception"]).create(
            [
                {"kind": "visit", "date": "2034-01-03", "count": 4},
                {"kind": "visit", "date": "2034-01-20", "count": 3},
                {"kind": "call", "date": "2034-02-20", "count": 2},
            ]
        )
        groups = self.env["food.aid.tally"]._read_group(
            [("date", "<", "2035-01-01"), ("date", ">=", "2034-01-01")],
            ["date:month", "kind"],
            ["count:sum"],
        )
        self.assertEqual(
            [(month.month, kind, count) for month, kind, count in groups],
            [(1, "visit", 7), (2, "call", 2)],
        )

    def test_it_holds_nobody(self):
        own = {"company_id", "date", "kind", "count", "display_name", "id"}
        own |= {"create_uid", "create_date", "write_uid", "write_date"}
        self.assertEqual(set(self.env["food.aid.tally"]._fields), own)

    def test_each_ccas_counts_for_itself(self):
        self._call("tap", "visit")
        counts = self._call("get_today", login="elsewhere")
        self.assertEqual(counts["visit"], 0)

    def test_other_roles_count_nothing(self):
        for login in ("stock", "observer", "dpo", "employee", "volunteer"):
            for method, args in (("tap", ["visit"]), ("undo", []), ("get_today", [])):
                with self.subTest(login=login, method=method), self.assertRaises(AccessError):
                    self._call(method, *args, login=login)
        with self.assertRaises(ValueError):
            self._call("tap", "somebody")


@tagged("post_install", "-at_install")
class TestTallyTogether(FoodAidCase):
    """Taps of several agents in the same second, on connections of their own."""

    @mute_logger("odoo.sql_db")
    def test_no_tap_is_lost_and_none_waits(self):
        registry = Registry(self.env.cr.dbname)
        day, kind = fields.Date.to_date("1999-12-31"), "visit"
        domain = Domain("date", "=", day)

        def tap(_rank):
            with registry.cursor() as cr:
                env = api.Environment(cr, api.SUPERUSER_ID, {})
                env["food.aid.tally"].create({"kind": kind, "date": day})

        def clean():
            with registry.cursor() as cr:
                env = api.Environment(cr, api.SUPERUSER_ID, {})
                tallies = env["food.aid.tally"].search(domain)
                count = sum(tallies.mapped("count"))
                tallies.unlink()
                return count

        self.addCleanup(clean)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(tap, range(24)))
        self.assertEqual(clean(), 24)
