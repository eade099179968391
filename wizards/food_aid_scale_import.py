import base64
import binascii
import json
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import UserError

PUBLISHED = Path(__file__).resolve().parent.parent / "data" / "scales"
MAX_SIZE = 1024 * 1024


class FoodAidScaleImport(models.TransientModel):
    """Take over a scale from a file, or from a published one."""

    _name = "food.aid.scale.import"
    _description = "Import of a scale"

    origin = fields.Selection(
        [("published", "A published scale"), ("file", "A file")],
        string="Start from",
        required=True,
        default="published",
    )
    published = fields.Selection(selection="_selection_published", string="Published scale")
    published_description = fields.Text(
        string="What was published", compute="_compute_published_description"
    )
    file = fields.Binary(string="File (JSON)", attachment=False)
    file_name = fields.Char()
    scale_id = fields.Many2one(
        "food.aid.scale",
        string="New version of",
        help="Empty: a new scale is created.",
    )

    @api.model
    def _selection_published(self):
        specs = ((path.stem, json.loads(path.read_text())) for path in PUBLISHED.glob("*.json"))
        return sorted(((code, spec["name"]) for code, spec in specs), key=lambda one: one[1])

    @api.depends("published")
    def _compute_published_description(self):
        for wizard in self:
            spec = wizard._read_published() if wizard.published else {}
            source = spec.get("source_url") or spec.get("source")
            checked = spec.get("checked_on")
            wizard.published_description = "\n".join(
                line
                for line in (
                    spec.get("description"),
                    source and self.env._("Source: %(origin)s", origin=source),
                    checked and self.env._("Checked on %(date)s", date=checked),
                )
                if line
            )

    def action_import(self):
        """Make a draft version, to be read over before it is put in force."""
        self.ensure_one()
        spec = self._read_published() if self.origin == "published" else self._read_file()
        self.env["food.aid.scale"]._prepare_version(spec)  # refuses before anything is created
        scale = self.scale_id or self.env["food.aid.scale"].create(self._prepare_scale(spec))
        return scale._import_spec(spec).action_show()

    def _read_published(self):
        if not self.published:
            raise UserError(self.env._("Choose a published scale."))
        # the value was checked against the list of the folder's files
        return json.loads((PUBLISHED / f"{self.published}.json").read_text())

    def _read_file(self):
        """The file as JSON, whole numbers and decimals kept as they are written."""
        if not self.file:
            raise UserError(self.env._("Choose the file to import."))
        refusal = self.env._(
            "This file is not a scale exported as JSON. Ask for it again to whoever sent it: "
            "button “Export” of a version of a scale."
        )
        try:
            content = base64.b64decode(self.file)
            if len(content) > MAX_SIZE:
                raise UserError(refusal)
            spec = json.loads(content.decode("utf-8-sig"), parse_float=str, parse_int=_read_int)
        except (binascii.Error, ValueError, RecursionError) as error:
            raise UserError(refusal) from error
        if not isinstance(spec, dict):
            raise UserError(refusal)
        return spec

    def _prepare_scale(self, spec):
        checked = spec.get("checked_on")
        return {
            "name": str(spec.get("name") or self.file_name or self.env._("Imported scale")),
            "description": _text(spec.get("description")),
            "source": _text(spec.get("source")),
            "source_url": _text(spec.get("source_url")),
            "date_checked": _date(checked),
        }


def _read_int(text):
    # an absurdly long number stays a text, which the engine refuses by name
    return int(text) if len(text) <= 13 else text


def _text(value):
    return value if isinstance(value, str) else False


def _date(value):
    try:
        return fields.Date.to_date(value)
    except (TypeError, ValueError):
        return False
