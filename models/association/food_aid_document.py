import base64
from pathlib import PurePath

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools.mimetypes import guess_mimetype

MEGABYTES = 10
# What is accepted, and what each must look like inside.
KINDS = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


class FoodAidDocument(models.Model):
    """A document that a CCAS publishes for organisations: posters, rules, models of letters.

    The file stays in this table, and organisations hold no right on it: they get it from a page
    that gives what is published for them, and nothing that concerns anybody is kept here.
    """

    _name = "food.aid.document"
    _description = "Document for organisations"
    _order = "sequence, name, id"

    name = fields.Char(string="Title", required=True)
    note = fields.Char(string="What it is for")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    file = fields.Binary(required=True, attachment=False)
    file_name = fields.Char(required=True)
    for_associations = fields.Boolean(string="For associations", default=True)
    for_prescribers = fields.Boolean(string="For services that orient")
    date_published = fields.Date(
        string="Published on", copy=False, help="Empty: organisations do not see it."
    )

    @api.constrains("file", "file_name")
    def _check_file(self):
        for document in self.with_context(bin_size=False):
            content = base64.b64decode(document.file or b"")
            if not content or len(content) > MEGABYTES * 1024**2:
                raise ValidationError(
                    self.env._("Choose a file of %(size)s MB at most.", size=MEGABYTES)
                )
            if guess_mimetype(content) != document._get_kind():
                raise ValidationError(
                    self.env._(
                        "Choose a PDF, an image (PNG, JPEG), a text or a spreadsheet (.docx, "
                        ".odt, .xlsx, .ods): this file is something else inside."
                    )
                )

    def _get_kind(self):
        return KINDS.get(PurePath(self.file_name or "").suffix.lstrip(".").lower())

    def action_publish(self):
        """Show these documents to the organisations they are for."""
        self.write({"date_published": fields.Date.context_today(self)})

    def action_withdraw(self):
        """Organisations no longer see these documents."""
        self.write({"date_published": False})

    # ------------------------------------------------------------------
    # PORTAL
    # ------------------------------------------------------------------

    @api.model
    def _get_portal_domain(self):
        """Return what is published for the user's organisation, by the CCAS it works with."""
        user = self.env.user
        organisation = user.food_aid_organisation_id
        if not organisation or user._food_aid_must_sign():
            return Domain.FALSE
        # Reason for sudo: which CCAS sent somebody; nothing else is read.
        referrals = self.env["food.aid.referral"].sudo()
        groups = referrals._read_group(
            [("organisation_id", "=", organisation.id), ("state", "!=", "draft")], ["company_id"]
        )
        companies = (organisation.lead_company_id or user.company_id).ids
        companies += [company.id for (company,) in groups]
        audience = Domain.FALSE
        if organisation.is_food_aid_association:
            audience |= Domain("for_associations", "=", True)
        if organisation.is_food_aid_prescriber:
            audience |= Domain("for_prescribers", "=", True)
        is_published = Domain("date_published", "!=", False)
        return audience & is_published & Domain("company_id", "in", companies)

    @api.model
    def _get_portal_documents(self):
        """Return what the page lists: dicts `id, name, note, date, ccas`."""
        # Reason for sudo: organisations hold no right here; the domain chooses for them.
        documents = self.sudo().with_context(bin_size=True).search(self._get_portal_domain())
        return [
            {
                "id": document.id,
                "name": document.name,
                "note": document.note,
                "date": document.date_published,
                "ccas": document.company_id.name,
            }
            for document in documents
        ]

    @api.model
    def _get_portal_file(self, document_id):
        """Return (file name, kind, content) of a document of that list, None for any other."""
        # Reason for sudo: as above.
        document = self.sudo().search(
            self._get_portal_domain() & Domain("id", "=", document_id), limit=1
        )
        if not document:
            return None
        content = base64.b64decode(document.with_context(bin_size=False).file)
        return document.file_name, document._get_kind(), content
