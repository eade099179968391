from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import placeholders

DECISIONS = ("granted", "refused", "adjourned", "appeal", "emergency")


class FoodAidLetterTemplate(models.Model):
    """The words of a letter, which the CCAS edits without code.

    The letter itself adds what it must bear whatever the words: number, date, decision,
    reason, calculation and its legal mention, ways of appeal, name and quality of the signatory.
    """

    _name = "food.aid.letter.template"
    _description = "Words of a letter"
    _inherit = ["food.aid.shared.mixin"]
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
            ("missing_papers", "Missing papers"),
            ("appointment", "Appointment"),
            ("end_of_right", "End of a right"),
            ("attestation", "Attestation of aid"),
        ],
        string="Letter",
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

    is_decision = fields.Boolean(string="Letter of a decision", compute="_compute_is_decision")
    preview = fields.Html(string="Example", compute="_compute_preview")

    # what the law asks for: data, because laws change
    legal_mention = fields.Text(
        string="Mention of the calculation",
        translate=True,
        help="Printed under the calculation, whenever one supports the decision.",
    )
    legal_source = fields.Char(string="Legal source", translate=True)
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
        "This CCAS already has words for this letter: edit them instead.",
    )

    @api.depends("kind")
    def _compute_is_decision(self):
        for template in self:
            template.is_decision = template.kind in DECISIONS

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_placeholder_help(self):
        for template in self:
            rows = Markup().join(
                Markup("<tr><td><code>{{{{ {} }}}}</code></td><td>{}</td></tr>").format(*row)
                for row in template._get_placeholders().items()
            )
            template.placeholder_help = Markup("<table class='table table-sm'>{}</table>").format(
                rows
            )

    @api.depends("kind", "subject", "body")
    @api.depends_context("lang")
    def _compute_preview(self):
        """Show the letter of an invented person, or what stands for nothing in it."""
        for template in self:
            example = template._get_example()
            try:
                subject, body = (template._fill(name, example) for name in ("subject", "body"))
            except ValidationError as error:
                template.preview = escape(str(error))
                continue
            template.preview = Markup("<p><b>{}</b></p>{}").format(subject, body)

    @api.constrains("kind", "subject", "body")
    def _check_placeholders(self):
        for template in self:
            known = template._get_placeholders()
            for text in (template.subject, template.body):
                try:
                    placeholders.check(text or "", known)
                except placeholders.PlaceholderError as error:
                    raise ValidationError(template._word_unknown(error)) from error

    def _word_unknown(self, error):
        return self.env._(
            "“%(asked)s” stands for nothing in a letter. Use one of: %(known)s.",
            asked=error.asked,
            known=", ".join(f"{{{{ {name} }}}}" for name in self._get_placeholders()),
        )

    # ------------------------------------------------------------------
    # ONE'S OWN WORDS
    # ------------------------------------------------------------------

    def write(self, vals):
        """Leave the words of all CCAS alone: who edits them edits a copy of their own."""
        self.check_access("write")
        if not self.env.su and any(not template.company_id for template in self):
            raise UserError(
                self.env._(
                    "These words serve every CCAS. Press “Write our own words” to change them for "
                    "yours."
                )
            )
        return super().write(vals)

    def action_copy_for_ccas(self):
        """Open the words of one's own CCAS for this letter, copied from the common ones."""
        self.ensure_one()
        company = self.env.company
        own = self.search([("kind", "=", self.kind), ("company_id", "=", company.id)], limit=1)
        own = own or self.copy({"company_id": company.id, "name": self.name})
        return own._get_records_action()

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
