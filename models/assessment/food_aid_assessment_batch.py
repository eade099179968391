import json
from operator import itemgetter

from odoo import models
from odoo.tools import SQL, groupby, split_every

from ...tools.composition import typology
from ...tools.scale import ScaleError
from .food_aid_assessment_case import ENGINE_ROLES, RESULT_FIELDS, result_to_values

CHUNK = 2000
# What `_evaluate` writes, with the type under which PostgreSQL reads it back from JSON.
COLUMNS = {
    "size": "int",
    "minors": "int",
    "typology": "varchar",
    "composition": "jsonb",
    "applicant_status": "varchar",
    "commune_id": "int",
    "income": "numeric",
    "expense": "numeric",
    "remaining": "numeric",
    "units": "numeric",
    "value": "numeric",
    "is_emergency": "boolean",
    "outcome": "varchar",
    "rate": "numeric",
    "credit": "numeric",
    "months": "int",
    "contribution": "numeric",
    "missing": "varchar",
}


class FoodAidAssessment(models.Model):
    """Evaluate drafts by the thousand: three queries a chunk, whatever it holds.

    The same figures as `_compute_figures`, which follows one form while someone types. Raw SQL
    because reading ten lines and four members of 10 000 households through records costs more
    than all of the arithmetic.
    """

    _inherit = "food.aid.assessment"

    def action_evaluate(self):
        """Evaluate the drafts among these again, for instance once a scale has changed."""
        self.check_access("write")
        self._evaluate()

    def _evaluate(self):
        """Compute and store the figures of the drafts among `self`."""
        self.env.flush_all()
        fresh = self.browse()
        for ids in split_every(CHUNK, self.ids):
            heads = self._read_heads(ids)
            members = self._read_grouped(self._members_query(heads))
            lines = self._read_grouped(self._lines_query(heads))
            versions = self.env["food.aid.scale.version"].browse(
                {head[2] for head in heads if head[2]}
            )
            compiled = {version.id: version._compiled() for version in versions}
            rows = [
                {"id": head[0], **self._figure(head, members, lines, compiled)} for head in heads
            ]
            self._store(rows)
            fresh += self.browse(row["id"] for row in rows)
        fresh.invalidate_recordset(COLUMNS)

    def _read_heads(self, ids):
        """Return (id, date, version id, commune id, …) of the drafts among `ids`."""
        return self.env.execute_query(
            SQL(
                """
                SELECT a.id, a.date::text, a.scale_version_id, h.commune_id
                  FROM food_aid_assessment a
                  JOIN food_aid_household h ON h.id = a.household_id
                 WHERE a.id = ANY(%s) AND a.state = 'draft'
                """,
                list(ids),
            )
        )

    def _members_query(self, heads):
        """(assessment, role, birth date, age, sex, presence, status) of those who count."""
        return SQL(
            """
            SELECT a.id, m.role, p.birth::text,
                   GREATEST(0, COALESCE(EXTRACT(YEAR FROM AGE(a.date, p.birth)), 0))::int,
                   p.sex, m.presence, m.status
              FROM food_aid_assessment a
              LEFT JOIN food_aid_scale_version v ON v.id = a.scale_version_id
              LEFT JOIN food_aid_scale s ON s.id = v.scale_id
              JOIN food_aid_household_member m ON m.household_id = a.household_id
              JOIN (
                   SELECT id, sex, birthdate IS NULL AND COALESCE(birth_year, 0) = 0 AS unborn,
                          COALESCE(birthdate, MAKE_DATE(NULLIF(birth_year, 0), 1, 1),
                                   expected_date) AS birth
                     FROM food_aid_person
                   ) p ON p.id = m.person_id
             WHERE a.id = ANY(%s)
               AND (m.date_start IS NULL OR m.date_start <= a.date)
               AND (m.date_end IS NULL OR m.date_end > a.date)
               AND (p.birth IS NULL OR NOT p.unborn OR s.count_expected_children)
             ORDER BY a.id, m.sequence, m.id
            """,
            [head[0] for head in heads],
        )

    def _lines_query(self, heads):
        """(assessment, kind, category code, retained amount) of every budget line."""
        return SQL(
            """
            SELECT l.assessment_id, c.kind, c.code, ROUND(l.retained_amount, 2)::text
              FROM food_aid_assessment_line l
              JOIN food_aid_budget_category c ON c.id = l.category_id
             WHERE l.assessment_id = ANY(%s) AND l.retained_amount IS NOT NULL
             ORDER BY l.assessment_id
            """,
            [head[0] for head in heads],
        )

    def _read_grouped(self, query):
        rows = self.env.execute_query(query)
        return dict(groupby(rows, itemgetter(0)))

    def _figure(self, head, members, lines, compiled):
        assessment_id, date, version_id, commune_id = head
        people = members.get(assessment_id, [])
        statuses = [row[6] for row in people if row[1] == "applicant"]
        figures = {
            "size": len(people),
            "minors": sum(1 for row in people if row[3] < 18),
            "typology": typology([row[1] for row in people]),
            "composition": [
                {"role": role, "age": age, "sex": sex or "unspecified", "presence": presence}
                for _id, role, _birth, age, sex, presence, _status in people
            ],
            "applicant_status": statuses[0] if statuses else None,
            "commune_id": commune_id,
        }
        try:
            if version_id not in compiled:
                raise ScaleError(self.env._("no scale is in force on this date"))
            result = compiled[version_id](
                {
                    "date": date,
                    "members": [self._engine_member(row) for row in people],
                    "lines": [
                        {"kind": kind, "category": code, "amount": amount}
                        for _id, kind, code, amount in lines.get(assessment_id, ())
                    ],
                },
                say=None,
            )
        except ScaleError as error:
            missing = self.env["food.aid.scale.version"]._word_error(error)
            return figures | dict.fromkeys(RESULT_FIELDS) | {"missing": missing}
        return figures | result_to_values(result)

    def _engine_member(self, row):
        _id, role, birth, _age, _sex, presence, _status = row
        if not birth:
            raise ScaleError(self.env._("one person has neither birth date nor birth year"))
        return {
            "role": ENGINE_ROLES.get(role, role),
            "birthdate": birth,
            "presence": "1" if presence == 1 else f"{presence:.2f}",
        }

    def _store(self, rows):
        """Write all rows in one statement; JSON keeps exact numbers as their text."""
        typed = SQL(", ").join(
            SQL("%s %s", SQL.identifier(name), SQL(kind)) for name, kind in COLUMNS.items()
        )
        assigned = SQL(", ").join(
            SQL("%s = v.%s", SQL.identifier(name), SQL.identifier(name)) for name in COLUMNS
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE food_aid_assessment a SET %s
                  FROM jsonb_to_recordset(%s::jsonb) AS v(id int, %s)
                 WHERE a.id = v.id AND a.state = 'draft'
                """,
                assigned,
                json.dumps(rows),
                typed,
            )
        )
