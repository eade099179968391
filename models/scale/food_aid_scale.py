from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import scale as engine


class FoodAidScale(models.Model):
    """A barème: the rules by which a CCAS or a service proposes an outcome.

    Its versions carry the rules; one is in force on a given day.
    """

    _name = "food.aid.scale"
    _description = "Scale"
    _order = "name, id"

    # identification
    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        default=lambda self: self.env.company,
        index="btree_not_null",
        help="Empty: the scale is shared by all CCAS, as an association's own may be.",
    )
    organisation_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        ondelete="restrict",
        help="The association that applies this scale. Empty: the CCAS's own scale.",
    )
    description = fields.Text()
    # rules that precede the computation
    count_expected_children = fields.Boolean(
        string="An expected child enters",
        help="When set, a child to be born already counts as a person of the household.",
    )
    # where it comes from
    source = fields.Text(help="Deliberation, internal rules, web page: what this scale copies.")
    source_url = fields.Char(string="Address of the source")
    date_checked = fields.Date(string="Checked on")
    # versions
    version_ids = fields.One2many("food.aid.scale.version", "scale_id", string="Versions")
    version_id = fields.Many2one(
        "food.aid.scale.version", string="Version in force today", compute="_compute_version_id"
    )

    @api.depends("version_ids.state", "version_ids.date_from", "version_ids.date_to")
    def _compute_version_id(self):
        today = fields.Date.context_today(self)
        for scale in self:
            scale.version_id = scale._version_at(today)

    @api.ondelete(at_uninstall=False)
    def _unlink_versions(self):
        """Versions are deleted as such, so that those in force or used refuse."""
        self.version_ids.unlink()

    def action_new_version(self):
        """Prepare the next version, from the latest one when there is one."""
        self.ensure_one()
        if latest := self.version_ids.sorted("date_from")[-1:]:
            return latest.action_new_version()
        return self.env["food.aid.scale.version"].create({"scale_id": self.id}).action_show()

    def _version_at(self, date):
        """The version in force on `date`, empty when there is none."""
        return self.version_ids.filtered(lambda version: version._covers(date))[:1]

    def _get_proposed_version(self):
        """The latest version in preparation, empty when there is none."""
        return self.version_ids.filtered(lambda version: version.state == "draft")[:1]

    def _import_spec(self, spec):
        """Make a draft version of a spec (contract: `tools/scale.py`)."""
        self.ensure_one()
        version = self.env["food.aid.scale.version"].create(
            self._prepare_version(spec) | {"scale_id": self.id}
        )
        version._remember_source(spec)
        return version

    @api.model
    def _prepare_version(self, spec):
        """Values of a version under `spec`, or the sentence that says why it is no scale."""
        Version = self.env["food.aid.scale.version"]
        try:
            engine.compile(spec)
        except engine.ScaleError as error:
            raise UserError(Version._word_error(error)) from error
        return Version._prepare_from_spec(spec)
