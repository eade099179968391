from odoo import api, models
from odoo.fields import NO_ACCESS, Domain
from odoo.tools.safe_eval import safe_eval

CCAS_ROLES = (
    "base.group_user",
    *(
        f"food_aid.group_food_aid_{role}"
        for role in (
            *("reception", "instructor", "social_worker", "coordinator"),
            *("stock", "observer", "dpo"),
        )
    ),
)
# What a field that held it would be called.
NOT_RECORDED = {
    "nationality": ("nationality", "citizenship", "residence_permit"),
    "religion": ("religion", "worship"),
    "origin": ("ethnic", "birth_country", "country_of_birth"),
    "social_security": ("social_security", "ssn", "nir_number"),
    "health": ("diagnosis", "health", "disease", "pregnan"),
    "bank": ("iban", "bank_account", "rib_number"),
}
OWN_ROLES = tuple(
    f"food_aid.group_food_aid_portal_{role}" for role in ("volunteer", "manager", "prescriber")
)


class FoodAidWhoSees(models.AbstractModel):
    """“Who sees what”: the rights, rules and whitelists of this database, in plain words.

    Nothing is known beforehand but the words for each datum and the field that holds it: who
    reads it is asked from what the framework enforces, at the moment of reading the page.
    """

    _name = "food.aid.who.sees"
    _description = "Who sees what"

    @api.model
    def _get_page(self):
        """Return what the page shows.

        :return: dict `sections` (list of `title`, `rows` and `groups`), `nobody` and
            `not_recorded` (labels)
        """
        # Reason for sudo: rights, rules and names of roles are read, no datum of anybody.
        rights = self.sudo()._load_rights()
        sections, nobody = [], []
        for title, data in self._get_data():
            rows = [self._read_datum(rights, *datum) for datum in data]
            nobody += [row["label"] for row in rows if not row["ccas"] and not row["own"]]
            rows = [row for row in rows if row["ccas"] or row["own"]]
            sections.append({"title": title, "rows": rows, "groups": self._group(rows)})
        return {"sections": sections, "nobody": nobody, "not_recorded": self._get_not_recorded()}

    @api.model
    def _group(self, rows):
        """Return what the same people read, within the same limits, told once."""
        groups = {}
        for row in rows:
            key = tuple(tuple(row[name]) for name in ("own", "ccas", "limits"))
            groups.setdefault(key, {**row, "labels": []})["labels"].append(row["label"])
        return list(groups.values())

    @api.model
    def _load_rights(self):
        """Return the groups of each role, and the rights and rules by model: three queries."""
        roles = {name: self.env.ref(name) for name in (*CCAS_ROLES, *OWN_ROLES)}
        models_of_data = {datum[1] for _title, data in self._get_data() for datum in data}
        accesses = self.env["ir.model.access"].search(
            [("model_id.model", "in", list(models_of_data)), ("perm_read", "=", True)]
        )
        rules = self.env["ir.rule"].search(
            [("model_id.model", "in", list(models_of_data)), ("perm_read", "=", True)]
        )
        return {
            "roles": {
                name: (group, group | group.all_implied_ids) for name, group in roles.items()
            },
            "accesses": accesses.grouped(lambda access: access.model_id.model),
            "rules": rules.grouped(lambda rule: rule.model_id.model),
        }

    @api.model
    def _read_datum(self, rights, label, model, name, only=None):
        """Return who reads a datum, and within which limits.

        :param only: (field, value) that tells these records from the others of the model
        """
        ccas, own, scopes = [], [], set()
        field = self.env[model]._fields[name]
        for role, (group, groups) in rights["roles"].items():
            is_own = role in OWN_ROLES
            rules = self._get_rules(rights, model, groups)
            if not self._has_right(rights, model, groups) or not self._opens(field, groups):
                continue
            if is_own and not self.env[model]._has_field_access(field, "read"):
                continue
            if only and not all(self._lets(rule, only) for rule in rules):
                continue
            (own if is_own else ccas).append(group.name)
            scopes |= self._get_scopes(rules, is_own=is_own)
        if rights["roles"]["base.group_user"][0].name in ccas:
            ccas = [self.env._("every employee")]
        return {"label": label, "ccas": ccas, "own": own, "limits": sorted(scopes)}

    @api.model
    def _has_right(self, rights, model, groups):
        accesses = rights["accesses"].get(model, ())
        return any(not access.group_id or access.group_id in groups for access in accesses)

    @api.model
    def _opens(self, field, groups):
        """Tell whether the groups written on the field let these in."""
        if not field.groups:
            return True
        if field.groups == NO_ACCESS:
            return False
        # Reason for sudo: names of groups.
        allowed = self.env["res.groups"].sudo()
        for name in field.groups.split(","):
            allowed |= self.env.ref(name.strip(), raise_if_not_found=False) or allowed
        return bool(allowed & groups)

    @api.model
    def _get_rules(self, rights, model, groups):
        rules = rights["rules"].get(model, ())
        return [rule for rule in rules if not rule.groups or rule.groups & groups]

    @api.model
    def _lets(self, rule, only):
        """Tell whether a rule lets through records whose field has this value."""
        name, value = only
        domain = Domain(safe_eval(rule.domain_force or "[]", rule._eval_context()))
        for condition in domain.iter_conditions():
            if condition.field_expr != name:
                continue
            values = condition.value
            values = values if isinstance(values, (list, tuple, set)) else [values]
            if (value in values) == (condition.operator in ("not in", "!=")):
                return False
        return True

    @api.model
    def _get_scopes(self, rules, *, is_own):
        """Return the limits that rules set, in words."""
        text = " ".join(rule.domain_force or "" for rule in rules)
        if is_own:
            if "user.food_aid_organisation_id" in text:
                return set()
            return {self.env._("In our organisation: those of other organisations too")}
        scopes = set()
        if "company_id" not in text:
            scopes.add(self.env._("Every CCAS of this database"))
        if "is_reserved" in text:
            scopes.add(self.env._("Reserved files: their named agents only"))
        return scopes

    @api.model
    def _get_not_recorded(self):
        """Return what no table of food aid has a place for, looked for by name."""
        places = {
            name
            for model in self.env
            if model.startswith("food.aid.")
            for name in self.env[model]._fields
        }
        labels = self._get_not_recorded_labels()
        return [
            labels[datum]
            for datum, words in NOT_RECORDED.items()
            if not any(word in place for word in words for place in places)
        ]
