import secrets
from hashlib import sha256

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import consteq

DAYS, NAME_LENGTH, DEVICES = 180, 60, 20
# Wrong PINs in a row, whoever they are tried for, before the device rests.
TRIES, REST_MINUTES = 15, 15


class FoodAidDevice(models.Model):
    """A tablet or computer of the hall, on which volunteers sign in by first name and PIN.

    The device holds a secret of 256 bits in a cookie; only its digest is kept here. By itself it
    opens nothing but the page that asks for a PIN.
    """

    _name = "food.aid.device"
    _description = "Shared device"
    _order = "id desc"

    name = fields.Char(required=True)
    organisation_id = fields.Many2one("res.partner", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", string="CCAS", required=True, index=True)
    enrolled_by_id = fields.Many2one("res.users", string="Enrolled by", ondelete="restrict")
    token_digest = fields.Char(required=True, groups=fields.NO_ACCESS, copy=False)
    date_end = fields.Date(string="Until", required=True)
    date_last_use = fields.Datetime(string="Last used on")
    is_revoked = fields.Boolean(string="Revoked")
    failure_count = fields.Integer(groups=fields.NO_ACCESS)
    date_rest = fields.Datetime(groups=fields.NO_ACCESS)

    # ------------------------------------------------------------------
    # THE MANAGER'S
    # ------------------------------------------------------------------

    @api.model
    def _enrol(self, name):
        """Enrol the device that the manager holds.

        :return: what its cookie holds; nothing gives it back later
        """
        organisation = self.env["res.users"]._food_aid_check_manager()
        name = " ".join(str(name or "").split())
        if not name or len(name) > NAME_LENGTH:
            raise UserError(self.env._("Give the device a short name: tablet of the hall."))
        if len(self._get_devices()) >= DEVICES:
            raise UserError(self.env._("Many devices are enrolled: remove those not used."))
        token = secrets.token_urlsafe(32)
        # Reason for sudo: portal users create nothing by themselves; the organisation is theirs.
        device = self.sudo().create(
            {
                "name": name,
                "organisation_id": organisation.id,
                "company_id": (organisation.lead_company_id or self.env.user.company_id).id,
                "enrolled_by_id": self.env.uid,
                "token_digest": self._digest(token),
                "date_end": fields.Date.add(fields.Date.context_today(self), days=DAYS),
            }
        )
        return f"{device.id}-{token}"

    @api.model
    def _get_devices(self):
        """Return the devices of the manager's organisation, as plain values."""
        organisation = self.env["res.users"]._food_aid_check_manager()
        # Reason for sudo: portal users hold no right here; devices of their organisation.
        devices = self.sudo().search(
            [("organisation_id", "=", organisation.id), ("is_revoked", "=", False)]
        )
        names = ("id", "name", "date_end", "date_last_use", "create_date")
        return [{name: device[name] for name in names} for device in devices]

    @api.model
    def _revoke(self, device_id):
        """Remove a device of the manager's organisation: at once, whoever is signed in on it."""
        organisation = self.env["res.users"]._food_aid_check_manager()
        # Reason for sudo: as above.
        self.sudo().search(
            [("id", "=", device_id), ("organisation_id", "=", organisation.id)]
        ).is_revoked = True

    # ------------------------------------------------------------------
    # THE DEVICE'S
    # ------------------------------------------------------------------

    @api.model
    def _digest(self, token):
        """Return what is kept of a secret: 256 random bits need no slow digest."""
        return sha256(token.encode()).hexdigest()

    @api.model
    def _find(self, cookie):
        """Return the device whose cookie this is, as long as it is enrolled; sudo on purpose.

        Callers are the pages of the device, before anybody is signed in.
        """
        number, _dash, token = str(cookie or "").partition("-")
        # Reason for sudo: nobody is signed in yet; the secret is the right.
        devices = self.sudo()
        if not number.isdecimal() or len(number) > 9 or not token:
            return devices
        device = devices.browse(int(number)).exists()
        if not device or not consteq(device.token_digest, self._digest(token)):
            return devices
        return device if device._is_enrolled() else devices

    def _is_enrolled(self):
        today = fields.Date.context_today(self)
        return not self.is_revoked and self.date_end >= today and self.organisation_id.active

    def _get_people(self):
        """Return (pin id, first name) of who may sign in here: the team's, with a PIN."""
        pins = self.env["food.aid.pin"].search(
            [
                ("user_id.food_aid_organisation_id", "=", self.organisation_id.id),
                ("user_id.active", "=", True),
            ]
        )
        return sorted(((pin.id, pin._get_first_name()) for pin in pins), key=lambda one: one[1])

    def _is_resting(self):
        return bool(self.date_rest) and self.date_rest > fields.Datetime.now()

    def _note_failure(self):
        self.failure_count += 1
        if self.failure_count >= TRIES:
            self.failure_count = 0
            self.date_rest = fields.Datetime.add(fields.Datetime.now(), minutes=REST_MINUTES)
