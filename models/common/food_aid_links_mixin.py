from odoo import api, fields, models
from odoo.fields import Command, Domain


class RuledMany2many(fields.Many2many):
    """A list of links that is searched through the rules of what it leads to.

    Odoo compares the rows of the relation for `in` and `=`, whoever may open what stands at
    the other end: `("kept_apart_ids", "!=", False)` would tell that there is a reserved file.
    """

    def condition_to_sql(self, field_expr, operator, value, model, alias, query):
        if operator in ("in", "not in") and not model.env.su:
            ids = [one for one in value if one]
            found = Domain(self.name, "any", Domain("id", "in", ids))
            if len(ids) < len(value):
                found |= Domain(self.name, "not any", Domain.TRUE)
            found = found if operator == "in" else ~found
            return found.optimize_full(model)._to_sql(model, alias, query)
        return super().condition_to_sql(field_expr, operator, value, model, alias, query)


class FoodAidLinksMixin(models.AbstractModel):
    """Links lead only to what the user may open.

    Odoo computes stored fields, and names behind links, with all rights: an id guessed, even in
    a form that is never saved, would otherwise tell a label, a composition or a proposal.
    """

    _name = "food.aid.links.mixin"
    _description = "Links Are Checked"

    @api.model_create_multi
    def create(self, vals_list):
        self._check_links(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_links([vals])
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        self._check_links([values])
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def _check_links(self, vals_list):
        if self.env.su:
            return
        for name in {name for vals in vals_list for name in vals}:
            field = self._fields.get(name)
            if not field or not (field.comodel_name or "").startswith("food.aid."):
                continue
            linked = self.env[field.comodel_name]
            values = [vals[name] for vals in vals_list if vals.get(name)]
            if field.type == "many2one":
                ids = {value.get("id") if isinstance(value, dict) else value for value in values}
                linked.browse(one for one in ids if isinstance(one, int)).check_access("read")
            elif hasattr(linked, "_check_links"):
                linked._check_links(self._get_lines(values))

    @api.model
    def _get_lines(self, commands_list):
        """Return the values of the lines that x2many commands create or change."""
        return [
            command[2]
            for commands in commands_list
            for command in commands
            if isinstance(command, (list, tuple)) and command[0] in (Command.CREATE, Command.UPDATE)
        ]
