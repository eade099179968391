import json

from lxml import html

from odoo.tests import tagged

from .portal_common import HOME, ORIENTATIONS, REFERRALS, FoodAidPortalCase

# Runs in a page, on each path in a frame as wide as a phone: is anything wider than the
# screen, or smaller than a thumb?
FITS = """
(async () => {
    for (const path of %s) {
        const frame = document.createElement("iframe");
        frame.width = 360;
        frame.src = path;
        document.body.append(frame);
        await new Promise((resolve) => frame.addEventListener("load", resolve));
        const page = frame.contentDocument;
        if (!page.querySelector(".o_food_aid h1")) {
            throw new Error(`${path}: no page`);
        }
        if (page.documentElement.scrollWidth > 360) {
            throw new Error(`${path}: ${page.documentElement.scrollWidth} wide`);
        }
        for (const one of page.querySelectorAll(".o_food_aid .btn, .o_food_aid_nav a")) {
            if (one.getBoundingClientRect().height < 40) {
                throw new Error(`${path}: ${one.textContent} is too small`);
            }
        }
    }
    console.log("test successful");
})();
"""


@tagged("post_install", "-at_install")
class TestPortalBrowser(FoodAidPortalCase):
    """The pages on a phone, by keyboard, and without JavaScript."""

    browser_size = "360x800"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name in ("Amina", "Boris"):
            cls._create_referral(cls._create_household(name), state="sent", level="full")

    def _get_pages(self):
        one = f"{REFERRALS}/{self.env['food.aid.referral'].search([], limit=1).id}"
        return {
            "volunteer": [HOME, REFERRALS, one, f"{one}/decline", f"{HOME}/print"],
            "prescriber": [HOME, ORIENTATIONS, f"{ORIENTATIONS}/new"],
        }

    def test_answers_are_given_on_a_phone(self):
        self.start_tour(HOME, "food_aid_portal_answer", login=self.users["volunteer"].login)
        referrals = self.env["food.aid.referral"].search([], order="id")
        self.assertEqual(referrals.mapped("state"), ["accepted", "declined"])

    def test_every_page_fits_a_phone(self):
        for login, paths in self._get_pages().items():
            with self.subTest(login=login):
                self.browser_js(
                    HOME,
                    FITS % json.dumps(paths),
                    "Boolean(document.querySelector('.o_food_aid h1'))",
                    login=self.users[login].login,
                )

    def test_every_page_is_whole_without_javascript(self):
        """What a reader of the bare page needs: a heading, labels, captions, no script to act."""
        for login, paths in self._get_pages().items():
            self._login(login)
            for path in paths:
                response = self.url_open(path)
                self.assertEqual(response.status_code, 200)
                (body,) = html.fromstring(response.text).find_class("o_food_aid")
                with self.subTest(login=login, path=path):
                    self.assertEqual(len(body.xpath(".//h1")), 1)
                    self.assertFalse(
                        body.xpath(
                            ".//*[@onclick or @onchange or starts-with(@href, 'javascript')]"
                        )
                    )
                    self.assertFalse(body.xpath(".//table[not(caption)]"))
                    self.assertFalse(body.xpath(".//th[not(@scope)]"))
                    self.assertFalse(
                        body.xpath(".//form[@method='post'][not(.//input[@name='csrf_token'])]")
                    )
                    self.assertFalse(body.xpath(".//*[contains(@class, 'danger')]"))
                    labelled = set(body.xpath(".//label/@for"))
                    for field in body.xpath(
                        ".//input[not(@type='hidden')] | .//select | .//textarea"
                    ):
                        self.assertIn(field.get("id"), labelled)
