import json
import os
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

from lxml import html

from odoo.fields import Command
from odoo.tests import tagged

from ..models.association.ir_http_device import COOKIE
from .test_wall_routes import WallHttpCase
from .wall import listening
from .wall_map import DOOR, ODOO_LAYOUT, ROLES, ROUTES, WITHOUT_TOKEN

SCRIPT = Path(__file__).with_name("accessibility.js")
# What these addresses end with gives a file.
FILES = ("/sheet", "pdf", "/download", "<int:document_id>")
READERS = ("manager", "volunteer", "prescriber", "plain", "visitor")


def get_buttons(body, form):
    """Return what sends a form: its buttons, and the first that names it from elsewhere."""
    elsewhere = body.xpath(f".//button[@form='{form.get('id', '-')}']")
    return form.xpath(".//button[not(@form)]") + elsewhere[:1]


class WallPagesCase(WallHttpCase):
    def _get_pages(self):
        """Return {role: {route: address}}: each page once, and the first one of every role."""
        pages = {role: {} for role in READERS}
        for key, row in ROUTES.items():
            answers = dict(zip(ROLES, row.answers.split(), strict=True))
            readers = [role for role in READERS if answers[role] == "page"]
            if row.link:
                readers = ["visitor"]
            if key.startswith("GET ") and not key.endswith(FILES):
                home = key == "GET /my/food-aid"
                for role in readers if home else readers[:1]:
                    pages[role][key] = self._get_address(key, row.owner)
        return {role: found for role, found in pages.items() if found}


@tagged("post_install", "-at_install")
class TestWallPages(WallPagesCase):
    """Every page of the portal: by keyboard, without JavaScript, at the same cost for anybody."""

    def test_every_page_is_whole_without_javascript(self):
        for role, pages in self._get_pages().items():
            self._enter(role)
            for key, address in pages.items():
                response = self.url_open(address)
                self.assertEqual(response.status_code, 200)
                (body,) = html.fromstring(response.text).find_class("o_food_aid")
                with self.subTest(role=role, page=key):
                    self._check_headings(body)
                    self._check_controls(body, key.replace("GET ", "POST "))

    def _check_headings(self, body):
        levels = [int(one.tag[1]) for one in body.xpath(".//h1 | .//h2 | .//h3 | .//h4")]
        self.assertEqual(levels[:1], [1])
        self.assertEqual(levels.count(1), 1)
        for before, after in pairwise(levels):
            self.assertLessEqual(after - before, 1)
        self.assertFalse(body.xpath(".//table[not(caption)] | .//th[not(@scope)]"))
        self.assertFalse(body.xpath(".//*[contains(@class, 'danger')]"))

    def _check_controls(self, body, key):
        """By keyboard: native controls in the order of the page, none that needs a script."""
        scripted = "@onclick or @onchange or @tabindex > 0 or starts-with(@href, 'javascript')"
        self.assertFalse(body.xpath(f".//*[{scripted}] | .//a[not(@href) or @href='#']"))
        self.assertFalse(body.xpath(".//button[@type='button'] | .//*[@role='button']"))
        for form in body.forms:
            self.assertTrue(get_buttons(body, form), html.tostring(form))
        without = body.xpath(".//form[@method='post'][not(.//input[@name='csrf_token'])]")
        self.assertTrue(not without or key in WITHOUT_TOKEN)
        self.assertFalse(body.xpath(".//button[not(ancestor::form or @form)]"))
        labelled = set(body.xpath(".//label/@for"))
        for field in body.xpath(".//input[not(@type='hidden')] | .//select | .//textarea"):
            named = field.get("aria-label") or field.get("aria-labelledby")
            self.assertTrue(named or field.get("id") in labelled, html.tostring(field))

    def test_every_form_is_sent_bare(self):
        """As it is on the page, nothing filled in: a page comes back, with words."""
        sent = 0
        for role, pages in self._get_pages().items():
            self._enter(role)
            for key, address in pages.items():
                page = html.fromstring(self.url_open(address).text, base_url=self.base_url())
                (body,) = page.find_class("o_food_aid")
                for form in body.forms:
                    for button in get_buttons(body, form):
                        with self.subTest(role=role, page=key, form=form.action), self._undone():
                            self._press(form, button, address)
                            sent += 1
        self.assertGreater(sent, 5)

    def _press(self, form, button, address):
        data = dict(form.form_values())
        if button.get("name"):
            data[button.get("name")] = button.get("value", "")
        if form.method == "POST":
            response = self.url_open(form.action or address, data)
        else:
            response = self.url_open(f"{form.action or address}?{urlencode(data)}")
        self.assertEqual(response.status_code, 200)
        self.assertTrue(html.fromstring(response.text).find_class("o_food_aid"))

    def test_no_page_asks_the_database_more_often_for_more_people(self):
        few = self._count_all()
        self._grow(12)
        self.assertEqual(self._count_all(), few)
        self.assertGreater(min(few.values()), 0)

    def _count_all(self):
        counts = {}
        for role, pages in self._get_pages().items():
            self._enter(role)
            for key, address in pages.items():
                self.url_open(address)  # caches of templates, rights and menus
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self.assertEqual(self.url_open(address).status_code, 200)
                counts[role, key] = self.cr.sql_log_count - before
        return counts

    def _grow(self, count):
        """Give the shelf and the office more of everything."""
        things = self.things["shelf"]
        households = self.env["food.aid.household"].create(
            [
                {
                    "company_id": self.company.id,
                    "member_ids": [Command.create({"role": "applicant", "first_name": "Ada"})],
                }
                for _number in range(count)
            ]
        )
        service = {"service_id": things["service"].id, "origin": "emergency"}
        referrals = self.env["food.aid.referral"].create(
            [{"household_id": household.id, **service} for household in households]
        )
        referrals.action_send()
        manager = self.env["food.aid.distribution"].with_user(self.users["manager"])
        things["distribution"].with_user(self.users["manager"])._record_list(
            referrals[: count // 2].ids, client_uuid="grow"
        )
        for number in range(1, count):
            manager.env["food.aid.referral"]._welcome(
                f"Zoe {number}", 1, service_id=things["service"].id
            )
            manager.env["food.aid.visit"]._help_now(
                things["service"].id, "other", 1, client_uuid=f"grow-{number}"
            )
            self._create_portal(f"grow{number}", "volunteer", self.association)
            day = self.today + timedelta(days=number)
            manager._open(things["service"].id, day)
            manager.env["food.aid.closure"]._announce(day, day, "x")
            manager.env["food.aid.device"]._enrol(f"Tablet {number}")
            self._create_document()
            for organisation in (self.association, self.prescriber):
                self._create_orientation(organisation, f"Nadia {number}")
        self.env.flush_all()


@tagged("post_install", "-at_install")
class TestWallAccessibility(WallPagesCase):
    """axe-core finds nothing in what is ours, and in Odoo's own layout what is listed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.axe = os.environ.get("FOOD_AID_AXE")
        if not cls.axe or not Path(cls.axe).is_file():
            cls.skipTest(cls, "axe-core is not here: `bin/test` fetches it.")
        file = {"name": "axe.js", "raw": Path(cls.axe).read_bytes(), "public": True}
        cls.script = cls.env["ir.attachment"].create(file)

    def _browse(self, role, pages, width):
        """Return what the browser reports: [{kind, where, …}, …]."""
        if role != "visitor":
            return self._report(role, pages[0], width, pages=pages, forms=width == 390)
        # mailed links cannot be framed: one at a time; and what a wrong link shows
        self.browser_size = f"{width}x900"
        wrong = "/food-aid/send/wrong"
        return [
            report
            for address in (*pages, wrong)
            for report in self._report(role, address, width, pages=[], here=address)
        ]

    def _report(self, role, address, width, cookies=None, **settings):
        settings |= {"axe": f"/web/content/{self.script.id}", "width": width}
        code = f"({SCRIPT.read_text()})({json.dumps(settings)})"
        user = None if role == "visitor" else self.users[role].login
        with listening() as lines:
            self.browser_js(address, code, login=user, timeout=600, cookies=cookies)
        marker = "food_aid_report "
        self.assertTrue(any(marker in line for line in lines), lines[-30:])
        found = [line.partition("\n")[0] for line in lines if line.startswith(marker)]
        return [json.loads(line[len(marker) :]) for line in found]

    def test_every_page_at_every_width(self):
        found = set()
        for role, pages in self._get_pages().items():
            for width in (1280, 390):
                with self._undone():  # what was pressed is taken back
                    reports = self._browse(role, list(pages.values()), width)
                self.env.registry.clear_cache()
                found |= self._check_reports(reports, role, width)
                checked = {one["where"] for one in reports if one["kind"] == "checked"}
                self.assertLessEqual(set(pages.values()), checked)
        self.assertEqual(found, set(ODOO_LAYOUT), "lines of ODOO_LAYOUT that nothing shows")

    def test_pages_as_they_are_at_other_moments(self):
        """What a route shows only in some state of things, each on a phone and on a screen."""
        for width in (390, 1280):
            for prepare in (
                self._prepare_carried,
                self._prepare_evaluation,
                self._prepare_undertaking,
                self._prepare_numbers,
            ):
                with self._undone():
                    role, pages = prepare()
                    reports = self._report(role, pages[0], width, pages=pages, forms=False)
                self.env.registry.clear_cache()
                self._check_looked(reports, role, width, pages)

    def test_the_door_of_a_device(self):
        """Who is there, on a device that was enrolled: a cookie, and nobody signed in."""
        users = self.users
        cookie = self.env["food.aid.device"].with_user(users["manager"])._enrol("Tablet")
        self.env["food.aid.pin"].with_user(users["volunteer"])._choose("2580", "2580")
        self.authenticate(None, None)
        self.opener.cookies[COOKIE] = cookie
        self.assertIn("food_aid_door_pin", self.url_open(DOOR).text)
        for width in (390, 1280):
            self.browser_size = f"{width}x900"
            settings = {"cookies": {COOKIE: cookie}, "pages": [], "here": DOOR}
            reports = self._report("visitor", DOOR, width, **settings)
            self._check_looked(reports, "visitor", width, [DOOR])

    def _check_looked(self, reports, role, width, pages):
        self._check_reports(reports, role, width)
        checked = {one["where"] for one in reports if one["kind"] == "checked"}
        self.assertLessEqual(set(pages), checked)

    def _prepare_carried(self):
        """A procedure that the association carries; no list today on the shared device."""
        things = self.things["shelf"]
        things["distribution"].action_close()
        self.env.flush_all()
        home, waiting = "/my/food-aid", things["waiting"].id
        closed = f"{home}/distributions/{things['distribution'].id}"
        return "manager", [f"{home}/referrals/{waiting}", f"{home}/device", closed]

    def _prepare_evaluation(self):
        agreement = {"is_food_aid_evaluator": True, "food_aid_evaluator_date": self.today}
        self.prescriber.write(agreement)
        self.env.flush_all()
        return "prescriber", ["/my/food-aid/orientations/new"]

    def _prepare_undertaking(self):
        text = {"name": "2026-1", "company_id": self.company.id, "body": "I keep silent."}
        self.env["food.aid.undertaking.text"].create(text).action_publish()
        self.env.flush_all()
        return "volunteer", ["/my/food-aid/undertaking", "/my/food-aid/who-sees-what"]

    def _prepare_numbers(self):
        self.association.food_aid_step = "numbers"
        self.env.flush_all()
        distribution = self.things["shelf"]["distribution"].id
        return "volunteer", ["/my/food-aid", f"/my/food-aid/distributions/{distribution}"]

    def _check_reports(self, reports, role, width):
        found = set()
        for one in reports:
            if one["kind"] == "checked":
                continue
            key = (one.get("rule"), one.get("area"))
            if one["kind"] == "odoo" and key in ODOO_LAYOUT:
                found.add(key)
                continue
            with self.subTest(role=role, width=width, where=one["where"]):
                self.fail(json.dumps(one))
        return found
