import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.image import ImageProcess
from odoo.tools.mimetypes import guess_mimetype

LOGO_MEGABYTES, LOGO_SIDE, WORD_LENGTH = 2, 512, 40


class ResPartner(models.Model):
    """An organisation's own face: its logo, and its word for the people it welcomes."""

    _inherit = "res.partner"

    food_aid_sheet_layout_ids = fields.One2many(
        "food.aid.sheet.layout",
        "organisation_id",
        string="Blocks of the liaison sheet",
        groups="food_aid.group_food_aid_instructor",
    )

    @api.model
    def _food_aid_save_logo(self, content):
        """Keep the logo that the manager of an organisation chose; none removes it.

        Drawn again before it is kept: whatever else the file carried is left out.
        """
        organisation = self.env["res.users"]._food_aid_check_manager()
        if content and len(content) > LOGO_MEGABYTES * 1024**2:
            raise UserError(
                self.env._("Choose an image of %(size)s MB at most.", size=LOGO_MEGABYTES)
            )
        if content and guess_mimetype(content) not in ("image/png", "image/jpeg"):
            raise UserError(self.env._("Choose an image: PNG or JPEG."))
        image = False
        if content:
            try:
                process = ImageProcess(content).resize(LOGO_SIDE, LOGO_SIDE)
                image = base64.b64encode(process.image_quality(output_format="PNG"))
            except (OSError, ValueError) as error:
                raise UserError(self.env._("Choose an image: PNG or JPEG.")) from error
        # Reason for sudo: portal users write no partner; one picture, of their own organisation.
        organisation.sudo().image_1920 = image

    @api.model
    def _food_aid_get_words(self):
        """Return (service id, its name, its word) of the manager's organisation."""
        organisation = self.env["res.users"]._food_aid_check_manager()
        # Reason for sudo: portal users hold no right on services; those of their organisation.
        services = self.env["food.aid.service"].sudo()
        found = services.search([("organisation_id", "=", organisation.id)])
        return [(service.id, service.name, service.public_word or "") for service in found]

    @api.model
    def _food_aid_save_words(self, words):
        """Keep the words by which services call the people they welcome.

        :param words: {service id: word}; services of other organisations are left alone
        """
        own = {service_id for service_id, _name, _word in self._food_aid_get_words()}
        for service_id in own & words.keys():
            word = " ".join(str(words[service_id] or "").split())
            if len(word) > WORD_LENGTH:
                raise UserError(
                    self.env._("A word is short: %(length)s letters at most.", length=WORD_LENGTH)
                )
            # Reason for sudo: as above; one word of a service of one's own organisation.
            self.env["food.aid.service"].sudo().browse(service_id).public_word = word or False

    def _food_aid_get_word(self):
        """Return the word of this organisation for its public, when its services agree on one."""
        self.ensure_one()
        # Reason for sudo: a word, printed on papers.
        words = self.sudo().food_aid_service_ids.mapped("public_word")
        return words[0] if len(set(words)) == 1 and words[0] else ""
