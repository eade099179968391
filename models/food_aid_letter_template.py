from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import placeholders


class FoodAidLetterTemplate(models.Model):
    """The words of a letter, which the CCAS edits without code.

    The letter itself adds what it must bear whatever the words: number, date, decision,
    reason, calculation and its legal mention, ways of appeal, name and quality of the signatory.
    """

    _name = "food.aid.letter.template"
    _description = "Words of a letter"
    _order = "kind, company_id, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [
            ("granted", "Granted"),
            ("refused", "Not granted"),
            ("adjourned", "Adjourned"),
            ("appeal", "On appeal"),
            ("emergency", "Emergency help"),
        ],
        string="For a decision",
        required=True,
    )
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: for every CCAS that has no words of its own.",
    )

    # words
    subject = fields.Char(required=True, translate=True)
    body = fields.Html(string="Text", required=True, translate=True)
    placeholder_help = fields.Html(
        string="What may stand in the text", compute="_compute_placeholder_help"
    )

    # what the law asks for: data, because laws change
    legal_mention = fields.Text(
        string="Mention of the calculation",
        translate=True,
        help="Printed under the calculation, whenever one supports the decision.",
    )
    legal_source = fields.Char(string="Legal source")
    legal_checked_on = fields.Date(
        string="Checked on",
        help="Day on which somebody compared the mention with the law in force.",
    )
    appeal_mention = fields.Text(
        string="Ways of appeal",
        translate=True,
        help="Printed when the settings of the CCAS give none.",
    )

    _kind_uniq = models.UniqueIndex(
        "(kind, COALESCE(company_id, 0)) WHERE active",
        "This CCAS already has words for this decision: edit them instead.",
    )

    @api.depends_context("lang")
    def _compute_placeholder_help(self):
        rows = Markup().join(
            Markup("<tr><td><code>{{{{ {} }}}}</code></td><td>{}</td></tr>").format(name, meaning)
            for name, meaning in self._get_placeholders().items()
        )
        self.placeholder_help = Markup("<table class='table table-sm'>{}</table>").format(rows)

    @api.constrains("subject", "body")
    def _check_placeholders(self):
        known = self._get_placeholders()
        for template in self:
            for text in (template.subject, template.body):
                try:
                    placeholders.check(text or "", known)
                except placeholders.PlaceholderError as error:
                    raise ValidationError(self._word_unknown(error)) from error

    @api.model
    def _word_unknown(self, error):
        return self.env._(
            "“%(asked)s” stands for nothing in a letter. Use one of: %(known)s.",
            asked=error.asked,
            known=", ".join(f"{{{{ {name} }}}}" for name in self._get_placeholders()),
        )

    @api.model
    def _get_placeholders(self):
        """Return {name: meaning} of all that may stand between double braces."""
        return {
            "household_name": self.env._("Name of the person, or the file number"),
            "file_number": self.env._("File number"),
            "ccas_name": self.env._("Name of the CCAS"),
            "decision_number": self.env._("Number of the decision"),
            "decision_date": self.env._("Date of the decision"),
            "decision": self.env._("Granted, not granted or adjourned"),
            "reason": self.env._("Reason given with the decision"),
            "request_date": self.env._("Date of the request"),
            "size": self.env._("Number of people counted"),
            "remaining": self.env._("What is left for the month"),
            "value": self.env._("What is left per person and day"),
            "date_from": self.env._("First day of the right"),
            "date_to": self.env._("Last day of the right"),
            "rate": self.env._("Share to pay, in per cent"),
            "credit": self.env._("Purchase budget"),
            "referent_name": self.env._("Name of the referent"),
            "referent_phone": self.env._("Phone of the referent, or of the CCAS"),
        }

    @api.model
    def _get_for(self, kind, company):
        """Return the words of `company` for a decision of `kind`, else those for every CCAS.

        :raise ValidationError: when there are none
        """
        domain = [("kind", "=", kind), ("company_id", "in", (company.id, False))]
        found = self.search(domain).sorted(lambda template: not template.company_id)[:1]
        if not found:
            raise ValidationError(
                self.env._(
                    "There are no words for a letter “%(kind)s”. A coordinator writes them under "
                    "Configuration, Letters.",
                    kind=dict(self._fields["kind"]._description_selection(self.env))[kind],
                )
            )
        return found

    def _fill(self, name, values):
        """Return the text of the field `name` as safe HTML, filled with the escaped `values`."""
        self.ensure_one()
        text = self[name] or ""
        if self._fields[name].type != "html":  # the other is sanitised when it is written
            text = str(escape(text))
        escaped = {key: str(escape(value)) for key, value in values.items()}
        try:
            return Markup(placeholders.fill(text, escaped))
        except placeholders.PlaceholderError as error:
            raise ValidationError(self._word_unknown(error)) from error
