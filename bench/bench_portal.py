"""Pages of the portal: what they cost for an association, in a town and in a nation.

Two associations, of 100 and of 5 000 referrals, in a database of 450 households, then the same
two once it has 50 000. Requests go through Odoo's whole stack in this process, so that their
queries can be counted: for one association, time and queries must not follow the database.
The floor is `/my`, Odoo's own first page for the same user, in turns with ours. A nation is
compared with a town in units of that floor, which a busy machine slows down just as much.
"""

import re
import statistics
import threading
import time

from werkzeug.test import Client

from odoo import http

TOWN, NATION = 450, 50_000
SIZES = (100, 5_000)
OTHERS = 40
RUNS, WARM = 40, 8
FLOOR = "/my"
HOME = "/my/food-aid"
PASSWORD = "bench-portal"
PEOPLE = """
WITH household AS (
    INSERT INTO food_aid_household
        (name, company_id, active, card_code, is_reserved, date_last_operation)
    SELECT 'B' || n, %(company)s, TRUE, 'bench' || n, FALSE, CURRENT_DATE
      FROM generate_series(%(first)s, %(last)s) n
    RETURNING id
), person AS (
    INSERT INTO food_aid_person (first_name, last_name, company_id, birthdate, search_key)
    SELECT 'Prenom' || id, 'Fictif' || id, %(company)s, '1985-05-17',
           'fictif' || id || ' prenom' || id
      FROM household
    RETURNING id, substr(last_name, 7)::int AS household_id
), member AS (
    INSERT INTO food_aid_household_member (household_id, person_id, role, presence, sequence)
    SELECT household_id, id, 'applicant', 1, 0 FROM person
)
SELECT 1
"""
REFERRALS = """
INSERT INTO food_aid_referral
    (name, active, household_id, company_id, service_id, organisation_id, origin, kind, state,
     date_sent, date_from, date_to, organisation_name, service_name, company_name, place, day,
     hour, card_code, person_label, search_key, size, age_26_64, age_0_2, is_masked)
SELECT %(prefix)s || n, TRUE, h.id, %(company)s,
       (%(services)s)[1 + n %% %(count)s], (%(organisations)s)[1 + n %% %(count)s],
       'ccas', 'food', CASE WHEN n <= %(open)s THEN 'accepted' ELSE 'ended' END,
       now() - n %% 700 * interval '1 day', CURRENT_DATE - 100,
       CASE WHEN n <= %(open)s THEN CURRENT_DATE + 80 ELSE CURRENT_DATE - 10 END,
       'Bench', 'Parcels', 'CCAS', '1 Example Street', 'Tuesday', '14:00', h.card_code,
       'Prenom' || h.id || ' F.', 'prenom' || h.id || ' f ' || lower(%(prefix)s) || n, 2, 1, 1,
       FALSE
  FROM generate_series(1, %(total)s) n
  JOIN (SELECT id, card_code, row_number() OVER (ORDER BY id) AS rank FROM food_aid_household) h
    ON h.rank = 1 + (n + %(shift)s) %% %(households)s
"""


def run(env):
    users = {size: _organisation(env, size) for size in SIZES}
    _people(env, 1, TOWN)
    for size, (_user, service) in users.items():
        _referrals(env, f"A{size}-", service, size, open_count=min(size // 2, TOWN - 50))
    others = env["food.aid.service"].union(
        *(_organisation(env, f"other-{number}")[1] for number in range(OTHERS))
    )
    _referrals(env, "T", others, TOWN, open_count=TOWN // 2, households=TOWN)
    town = _measure_all(env, users)
    _people(env, TOWN + 1, NATION)
    _referrals(env, "N", others, 2 * NATION, open_count=NATION // 2, households=NATION, shift=TOWN)
    nation = _measure_all(env, users)
    for key, (ours, floor, queries) in nation.items():
        name = f"portal {key[1]}, {key[0]} referrals"
        few, few_floor, expected = town[key]
        if queries != expected:
            raise AssertionError(f"{name}: {expected} queries in a town, {queries} in a nation")
        yield {
            "name": f"{name}, {NATION} households against {TOWN}",
            "ratio": (ours / floor) / (few / few_floor),
            "ours_s": ours,
            "floor_s": few,
            "n": RUNS,
            "queries": queries,
        }
        yield {
            "name": f"{name}, {NATION} households, against {FLOOR}",
            "ratio": ours / floor,
            "ours_s": ours,
            "floor_s": floor,
            "n": RUNS,
            "queries": queries,
        }


# ----------------------------------------------------------------------
# MEASURES
# ----------------------------------------------------------------------


def _measure_all(env, users):
    """Return {(size, page): (our median, floor's median, queries)}."""
    env.flush_all()
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    result = {}
    for size, (user, _service) in users.items():
        client = _login(user)
        one = env["food.aid.referral"].search([("name", "=", f"A{size}-1")])
        pages = {
            "home": (f"{HOME}", None),
            "list": (f"{HOME}/referrals", None),
            "one referral": (f"{HOME}/referrals/{one.id}", None),
            "search": (f"{HOME}/referrals", {"search": "prenom1", "csrf_token": _token(client)}),
        }
        for page, (path, data) in pages.items():
            result[size, page] = _measure(client, path, data)
    return result


def _measure(client, path, data):
    ours, floors = [], []
    for number in range(WARM + RUNS):
        floor, _queries = _request(client, FLOOR)
        took, queries = _request(client, path, data)
        if number >= WARM:
            ours.append(took)
            floors.append(floor)
    return statistics.median(ours), statistics.median(floors), queries


def _request(client, path, data=None):
    started = time.perf_counter()
    response = client.post(path, data=data) if data else client.get(path)
    body = response.get_data()
    took = time.perf_counter() - started
    if response.status_code != 200 or (path != FLOOR and b"o_food_aid" not in body):
        raise AssertionError(f"{path}: {response.status}")
    return took, threading.current_thread().query_count


def _application(environ, start_response):
    """Odoo, as a server would call it."""
    return http.root(environ | {"REMOTE_ADDR": "127.0.0.1"}, start_response)


def _login(user):
    client = Client(_application)
    values = {"login": user.login, "password": PASSWORD, "csrf_token": _token(client, "/web/login")}
    client.post("/web/login", data=values, follow_redirects=True)
    return client


def _token(client, path=f"{HOME}/referrals"):
    page = client.get(path).get_data(as_text=True)
    return re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)


# ----------------------------------------------------------------------
# DATA
# ----------------------------------------------------------------------


def _organisation(env, name):
    """Return a volunteer and the service of a new association."""
    partner = env["res.partner"].create({"name": f"Bench {name}", "is_food_aid_association": True})
    service = env["food.aid.service"].create(
        {
            "name": "Parcels",
            "organisation_id": partner.id,
            "kind_id": env.ref("food_aid.service_kind_parcel").id,
        }
    )
    user = env["res.users"].with_context(no_reset_password=True)
    if isinstance(name, int):
        group = env.ref("food_aid.group_food_aid_portal_volunteer")
        user = user.create(
            {
                "name": f"Bench {name}",
                "login": f"bench-{name}",
                "password": PASSWORD,
                "food_aid_organisation_id": partner.id,
                "group_ids": [(6, 0, group.ids)],
            }
        )
    return user, service


def _people(env, first, last):
    env.flush_all()
    env.cr.execute(PEOPLE, {"company": env.company.id, "first": first, "last": last})


def _referrals(env, prefix, services, total, *, open_count, households=TOWN, shift=0):
    env.flush_all()
    env.cr.execute(
        REFERRALS,
        {
            "prefix": prefix,
            "company": env.company.id,
            "services": services.ids,
            "organisations": [service.organisation_id.id for service in services],
            "count": len(services),
            "open": open_count,
            "total": total,
            "households": households,
            "shift": shift,
        },
    )
