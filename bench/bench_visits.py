"""Entering passages through the portal: a ticked list of 60, and one passage.

Requests go through Odoo's whole stack in this process, as in `bench_portal`. The floor is a bare
authenticated route that makes the same rows by one batched `create`: no check, no lock, no
quota, no list. Each turn has a distribution of its own, ours and the floor's by turns.
"""

import json
import statistics
import time

from odoo import fields
from odoo.http import Controller, request, route

LIST = 60
RUNS, WARM = 30, 4
HOME = "/my/food-aid"
FLOOR = f"{HOME}/bench-floor"


class BareRoute(Controller):
    __module__ = "odoo.addons.food_aid.bench_visits"  # routes are those of an addon

    @route(FLOOR, type="http", auth="user", methods=["POST"], website=True)
    def floor(self, rows="", **_kwargs):
        # Reason for sudo: the floor checks nothing.
        visits = request.env["food.aid.visit"].sudo().create(json.loads(rows))
        visits.household_id.date_last_operation = visits[0].date
        return request.redirect(HOME)


def run(env):
    portal = _load_portal()
    user, service = portal._organisation(env, 1)
    portal._people(env, 1, LIST)
    portal._referrals(env, "V", service, LIST, open_count=LIST, households=LIST)
    env.flush_all()
    env.cr.commit()
    referrals = env["food.aid.referral"].search([("service_id", "=", service.id)])
    client = portal._login(user)
    token = portal._token(client)
    for name, count in (("entering a ticked list of 60", LIST), ("recording one passage", 1)):
        ours, floors = [], []
        for number in range(WARM + RUNS):
            some = referrals[:count]
            floor = _post(client, FLOOR, token, rows=json.dumps(_rows(env, service, some)))
            took = _post(client, *_form(env, user, service, some, token))
            if number >= WARM:
                ours.append(took)
                floors.append(floor)
        _check_same_rows(env)
        ours_s, floor_s = statistics.median(ours), statistics.median(floors)
        yield {
            "name": f"visits, {name}, against a bare route that makes the same rows",
            "ratio": ours_s / floor_s,
            "ours_s": ours_s,
            "floor_s": floor_s,
            "n": RUNS,
        }


def _check_same_rows(env):
    """Ours must have recorded as many passages as the floor made."""
    env.cr.commit()
    visits = env["food.aid.visit"]
    ours, floors = (
        visits.search_count([("client_uuid", "=like", f"{prefix}-%")])
        for prefix in ("bench", "floor")
    )
    if not ours or ours != floors:
        raise AssertionError(f"{ours} passages recorded, {floors} made by the floor")


def _load_portal():
    from odoo.addons.food_aid.bench import bench_portal

    return bench_portal


def _open(env, service):
    """Return a new distribution, on a day that has none."""
    distributions = env["food.aid.distribution"]
    count = distributions.search_count([("service_id", "=", service.id)])
    distribution = distributions.create(
        {"service_id": service.id, "date": fields.Date.today(), "day": f"bench {count}"}
    )
    env.cr.commit()
    return distribution


def _rows(env, service, referrals):
    distribution = _open(env, service)
    return [
        {
            "organisation_id": service.organisation_id.id,
            "service_id": service.id,
            "service_name": service.name,
            "distribution_id": distribution.id,
            "company_id": one.company_id.id,
            "date": str(distribution.date),
            "referral_id": one.id,
            "size": one.size,
            "age_26_64": one.age_26_64,
            "client_uuid": f"floor-{distribution.id}-{one.id}",
        }
        for one in referrals
    ]


def _form(env, user, service, referrals, token):
    distribution = _open(env, service)
    page = f"{HOME}/distributions/{distribution.id}"
    uuid = f"bench-{distribution.id}"
    if len(referrals) == 1:
        return (
            f"{page}/record",
            token,
            {"referral": referrals.id, "state": "came", "uuid": f"{uuid}-one"},
        )
    return f"{page}/enter", token, {"came": referrals.ids, "uuid": uuid}


def _post(client, path, token, values=None, **data):
    values = (values or {}) | data | {"csrf_token": token}
    started = time.perf_counter()
    response = client.post(path, data=values)
    took = time.perf_counter() - started
    if response.status_code != 303:
        raise AssertionError(f"{path}: {response.status}")
    return took
