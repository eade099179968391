import re

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.lookalike import compare, name_keys, phone_key, swapped, words
from .food_aid_person_lookalike import COMPARED

SHOWN = 5
# Many share a name: when nothing else speaks, three are enough, a birth date tells more.
SHOWN_BY_NAME = 3
BY_NAME = {"name", "name_close"}
CANDIDATES = 60
MOST_TYPED = 8
PHONE = re.compile(r"(?:\+|00)?\d[\d\s.()/-]{7,}\d")


class FoodAidLookalike(models.AbstractModel):
    """Files that look like the one being typed, among those that the user may open.

    One query proposes persons, the record rules being part of it: what is hidden takes no place
    among the candidates, so that nothing shows that it is there. How many queries are made
    depends neither on how many persons are typed nor on how many there are. Children neither
    trigger nor appear, nor those who left their household.
    """

    _name = "food.aid.lookalike"
    _description = "Files that look alike"

    @api.model
    def find(self, persons, household_id=False, distinct_ids=()):
        """Return the files of grown-ups who look like those typed.

        :param persons: dicts with `role`, `first_name`, `last_name`, `birthdate`, `birth_year`,
            `phone`; the people of `household_id` when empty
        :param household_id: the file they are typed in, when there is one
        :param distinct_ids: files that the user just said are other people's
        :return: up to five dicts with `id`, `name` (code · name (year)), `commune`, `last` (date
            of the last operation) and `why`, the likeliest first
        """
        self.env["food.aid.person"].check_access("read")
        household = self.env["food.aid.household"]._browse_open(household_id)
        typed = [self._clean(one) for one in persons[:MOST_TYPED] if one.get("role") != "child"]
        if not persons and household:
            stays = household.member_ids.filtered_domain(self._get_stay_domain())
            typed = [one._get_compared() for one in stays.person_id[:MOST_TYPED]]
        left_out = {int(one) for one in distinct_ids} | household._get_distinct_ids()
        return self._find(typed, household, left_out)

    @api.model
    def find_sent(self, orientation_id):
        """Return the files that look like who was sent, known by a label and how to reach them."""
        orientation = self.env["food.aid.orientation"].browse(int(orientation_id))
        orientation.check_access("read")
        self.env["food.aid.person"].check_access("read")
        if orientation.state != "received":
            return []
        phone = PHONE.search(orientation.reach or "")
        typed = {"last_name": orientation.label, "phone": phone and phone.group()}
        return self._find(
            [self._clean(typed)], orientation.household_id, set(orientation.distinct_ids.ids)
        )

    @api.model
    def _clean(self, person):
        """Return what was typed in the form that `compare` takes, whatever a client sends."""
        values = {name: person.get(name) for name in COMPARED}
        texts = {name: str(values[name] or "")[:100] for name in COMPARED[:2] + COMPARED[-1:]}
        year = values["birth_year"]
        birthdate = values["birthdate"]
        return texts | {
            "birthdate": fields.Date.to_date(birthdate) if birthdate else None,
            "birth_year": year if isinstance(year, int) else 0,
        }

    @api.model
    def _is_enough(self, typed):
        """Tell whether a person is described well enough to be looked for: nobody browses."""
        names = words(typed["last_name"], typed["first_name"])
        letters = sum(map(len, names))
        birth = typed["birthdate"] or typed["birth_year"]
        return bool(phone_key(typed["phone"]) or (letters >= 3 and (birth or len(names) > 1)))

    # ------------------------------------------------------------------
    # CANDIDATES
    # ------------------------------------------------------------------

    @api.model
    def _find(self, typed, household, left_out):
        typed = [one for one in typed if self._is_enough(one)]
        if not typed:
            return []
        domain = self._get_stay_domain() & Domain(
            "household_id", "not in", [*left_out, *household.ids]
        )
        found = {}
        for person, file in self._search_candidates(typed, domain):
            likenesses = filter(None, (compare(one, person._get_compared()) for one in typed))
            likeness = max(likenesses, default=None)
            best = found.get(file)
            if likeness and (not best or best[0] < likeness[0]):
                found[file] = (*likeness, person)
        ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0].id))
        by_name = [item for item in ranked if BY_NAME.issuperset(item[1][1])]
        ranked = [item for item in ranked if item not in by_name[SHOWN_BY_NAME:]][:SHOWN]
        households = self.env["food.aid.household"].union(*(one for one, _likeness in ranked))
        self.env["food.aid.access.log"]._log(households, "list")
        return [self._get_line(one, *likeness[1:]) for one, likeness in ranked]

    @api.model
    def _get_stay_domain(self):
        return Domain("role", "!=", "child") & Domain("date_end", "=", False)

    @api.model
    def _search_candidates(self, typed, domain):
        """Return (person, household) of who could be one of `typed`, in files open to the user.

        Who comes near is found once, by indexes; the rules are then applied to these alone.
        """
        persons, stays = self.env["food.aid.person"], self.env["food.aid.household.member"]
        persons.flush_model(["lookalike_key", "phone_key", "birthdate"])
        query = stays._search(domain)
        near = SQL(" UNION ALL ").join(part for one in typed for part in self._get_near(one))
        query.add_join(
            *("JOIN", "near"),
            SQL(
                "(WITH n AS MATERIALIZED (%s)"
                " SELECT id, MAX(likeness) AS likeness FROM n GROUP BY id)",
                near,
            ),
            SQL("near.id = %s", SQL.identifier(query.table, "person_id")),
        )
        query.order = SQL("near.likeness DESC, near.id")
        query.limit = CANDIDATES
        rows = self.env.execute_query(
            query.select(
                *(SQL.identifier(query.table, name) for name in ("person_id", "household_id"))
            )
        )
        found = persons.browse({person_id for person_id, _household_id in rows})
        readable = found._filtered_access("read")
        households = self.env["food.aid.household"].browse(one for _person_id, one in rows)
        return [
            (person, household)
            for (person_id, _id), household in zip(rows, households, strict=True)
            if (person := found.browse(person_id).with_prefetch(found.ids)) in readable
        ]

    @api.model
    def _get_near(self, one):
        """Yield a query for each thing that may bring somebody near, each with its index."""
        key = name_keys(one["last_name"], one["first_name"])
        if key:
            yield SQL("%s WHERE lookalike_key %% %s", self._plus(key, 0), key)
        if born := one["birthdate"]:
            days = [born, swapped(born) or born]
            yield SQL("%s WHERE birthdate IN %s", self._plus(key, 0.5), tuple(days))
        if number := phone_key(one["phone"]):
            yield SQL("%s WHERE phone_key = %s", self._plus(key, 1), number)

    @api.model
    def _plus(self, key, more):
        """Return the head of a query: the likeness of names, and what else brings near."""
        return SQL(
            "SELECT id, COALESCE(similarity(lookalike_key, %s), 0) + %s AS likeness"
            " FROM food_aid_person",
            *(key, more),
        )

    # ------------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------------

    @api.model
    def _get_line(self, household, reasons, person):
        day = household.date_last_operation
        return {
            "id": household.id,
            "name": f"{household.name} · {person._get_name_and_year()}",
            "commune": household.commune_id.name or "",
            "last": self.env["ir.qweb.field.date"].value_to_html(day, {}) if day else "",
            "why": ", ".join(self._get_reasons()[reason] for reason in reasons),
        }

    @api.model
    def _get_reasons(self):
        return {
            "name": self.env._("same name"),
            "name_close": self.env._("name close by"),
            "birth": self.env._("same birth date"),
            "birth_swapped": self.env._("birth date with day and month inverted"),
            "birth_close": self.env._("birth date close by"),
            "birth_year": self.env._("same birth year or nearly"),
            "phone": self.env._("same phone"),
        }
