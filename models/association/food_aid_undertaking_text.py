from odoo import api, fields, models, tools
from odoo.exceptions import UserError


class FoodAidUndertakingText(models.Model):
    """The words that people of organisations undertake at their first sign-in.

    Nothing is asked while a CCAS has published no text: it has its lawyer read it first. A
    published text never changes; publishing the next version asks everybody again.
    """

    _name = "food.aid.undertaking.text"
    _description = "Text of the confidentiality undertaking"
    _inherit = ["food.aid.frozen.mixin"]
    _order = "id desc"
    _frozen_states = frozenset(["published", "replaced"])
    _mutable_fields = frozenset(["state"])

    name = fields.Char(string="Version", required=True, help="2026-1, for instance.")
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="The CCAS that leads the organisations that are asked.",
    )
    body = fields.Text(string="Words", required=True, default=lambda self: self._default_body())
    state = fields.Selection(
        [("draft", "To prepare"), ("published", "Asked"), ("replaced", "No longer asked")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    date_published = fields.Date(string="Asked from", readonly=True, copy=False)
    signature_ids = fields.One2many("food.aid.undertaking", "text_id", string="Answers")

    _published_uniq = models.UniqueIndex(
        "(company_id) WHERE state = 'published'", "This CCAS already asks another text."
    )

    @api.model
    def _default_body(self):
        return self.env._(
            "I have read the page “Who sees what”. I undertake to:\n\n"
            "1. read only what I need to help the person in front of me;\n"
            "2. repeat nothing of what I read or hear, even after I have left;\n"
            "3. not look for my relatives, neighbours or colleagues, and entrust their file to "
            "somebody else;\n"
            "4. not copy, photograph or send a list or a screen;\n"
            "5. keep my password and my PIN to myself, sign out, keep papers with me and destroy "
            "them afterwards;\n"
            "6. tell the CCAS at once of a loss, a mistake or a doubt;\n"
            "7. give back my access and my papers when I leave."
        )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, "state": "draft"} for vals in vals_list])

    def write(self, vals):
        if vals.get("state") == "draft":
            self._ensure_not_frozen()
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def action_publish(self):
        """Ask this text from now on, instead of the one asked so far."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("This text was already published: make a new version."))
        self.search([("company_id", "=", self.company_id.id)]).filtered(
            lambda one: one.state == "published"
        ).state = "replaced"
        self.flush_model(["state"])
        self.write({"state": "published", "date_published": fields.Date.context_today(self)})

    def action_withdraw(self):
        """Ask nothing any more; answers stay."""
        self.check_access("write")
        self.filtered(lambda one: one.state == "published").state = "replaced"

    @api.model
    @tools.ormcache("company_id")
    def _get_current_id(self, company_id):
        """Return the id of the text that the CCAS asks, False when it asks none."""
        # Reason for sudo: whoever is asked to sign reads the words; ids only are kept.
        texts = self.sudo().search(
            [("company_id", "=", company_id), ("state", "=", "published")], limit=1
        )
        return texts.id
