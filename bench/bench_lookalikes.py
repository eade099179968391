"""Files that look like a person being typed: what they cost with 450 households and with 50 000.

The floor is a bare search of one household by its number, by the same user, in turns with ours.
A nation is compared with a town in units of that floor. Queries must be equal, and the plan of
the query that proposes must reach persons by their indexes, never by reading them all.
"""

import statistics
import time

from odoo.tools import SQL

TOWN, NATION = 450, 50_000
RUNS, WARM = 40, 8
# 400 first names and 8 000 last names of syllables, births over 60 years, a phone each.
PEOPLE = """
WITH syllable AS (
    SELECT ARRAY['ba','mi','dou','ra','che','lo','na','ki','sou','ve','ta','jo','fe','gui',
                 'za','pe','lin','mar','del','hou'] AS s
), named AS (
    SELECT n, s[1 + n * 7919 %% 20] || s[1 + n * 104729 / 7 %% 20] AS first,
           s[1 + n * 31 %% 20] || s[1 + n * 1299709 / 11 %% 20] || s[1 + n / 20 %% 20] AS last
      FROM generate_series(%(a)s::bigint, %(b)s) n, syllable
), household AS (
    INSERT INTO food_aid_household
        (name, company_id, active, card_code, is_reserved, date_last_operation)
    SELECT 'B' || n, %(company)s, TRUE, 'bench' || n, n %% 50 = 0, CURRENT_DATE FROM named
    RETURNING id, substr(name, 2)::int AS n
), person AS (
    INSERT INTO food_aid_person (first_name, last_name, company_id, birthdate, phone)
    SELECT first, last, %(company)s, DATE '1945-01-01' + (n * 31 %% 21900)::int,
           '06' || lpad((n * 7919 %% 100000000)::text, 8, '0')
      FROM named ORDER BY n
    RETURNING id, phone
)
INSERT INTO food_aid_household_member (household_id, person_id, role, presence, sequence)
SELECT h.id, p.id, 'applicant', 1, 0
  FROM (SELECT id, row_number() OVER (ORDER BY n) AS r FROM household) h
  JOIN (SELECT id, row_number() OVER (ORDER BY id) AS r FROM person) p USING (r)
"""
TYPED = {
    "first_name": "Douramy",
    "last_name": "Chelo-Na",
    "birthdate": "1962-03-04",
    "phone": "06 00 00 79 19",
}


def run(env):
    user = env.ref("base.user_admin").copy(
        {
            "login": "bench-lookalikes",
            "group_ids": [(6, 0, env.ref("food_aid.group_food_aid_reception").ids)],
        }
    )
    town = _measure_all(env, user, 1, TOWN)
    nation = _measure_all(env, user, TOWN + 1, NATION)
    if nation["queries"] != town["queries"]:
        raise AssertionError(
            f"{town['queries']} queries in a town, {nation['queries']} in a nation"
        )
    plan = _plan(env, user)
    if "Seq Scan on food_aid_person" in plan or "lookalike_index" not in plan:
        raise AssertionError(plan)
    yield {
        "name": f"look-alikes, {NATION} households against {TOWN}",
        "ratio": (nation["ours"] / nation["floor"]) / (town["ours"] / town["floor"]),
        "ours_s": nation["ours"],
        "floor_s": town["ours"],
        "n": RUNS,
        "queries": nation["queries"],
        "indexes": sorted({word for word in plan.split() if word.endswith("_index")}),
    }
    yield {
        "name": f"look-alikes, {NATION} households, against one found by its number",
        "ratio": nation["ours"] / nation["floor"],
        "ours_s": nation["ours"],
        "floor_s": nation["floor"],
        "n": RUNS,
        "queries": nation["queries"],
    }


def _measure_all(env, user, first, last):
    env.cr.execute(PEOPLE, {"company": env.company.id, "a": first, "b": last})
    env.invalidate_all()
    persons = env["food.aid.person"].search([("lookalike_key", "=", False)])
    for name in ("lookalike_key", "phone_key", "search_key"):
        env.add_to_compute(persons._fields[name], persons)
    env.flush_all()
    # what the database does by itself some minutes after an import
    env.cr.execute("SELECT gin_clean_pending_list('food_aid_person_lookalike_index')")
    env.cr.execute("ANALYZE")
    ours, floors, queries = [], [], 0
    lookalikes = env(user=user)["food.aid.lookalike"]
    for number in range(WARM + RUNS):
        floor = _time(
            env, lambda: lookalikes.env["food.aid.household"].search([("name", "=", "B7")])
        )
        before = env.cr.sql_log_count
        took = _time(env, lambda: lookalikes.find([TYPED]))
        queries = env.cr.sql_log_count - before
        if number >= WARM:
            ours.append(took)
            floors.append(floor)
    return {
        "ours": statistics.median(ours),
        "floor": statistics.median(floors),
        "queries": queries,
    }


def _time(env, gesture):
    env.flush_all()
    env.invalidate_all()
    started = time.perf_counter()
    gesture()
    return time.perf_counter() - started


def _plan(env, user):
    lookalikes = env(user=user)["food.aid.lookalike"]
    near = SQL(" UNION ALL ").join(lookalikes._get_near(lookalikes._clean(TYPED)))
    return "\n".join(row[0] for row in env.execute_query(SQL("EXPLAIN ANALYZE %s", near)))
