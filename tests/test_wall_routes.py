import re
from io import BytesIO
from zipfile import ZipFile

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .wall import NAMES, WallMixin, listening, snapshot
from .wall_map import ANSWERS, ROLES, ROUTES, THINGS, WITHOUT_TOKEN, WORDS


def get_routes(env):
    """Return {"VERB address": endpoint} of the routes that the controllers of the addon define."""
    http, routes = env["ir.http"], {}
    modules = sorted(env.registry._init_modules)
    for address, endpoint in http._generate_routing_rules(modules, http._get_converters()):
        if endpoint.original_endpoint.__module__.startswith("odoo.addons.food_aid."):
            for verb in endpoint.routing["methods"] or ("GET", "POST"):
                routes[f"{verb} {address}"] = endpoint
    return routes


def get_variables(key):
    """Return {name: how it stands in the address} of the variables of a route."""
    return {name: place for place, name in re.findall(r"(<(?:\w+:)?(\w+)>)", key)}


# Put where an address holds an id or a signature.
WRONG = ("0", "-1", "999999999", "99999999999999999999", "x", "1%20or%201", "WyJhIl0")


def read_text(response):
    """Return the words of an answer, those of a workbook included."""
    if not response.content.startswith(b"PK"):
        return response.text
    with ZipFile(BytesIO(response.content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


class WallHttpCase(WallMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpWall()

    def _enter(self, role):
        if role == "visitor":
            self.authenticate(None, None)
        else:
            self.authenticate(self.users[role].login, self.users[role].login)
        self.opener.cookies["frontend_lang"] = "en_US"
        if role == "moved":
            # they are in, and have read: what the caches keep of it must not last
            self._ask("GET /my/food-aid/referrals", "shelf")
            self.users["moved"].food_aid_organisation_id = self.other_association
            self.env.flush_all()

    def _get_address(self, key, side):
        """Return the address of a route with the ids of a side."""
        address = key.partition(" ")[2]
        for name, place in get_variables(key).items():
            thing = ROUTES[key].things.get(name) or THINGS.get(name)
            value = self.things[side][thing] if thing else WORDS[name]
            address = address.replace(place, str(getattr(value, "id", value)))
        return address

    def _get_form(self, key, side):
        things = self.things[side]
        return {
            name: str(things[value[1:]].id) if str(value).startswith("@") else value
            for name, value in ROUTES[key].form.items()
        }

    def _ask(self, key, side, form_side=None, token=True):
        """Send the request of a route as a browser without JavaScript does."""
        data = None
        if key.startswith("POST "):
            data = self._get_form(key, form_side or side)
            if token:
                data["csrf_token"] = Request.csrf_token(self)
        return self.url_open(
            self._get_address(key, side), data, allow_redirects=False, method=key.split()[0]
        )

    def _read_answer(self, response):
        """Return the word of ANSWERS that says what happened."""
        words = {200: "page", 400: "token", 403: "no", 404: "none"}
        if response.status_code not in (302, 303):
            return words.get(response.status_code, str(response.status_code))
        if "/web/login" in response.headers["Location"]:
            return "door"
        return "done" if response.request.method == "POST" else "back"


@tagged("post_install", "-at_install", "food_aid_security")
class TestWallRoutes(WallHttpCase):
    """Every route of the addon, knocked at by everybody, with the ids of an organisation."""

    def test_every_route_is_in_the_map(self):
        self.assertEqual(set(get_routes(self.env)), set(ROUTES))
        for key, row in ROUTES.items():
            self.assertEqual(len(row.answers.split()), len(ROLES), key)
            self.assertLessEqual(set(row.answers.split()), set(ANSWERS), key)

    def test_everybody_gets_the_answer_of_the_map_and_nobody_reads_of_others(self):
        """Pages, headers and log lines; and what was refused changed not one row."""
        before, theirs, files = snapshot(self.env), self._get_theirs(), 0
        for index, role in enumerate(ROLES):
            with listening() as lines, self._undone():
                self._enter(role)
                for key, row in ROUTES.items():
                    answer = row.answers.split()[index]
                    with self.subTest(role=role, route=key), self._undone():
                        response = self._ask(key, row.owner)
                        self.assertEqual(self._read_answer(response), answer)
                        side = row.owner if row.link else ROLES[role]
                        self.assertFalse(self._find_leak(read_text(response), side))
                        self._check_headers(response)
                        files += "Content-Disposition" in response.headers
                        if key.startswith("POST ") and answer not in ("done", "back"):
                            self.assertEqual(snapshot(self.env), before)
                        if role == "other":
                            self.env.invalidate_all()
                            self.assertEqual(self._get_theirs(), theirs)
                    if row.signs_out and answer == "done":
                        self._enter(role)
                with self.subTest(role=role):
                    self.assertGreater(len(lines), len(ROUTES))
                    told = [line for line in lines if any(name in line for name in NAMES)]
                    self.assertFalse(told)
            self.env.registry.clear_cache()
        self.assertEqual(snapshot(self.env), before)
        self.assertGreater(files, 1)

    def _check_headers(self, response):
        for header in ("Location", "Content-Disposition", "Set-Cookie"):
            value = response.headers.get(header, "")
            self.assertFalse([name for name in NAMES if name in value], header)
        self.assertNotIn("no-referrer-when-downgrade", response.headers.get("Referrer-Policy", ""))

    def test_ids_of_others_in_a_form_of_one_s_own_change_nothing_of_theirs(self):
        """The address is that of one's own page; what the form points at is somebody else's."""
        self._enter("other")
        smuggled = 0
        for key, row in ROUTES.items():
            own = [name for name, value in row.form.items() if str(value).startswith("@")]
            if not own or row.owner != "shelf" or "company" in own:
                continue
            smuggled += 1
            with self.subTest(route=key), self._undone():
                before = self._get_theirs()
                response = self._ask(key, "basket", form_side="shelf")
                self.assertIn(self._read_answer(response), ("page", "done", "no", "none"))
                self.assertFalse(self._find_leak(response.text, "basket"))
                self.env.invalidate_all()
                self.assertEqual(self._get_theirs(), before)
        self.assertGreater(smuggled, 6)

    def _get_theirs(self):
        """Return all that the association attacked has, down to the last field."""
        rows = []
        for thing in self.things["shelf"].values():
            if "organisation_id" in getattr(thing, "_fields", ()):
                domain = [("organisation_id", "=", self.association.id)]
                rows.append(self.env[thing._name].search(domain, order="id").read())
        return rows

    def test_nothing_is_posted_without_a_token_of_ours(self):
        """Another site makes the browser of a manager post."""
        self._enter("manager")
        before = snapshot(self.env)
        routes = get_routes(self.env)
        for key, endpoint in routes.items():
            if not key.startswith("POST ") or endpoint.routing["type"] != "http":
                continue
            with self.subTest(route=key), self._undone():
                self.assertEqual(endpoint.routing.get("csrf", True), key not in WITHOUT_TOKEN)
                if key not in WITHOUT_TOKEN:
                    response = self._ask(key, ROUTES[key].owner, token=False)
                    self.assertEqual(self._read_answer(response), "token")
                    self.assertEqual(snapshot(self.env), before)

    def test_somebody_stopped_is_out_at_once(self):
        """A manager who is in when their access ends: the next page is the sign-in page."""
        self._enter("manager")
        self.assertEqual(
            self._read_answer(self._ask("GET /my/food-aid/referrals", "shelf")), "page"
        )
        self.users["manager"].with_user(self.users["coordinator"])._food_aid_stop()
        self.env.flush_all()
        for key, row in ROUTES.items():
            if row.answers.split()[-1] == "door":
                with self.subTest(route=key):
                    response = self._ask(key, row.owner)
                    self.assertIn(self._read_answer(response), ("door", "token"))
                    self.assertFalse(self._find_leak(response.text, None))

    def test_addresses_that_are_no_ids(self):
        """Numbers of nothing, negative, enormous, words: not found, never an error."""
        for role in ("manager", "prescriber"):
            self._enter(role)
            self._try_addresses(role)

    def _try_addresses(self, role):
        for key, row in ROUTES.items():
            if row.answers.split()[list(ROLES).index(role)] != "page":
                continue
            for name, place in get_variables(key).items():
                if name not in THINGS or not key.startswith("GET "):
                    continue
                for value in WRONG:
                    address = key[4:].replace(place, value)
                    for word, other in get_variables(address).items():
                        address = address.replace(other, str(WORDS[word]))
                    with self.subTest(address=address):
                        response = self.url_open(address, allow_redirects=False)
                        self.assertIn(self._read_answer(response), ("none", "back"))
