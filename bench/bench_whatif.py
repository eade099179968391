"""Comparing two versions of a scale on frozen cases, against reading them and calculating alone.

10 000 households of four people and ten budget lines. The floor reads the same columns by plain
SQL and applies the bare engine to each case under both versions; ours adds the rules of the
user, the sections, the sentences and the jumps at the bounds.
"""

import time

from odoo.addons.food_aid.tools import scale as engine

N = 10_000
RUNS = 3
CATEGORIES = ("wage", "rsa", "family_benefit", "housing_benefit", "pension")
CATEGORIES += ("rent", "energy", "water", "insurance", "phone")


def spec(name, *tiers):
    return {
        "name": name,
        "date_from": "2017-01-01",
        "basis": "remaining",
        "units": {"method": "per_capita"},
        "divisor": "30",
        "expense_rules": [{"category": "phone", "mode": "capped", "amount": "30"}],
        "outcome": {"mode": "tiers", "tiers": [*tiers, {"outcome": "commission"}]},
    }


BEFORE = spec("Before", {"below": "9", "outcome": "granted", "rate": "10", "credit": "150"})
AFTER = spec("After", {"below": "12", "outcome": "granted", "rate": "20", "credit": "160"})

GENERATE = """
INSERT INTO food_aid_household (name, company_id, card_code, active)
SELECT 'B' || i, %(company)s, 'bench' || i, TRUE FROM generate_series(1, %(n)s) i;
INSERT INTO food_aid_assessment (household_id, company_id, date, state, origin, scale_version_id,
                                 typology, applicant_status, size, "case")
SELECT h.id, h.company_id, DATE '2026-06-15', 'validated', 'internal', %(version)s,
       CASE WHEN h.id %% 3 = 0 THEN 'single_parent' ELSE 'couple_children' END,
       CASE WHEN h.id %% 2 = 0 THEN 'employed' ELSE 'retired' END, 4,
       jsonb_build_object(
           'date', '2026-06-15',
           'members', (
               SELECT jsonb_agg(jsonb_build_object(
                          'role', role, 'birthdate', birth, 'presence', '1'))
                 FROM (VALUES ('applicant', '1980-01-01'), ('partner', '1982-03-02'),
                              ('child', '2012-05-06'), ('child', '2019-07-08')) m (role, birth)),
           'lines', (
               SELECT jsonb_agg(jsonb_build_object(
                          'kind', c.kind, 'category', c.code,
                          'amount', ROUND(((h.id * 31 + c.id * 977) %% 40000)::numeric / 100
                                          + CASE c.code WHEN 'wage' THEN 900 ELSE 0 END, 2)::text))
                 FROM food_aid_budget_category c WHERE c.id = ANY(%(categories)s)))
  FROM food_aid_household h WHERE h.card_code LIKE 'bench%%';
ANALYZE food_aid_household, food_aid_assessment;
"""
FLOOR = """
SELECT DISTINCT ON (household_id) id, "case", typology, applicant_status, size, commune_id
  FROM food_aid_assessment WHERE state = 'validated'
 ORDER BY household_id, date DESC, id DESC
"""


def run(env):
    before, after = _generate(env)
    user = env["res.users"].create(
        {
            "name": "Bench",
            "login": "bench_whatif",
            "group_ids": [(6, 0, env.ref("food_aid.group_food_aid_coordinator").ids)],
        }
    )
    comparison = (
        env["food.aid.scale.comparison"]
        .with_user(user)
        .create(
            {
                "before_id": before.id,
                "after_id": after.id,
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
            }
        )
    )
    env.flush_all()
    queries = env.cr.sql_log_count
    changes = comparison._get_result()["sentence"]
    queries = env.cr.sql_log_count - queries
    if f"On {N} households" not in changes:
        raise AssertionError(changes)
    ours = min(_time(env, comparison._get_result) for _run in range(RUNS))
    floor = min(_time(env, lambda: _read_and_calculate(env)) for _run in range(RUNS))
    yield {
        "name": "whatif",
        "ratio": ours / floor,
        "ours_s": ours,
        "floor_s": floor,
        "n": N,
        "queries": queries,
    }


def _generate(env):
    scale = env["food.aid.scale"].create({"name": "Bench", "company_id": env.company.id})
    before, after = scale._import_spec(BEFORE), scale._import_spec(AFTER)
    before.action_open()
    categories = env["food.aid.budget.category"].search([("code", "in", CATEGORIES)])
    env.flush_all()
    env.cr.execute(
        GENERATE,
        {
            "company": env.company.id,
            "n": N,
            "version": before.id,
            "categories": categories.ids,
        },
    )
    return before, after


def _read_and_calculate(env):
    engines = [engine.compile(BEFORE), engine.compile(AFTER)]
    env.cr.execute(FLOOR)
    return [[one(row[1], say=None) for one in engines] for row in env.cr.fetchall()]


def _time(env, act):
    env.invalidate_all()
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
