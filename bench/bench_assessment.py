"""Evaluating draft assessments in batch, against one SQL statement of the same effect.

10 000 households of four people with ten budget lines each, reading and writing included.
"""

import time

N = 10_000
RUNS = 3
CATEGORIES = ("wage", "rsa", "family_benefit", "housing_benefit", "pension")
CATEGORIES += ("rent", "energy", "water", "insurance", "phone")
SPEC = {
    "name": "Bench",
    "date_from": "2017-01-01",
    "basis": "remaining",
    "units": {"method": "per_capita"},
    "divisor": "30",
    "outcome": {
        "mode": "tiers",
        "tiers": [
            {"below": "5", "outcome": "granted", "rate": "0", "credit": "150"},
            {"below": "9", "outcome": "granted", "rate": "10", "credit": "150"},
            {"outcome": "commission"},
        ],
    },
}
FLOOR = """
WITH members AS (
    SELECT a.id, COUNT(*) AS size, SUM(m.presence) AS units
      FROM food_aid_assessment a
      JOIN food_aid_household_member m ON m.household_id = a.household_id
      JOIN food_aid_person p ON p.id = m.person_id AND p.birthdate <= a.date
     WHERE a.state = 'draft'
     GROUP BY a.id
), sums AS (
    SELECT l.assessment_id AS id,
           SUM(l.retained_amount) FILTER (WHERE c.kind = 'income') AS income,
           SUM(l.retained_amount) FILTER (WHERE c.kind = 'expense') AS expense
      FROM food_aid_assessment_line l
      JOIN food_aid_budget_category c ON c.id = l.category_id
     GROUP BY l.assessment_id
), figures AS (
    SELECT m.id, m.size, m.units, s.income, s.expense,
           ROUND((s.income - s.expense) / m.units / 30, 2) AS value
      FROM members m JOIN sums s ON s.id = m.id
)
UPDATE food_aid_assessment a
   SET size = f.size, income = f.income, expense = f.expense,
       remaining = f.income - f.expense, units = f.units, value = f.value,
       outcome = CASE WHEN f.value < 9 THEN 'granted' ELSE 'commission' END,
       rate = CASE WHEN f.value < 5 THEN 0 WHEN f.value < 9 THEN 10 END,
       credit = CASE WHEN f.value < 9 THEN 150 END
  FROM figures f
 WHERE a.id = f.id
"""


def run(env):
    assessments = _generate(env)
    reads = [_queries(env, assessments[: N // 2]), _queries(env, assessments)]
    ours = min(_time(env, assessments._evaluate) for _run in range(RUNS))
    proposed = _figures(env)
    floor = min(_time(env, lambda: env.cr.execute(FLOOR)) for _run in range(RUNS))
    if proposed != _figures(env):
        raise AssertionError("the batch and the SQL statement disagree")
    yield {
        "name": "assessment_batch",
        "ratio": ours / floor,
        "ours_s": ours,
        "floor_s": floor,
        "n": N,
        "queries_for_half_and_all": reads,
    }


#: Households, members, draft assessments and their lines, made by SQL alone.
GENERATE = """
INSERT INTO food_aid_household (name, company_id, card_code, active)
SELECT 'B' || i, %(company)s, 'bench' || i, TRUE FROM generate_series(1, %(n)s) i;
INSERT INTO food_aid_person (company_id, last_name, birthdate)
SELECT %(company)s, 'bench' || h.id,
       DATE '1980-01-01' + ((h.id * 37 + k * 4000) %% 15000)::int
  FROM food_aid_household h, generate_series(0, 3) k WHERE h.card_code LIKE 'bench%%';
INSERT INTO food_aid_household_member (household_id, person_id, role, presence, sequence)
SELECT substr(p.last_name, 6)::int, p.id,
       CASE ROW_NUMBER() OVER (PARTITION BY p.last_name ORDER BY p.id)
       WHEN 1 THEN 'applicant' WHEN 2 THEN 'partner' ELSE 'child' END, 1, 0
  FROM food_aid_person p WHERE p.last_name LIKE 'bench%%';
INSERT INTO food_aid_assessment (household_id, company_id, date, state, origin,
                                 scale_version_id)
SELECT h.id, h.company_id, DATE '2026-06-15', 'draft', 'internal', %(version)s
  FROM food_aid_household h WHERE h.card_code LIKE 'bench%%';
INSERT INTO food_aid_assessment_line (assessment_id, category_id, kind, period, declared_amount,
                     retained_amount)
SELECT a.id, c.id, c.kind, 'month', amount, amount
  FROM food_aid_assessment a
  CROSS JOIN food_aid_budget_category c,
       LATERAL (SELECT ((a.id * 31 + c.id * 977) %% 40000)::numeric / 100
                       + CASE c.code WHEN 'wage' THEN 600 ELSE 0 END AS amount) x
 WHERE c.id = ANY(%(categories)s);
ANALYZE food_aid_household, food_aid_household_member, food_aid_person, food_aid_assessment,
        food_aid_assessment_line;
"""


def _generate(env):
    company = env.company
    scale = env["food.aid.scale"].create({"name": "Bench", "company_id": company.id})
    version = scale._import_spec(SPEC)
    version.action_open()
    categories = env["food.aid.budget.category"].search([("code", "in", CATEGORIES)])
    env.flush_all()
    env.cr.execute(
        GENERATE,
        {
            "company": company.id,
            "n": N,
            "version": version.id,
            "categories": categories.ids,
        },
    )
    return env["food.aid.assessment"].search([("state", "=", "draft")])


def _time(env, act):
    env.invalidate_all()
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _queries(env, assessments):
    env.invalidate_all()
    before = env.cr.sql_log_count
    assessments._evaluate()
    return env.cr.sql_log_count - before


def _figures(env):
    env.cr.execute(
        """
        SELECT id, size, income, expense, remaining, units, value, outcome,
               COALESCE(rate, 0), COALESCE(credit, 0)
          FROM food_aid_assessment WHERE state = 'draft' ORDER BY id
        """
    )
    return env.cr.fetchall()
