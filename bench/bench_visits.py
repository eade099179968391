"""Entering passages through the portal: a ticked list of 60, and one passage.

Requests go through Odoo's whole stack in this process, as in `bench_portal`. The floor is a bare
authenticated route that writes the same rows by one batched `create`: no check, no lock, no
quota, no list. Each turn has a distribution of its own, ours and the floor's by turns, and so has
each side its people, whose rights allow any number of passages and whose last one was long ago:
referrals, rights and households change with the passages on both sides. What ours wrote is
compared with what the floor wrote, row by row, before any figure is given.
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


RIGHTS = """
ALTER TABLE food_aid_right ALTER decision_id DROP NOT NULL;
WITH right_ AS (
    INSERT INTO food_aid_right
        (household_id, company_id, kind, date_from, date_to, quota, quota_period, passage_count)
    SELECT household_id, company_id, 'food', CURRENT_DATE - 100, CURRENT_DATE + 80, 999, 'week', 0
      FROM food_aid_referral WHERE id = ANY(%(referrals)s)
    RETURNING id, household_id
)
UPDATE food_aid_referral r SET right_id = n.id, quota = 999, quota_period = 'week'
  FROM right_ n WHERE n.household_id = r.household_id AND r.id = ANY(%(referrals)s)
"""
# What a passage is, less its own number and the names of whom and of which message.
WRITTEN = """
SELECT v.state, v.kind, v.date, v.size, v.age_26_64, v.age_0_2, v.company_id, v.is_beyond,
       v.right_id IS NOT NULL, v.household_id IS NOT NULL, r.passage_count > 0,
       f.visit_count > 0, h.date_last_operation = v.date
  FROM food_aid_visit v
  JOIN food_aid_right r ON r.id = v.right_id
  JOIN food_aid_referral f ON f.id = v.referral_id
  JOIN food_aid_household h ON h.id = v.household_id
 WHERE v.distribution_id = %s
 ORDER BY v.id
"""


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
    portal._people(env, 1, 2 * LIST)
    portal._referrals(env, "V", service, 2 * LIST, open_count=2 * LIST, households=2 * LIST)
    referrals = env["food.aid.referral"].search([("service_id", "=", service.id)], order="id")
    env.flush_all()
    env.cr.execute(RIGHTS, {"referrals": referrals.ids})
    env.cr.commit()
    env.invalidate_all()
    client = portal._login(user)
    token = portal._token(client)
    for name, count in (("entering a ticked list of 60", LIST), ("recording one passage", 1)):
        ours, floors = [], []
        for number in range(WARM + RUNS):
            took, floor = _turn(env, client, token, service, referrals, count)
            if number >= WARM:
                ours.append(took)
                floors.append(floor)
        ours_s, floor_s = statistics.median(ours), statistics.median(floors)
        yield {
            "name": f"visits, {name}, against a bare route that writes the same rows",
            "ratio": ours_s / floor_s,
            "ours_s": ours_s,
            "floor_s": floor_s,
            "n": RUNS,
        }


def _turn(env, client, token, service, referrals, count):
    """Let the floor write, then ours, of as many other people; return what both took."""
    env.cr.execute("UPDATE food_aid_household SET date_last_operation = CURRENT_DATE - 30")
    theirs, some = _open(env, service), _open(env, service)
    rows = json.dumps(_rows(theirs, service, referrals[LIST : LIST + count]))
    floor = _post(client, FLOOR, token, rows=rows)
    took = _post(client, *_form(some, referrals[:count], token))
    env.cr.commit()
    written = []
    for distribution in (theirs, some):
        env.cr.execute(WRITTEN, (distribution.id,))
        written.append(env.cr.fetchall())
    if written[0] != written[1] or len(written[0]) != count:
        raise AssertionError(f"not the same rows: {[rows[:1] for rows in written]}")
    return took, floor


def _load_portal():
    from odoo.addons.food_aid.bench import bench_portal

    return bench_portal


def _open(env, service):
    """Return a new distribution, on a day that has none."""
    distributions = env["food.aid.distribution"]
    count = distributions.search_count([("service_id", "=", service.id)])
    day = fields.Date.subtract(fields.Date.today(), days=0)
    distribution = distributions.create(
        {"service_id": service.id, "date": day, "day": f"bench {count}"}
    )
    env.cr.commit()
    return distribution


def _rows(distribution, service, referrals):
    return [
        {
            "organisation_id": service.organisation_id.id,
            "service_id": service.id,
            "service_name": service.name,
            "distribution_id": distribution.id,
            "company_id": one.company_id.id,
            "date": str(distribution.date),
            "referral_id": one.id,
            "right_id": one.right_id.id,
            "size": one.size,
            "age_26_64": one.age_26_64,
            "age_0_2": one.age_0_2,
            "is_beyond": False,
            "client_uuid": f"floor-{distribution.id}-{one.id}",
        }
        for one in referrals
    ]


def _form(distribution, referrals, token):
    page = f"{HOME}/distributions/{distribution.id}"
    uuid = f"bench-{distribution.id}"
    if len(referrals) == 1:
        return f"{page}/record", token, {"referral": referrals.id, "state": "came", "uuid": uuid}
    return f"{page}/enter", token, {"came": referrals.ids, "uuid": uuid}


def _post(client, path, token, values=None, **data):
    values = (values or {}) | data | {"csrf_token": token}
    started = time.perf_counter()
    response = client.post(path, data=values)
    took = time.perf_counter() - started
    if response.status_code != 303:
        raise AssertionError(f"{path}: {response.status}")
    return took
