from lxml import html

from odoo.http import Request
from odoo.tests import HttpCase

from .common import GROUP, FoodAidMixin

HOME = "/my/food-aid"
REFERRALS = f"{HOME}/referrals"
ORIENTATIONS = f"{HOME}/orientations"


class FoodAidPortalCase(FoodAidMixin, HttpCase):
    """Pages as a browser without JavaScript gets them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()

    @classmethod
    def _create_portal_user(cls, login, role, organisation):
        user = cls._create_user(login, GROUP + role)
        user.food_aid_organisation_id = organisation
        return user

    def _login(self, name):
        self.authenticate(self.users[name].login, self.users[name].login)
        # The words asserted are those of the source, whatever languages the database has.
        self.opener.cookies["frontend_lang"] = "en_US"

    def _get(self, path, status=200):
        """Return the text of a page, once its status was found to be the one expected."""
        return self._read(self.url_open(path), status)

    def _post(self, path, status=200, **data):
        return self._read(
            self.url_open(path, data | {"csrf_token": Request.csrf_token(self)}), status
        )

    def _read(self, response, status):
        self.assertEqual(response.status_code, status)
        page = html.fromstring(response.text)
        for node in page.xpath("//script | //style"):
            node.drop_tree()
        return " ".join(page.text_content().split())

    def _call(self, model, method, *args, **kwargs):
        return self.make_jsonrpc_request(
            "/web/dataset/call_kw",
            {"model": model, "method": method, "args": list(args), "kwargs": kwargs},
        )
