from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import scale as engine
from ...tools.scale_spec import ordered, read_numbers, write_number


def _given(**entries):
    """The entries that have something to say."""
    return {key: entry for key, entry in entries.items() if entry not in (None, False, [])}


def _one(text):
    """The number typed in a text that holds one, as a spec writes it."""
    return next(iter(read_numbers(text)), None)


def _credit(text):
    numbers = read_numbers(text)
    return numbers[0] if len(numbers) == 1 else numbers


class FoodAidScaleVersion(models.Model):
    """A version as a spec: the JSON that the engine reads and that CCAS exchange."""

    _inherit = "food.aid.scale.version"

    spec = fields.Json(readonly=True, copy=False, help="Rules applied, stored at the first use.")
    # An imported spec comes back as it came, down to the spelling of its numbers and the defaults
    # it spells out: `source_built` is what the form makes of it, to know what was edited since.
    source_spec = fields.Json(readonly=True)
    source_built = fields.Json(readonly=True)

    # From the form to the spec
    # -------------------------

    def _to_spec(self):
        """The spec of this version, with its keys in the contract's order."""
        self.ensure_one()
        if self.state == "used":
            return ordered(self.spec)
        spec = built = self._build_spec()
        if self.source_spec:
            edited = {
                key: entry for key, entry in built.items() if self.source_built.get(key) != entry
            }
            dropped = self.source_built.keys() - built.keys()
            kept = {key: e for key, e in self.source_spec.items() if key not in dropped}
            spec = kept | edited
        return ordered(spec)

    def _build_spec(self):
        """What the form says, without what the defaults already say."""
        self.ensure_one()
        units = {"method": self.unit_method}
        if not self.use_presence:
            units["use_presence"] = False
        if self.single_parent_bonus:
            units["single_parent_bonus"] = write_number(self.single_parent_bonus)
        return {
            "basis": self.basis,
            "units": units,
            "divisor": write_number(self.divisor),
            "outcome": self._build_outcome(),
        } | _given(
            name=self.name or self.scale_id.name,
            date_from=fields.Date.to_string(self.date_from),
            date_to=fields.Date.to_string(self.date_to),
            income_rules=self._build_income_rules(),
            expense_rules=self._build_expense_rules(),
            housing_benefit=self.housing_benefit != "as_income" and self.housing_benefit,
            minimum=_one(self.minimum),
            grey_zone=bool(self.grey_zone) and write_number(self.grey_zone),
            seasons=self._build_seasons(),
        )

    def _build_income_rules(self):
        return [
            {"category": rule.category_id.code, "coefficient": write_number(rule.coefficient)}
            for rule in self.income_rule_ids
        ]

    def _build_expense_rules(self):
        rules = []
        for rule in self.expense_rule_ids:
            entry = {"category": rule.category_id.code, "mode": rule.mode}
            if rule.mode in ("capped", "flat"):
                entry |= {"amount": write_number(rule.amount), "per": rule.per}
            if rule.coefficient != 100.0:
                entry["coefficient"] = write_number(rule.coefficient)
            rules.append(entry)
        return rules

    def _build_seasons(self):
        return [
            {
                "from": f"{season.month_from}-{season.day_from:02d}",
                "to": f"{season.month_to}-{season.day_to:02d}",
                "factor": write_number(season.factor),
            }
            for season in self.season_ids
        ]

    def _build_outcome(self):
        if self.outcome_mode == "tiers":
            return {"mode": "tiers", "tiers": [self._build_tier(tier) for tier in self.tier_ids]}
        if self.outcome_mode == "curve":
            points = self.point_ids.sorted("value")
            return {
                "mode": "curve",
                "points": [[write_number(p.value), write_number(p.rate)] for p in points],
            } | self._build_grant(self, rate=None)
        return {
            "mode": "ceilings",
            "ceilings": self._build_ceilings(),
            "inclusive": self.ceiling_inclusive,
            "above": self.ceiling_above,
            "beyond": self.ceiling_beyond,
        } | self._build_grant(self, _one(self.rate))

    def _build_tier(self, tier):
        bound = {} if tier.bound_kind == "rest" else {tier.bound_kind: write_number(tier.bound)}
        return bound | {"outcome": tier.outcome} | self._build_grant(tier, _one(tier.rate))

    def _build_grant(self, record, rate):
        credit = _credit(record.credit)
        return _given(
            rate=rate,
            credit=credit,
            credit_per=bool(credit) and record.credit_per,
            months=record.months or None,
        )

    def _build_ceilings(self):
        ceilings = self.ceiling_ids.sorted("persons")
        for size, ceiling in enumerate(ceilings, start=1):
            if ceiling.persons != size:
                raise engine.ScaleError(
                    self.env._("The ceiling for %(size)s people is missing.", size=size)
                )
        return [write_number(ceiling.amount) for ceiling in ceilings]

    # From the spec to the form
    # -------------------------

    @api.model
    def _prepare_from_spec(self, spec):
        """Values of a draft version for a spec that the engine accepts."""
        spec = {key: entry for key, entry in spec.items() if entry is not None}
        units = spec.get("units", {})
        bonus = units.get("single_parent_bonus")
        vals = {
            "name": spec.get("name"),
            "basis": spec.get("basis", "remaining"),
            "housing_benefit": spec.get("housing_benefit", "as_income"),
            "divisor": float(spec.get("divisor", 30)),
            "unit_method": units.get("method") or "per_capita",
            "use_presence": units.get("use_presence") is not False,
            "single_parent_bonus": float(bonus or 0),
            "minimum": str(spec["minimum"]) if "minimum" in spec else False,
            "grey_zone": float(spec.get("grey_zone", 0)),
            "income_rule_ids": self._prepare_income_rules(spec),
            "expense_rule_ids": self._prepare_expense_rules(spec),
            "season_ids": self._prepare_seasons(spec),
        }
        return vals | self._prepare_dates(spec) | self._prepare_outcome(spec["outcome"])

    def _prepare_dates(self, spec):
        try:
            return {
                key: fields.Date.to_date(spec[key])
                for key in ("date_from", "date_to")
                if spec.get(key)
            }
        except (TypeError, ValueError) as error:
            raise UserError(
                self.env._("The dates of this scale are not written like 2024-03-01.")
            ) from error

    def _prepare_income_rules(self, spec):
        return [
            fields.Command.create(
                {
                    "sequence": sequence,
                    "category_id": self._get_category(rule["category"], "income").id,
                    "coefficient": _number(rule, "coefficient", 100),
                }
            )
            for sequence, rule in enumerate(spec.get("income_rules", []))
        ]

    def _prepare_expense_rules(self, spec):
        return [
            fields.Command.create(
                {
                    "sequence": sequence,
                    "category_id": self._get_category(rule["category"], "expense").id,
                    "mode": rule.get("mode") or "actual",
                    "amount": _number(rule, "amount", 0),
                    "per": rule.get("per") or "household",
                    "coefficient": _number(rule, "coefficient", 100),
                }
            )
            for sequence, rule in enumerate(spec.get("expense_rules", []))
        ]

    def _get_category(self, code, kind):
        """The heading of this code; a scale may come with headings unknown here."""
        Category = self.env["food.aid.budget.category"].with_context(active_test=False)
        category = Category.search([("code", "=", code), ("kind", "=", kind)])
        return category or Category.create({"code": code, "kind": kind, "name": code})

    def _prepare_seasons(self, spec):
        return [
            fields.Command.create(
                {
                    "sequence": sequence,
                    "month_from": season["from"][:2],
                    "day_from": int(season["from"][3:]),
                    "month_to": season["to"][:2],
                    "day_to": int(season["to"][3:]),
                    "factor": float(season["factor"]),
                }
            )
            for sequence, season in enumerate(spec.get("seasons", []))
        ]

    def _prepare_outcome(self, outcome):
        mode = outcome["mode"]
        vals = {"outcome_mode": mode}
        if mode == "tiers":
            tiers = enumerate(outcome["tiers"])
            return vals | {
                "tier_ids": [
                    fields.Command.create({"sequence": sequence} | self._prepare_tier(tier))
                    for sequence, tier in tiers
                ]
            }
        if mode == "curve":
            vals["point_ids"] = [
                fields.Command.create({"value": float(value), "rate": float(rate)})
                for value, rate in outcome["points"]
            ]
        else:
            inclusive = outcome.get("inclusive")
            vals["ceiling_inclusive"] = True if inclusive is None else inclusive
            vals["ceiling_above"] = outcome.get("above") or "refused"
            vals["ceiling_beyond"] = outcome.get("beyond") or "commission"
            vals["ceiling_ids"] = [
                fields.Command.create({"persons": size, "amount": float(amount)})
                for size, amount in enumerate(outcome["ceilings"], start=1)
            ]
        return vals | self._prepare_grant(outcome)

    def _prepare_tier(self, tier):
        kinds = [kind for kind in ("below", "up_to") if tier.get(kind) is not None]
        kind = kinds[0] if kinds else "rest"
        return {
            "bound_kind": kind,
            "bound": _number(tier, kind, 0),
            "outcome": tier["outcome"],
        } | self._prepare_grant(tier)

    def _prepare_grant(self, grant):
        credit, rate = grant.get("credit"), grant.get("rate")
        amounts = credit if isinstance(credit, list) else [credit]
        return {
            "rate": False if rate is None else str(rate),
            "credit": False if credit is None else " ; ".join(map(str, amounts)),
            "credit_per": grant.get("credit_per") or "household",
            "months": int(grant.get("months") or 0),
        }

    def _remember_source(self, spec):
        self.write({"source_spec": spec, "source_built": self._build_spec()})


def _number(entry, key, default):
    value = entry.get(key)
    return float(default if value is None else value)
