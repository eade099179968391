import base64
import json

from odoo import api, fields, models

from ...tools.text import normalise


class FoodAidScaleVersion(models.Model):
    """A version as a file that another CCAS may take over."""

    _inherit = "food.aid.scale.version"

    spec_file = fields.Binary(string="File", compute="_compute_spec_file")
    spec_file_name = fields.Char(string="File name", compute="_compute_spec_file")

    @api.depends("scale_id.name", "date_from")
    def _compute_spec_file(self):
        for version in self:
            spec = json.dumps(version._to_document(), ensure_ascii=False, indent=2) + "\n"
            version.spec_file = base64.b64encode(spec.encode())
            title = "-".join(normalise(version.scale_id.name or "").split())
            version.spec_file_name = f"bareme-{title}-{version.date_from}.json"

    def action_export(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/spec_file"
            "?download=true&filename_field=spec_file_name",
            "target": "download",
        }

    def _to_document(self):
        """The spec, with where it comes from."""
        scale = self.scale_id
        document = {
            "description": scale.description,
            "source": scale.source,
            "source_url": scale.source_url,
            "checked_on": fields.Date.to_string(scale.date_checked),
        }
        spec = self._to_spec()
        return spec | {key: text for key, text in document.items() if text and key not in spec}
