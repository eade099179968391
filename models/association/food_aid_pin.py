from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

DIGITS = (4, 6)
# Wrong tries in a row: a rest after some, and after many the PIN is taken away.
TRIES, LAST_TRY, REST_MINUTES = 5, 10, 15
EASY = ("0123456789", "9876543210")


class FoodAidPin(models.Model):
    """The PIN of a volunteer for the shared devices of their association.

    Kept as passwords are; chosen by the volunteer alone, signed in with their own address. It is
    worth nothing without a device, and a device nothing without it.
    """

    _name = "food.aid.pin"
    _description = "PIN for shared devices"

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    digest = fields.Char(required=True, groups=fields.NO_ACCESS, copy=False)
    failure_count = fields.Integer()
    date_rest = fields.Datetime()

    _user_uniq = models.UniqueIndex("(user_id)")

    @api.model
    def _choose(self, pin, again):
        """Keep the PIN that the user chose, instead of the one before.

        :raise AccessError: when the user welcomes nobody
        """
        user = self.env.user
        is_volunteer = user.has_group("food_aid.group_food_aid_portal_volunteer")
        if not user.food_aid_organisation_id or not is_volunteer or user._food_aid_must_sign():
            raise AccessError(
                self.env._("This page is not open to you. Go back to the first page.")
            )
        self._check_pin(pin, again)
        # Reason for sudo: nobody holds a right here; one's own PIN.
        pins = self.sudo()
        pins.search([("user_id", "=", user.id)]).unlink()
        pins.create({"user_id": user.id, "digest": user._crypt_context().hash(pin)})

    @api.model
    def _check_pin(self, pin, again):
        shortest, longest = DIGITS
        if not (pin.isascii() and pin.isdecimal() and shortest <= len(pin) <= longest):
            raise UserError(
                self.env._(
                    "Choose %(shortest)s to %(longest)s digits.",
                    shortest=shortest,
                    longest=longest,
                )
            )
        if len(set(pin)) == 1 or any(pin in line for line in EASY):
            raise UserError(self.env._("This one is guessed at once: choose another."))
        if pin != again:
            raise UserError(self.env._("The two PINs differ: type them again."))

    @api.model
    def _has_one(self):
        # Reason for sudo: whether one's own PIN exists.
        return bool(self.sudo().search_count([("user_id", "=", self.env.uid)], limit=1))

    @api.model
    def _forget(self):
        """Take away the user's own PIN."""
        # Reason for sudo: as above.
        self.sudo().search([("user_id", "=", self.env.uid)]).unlink()

    # ------------------------------------------------------------------
    # ON A DEVICE
    # ------------------------------------------------------------------

    def _get_first_name(self):
        return (self.user_id.name or "").split(" ")[0]

    @api.model
    def _verify(self, device, pin_id, typed):
        """Return whose PIN it is, on a device of their association; nobody otherwise.

        Tries on one PIN follow each other under its lock, and are counted on the PIN and on the
        device; nothing is raised, so that counts are kept. Callers are sudo.

        :return: (user or empty, what to tell)
        """
        nobody = self.env["res.users"]
        refusal = self.env._("This PIN is not the right one.")
        if device._is_resting():
            return nobody, self.env._("Too many wrong PINs: try again in a quarter of an hour.")
        pin = self.search(
            [
                ("id", "=", pin_id),
                ("user_id.food_aid_organisation_id", "=", device.organisation_id.id),
                ("user_id.active", "=", True),
            ]
        )
        try:
            pin.lock_for_update()
            device.lock_for_update()
        except LockError:
            return nobody, refusal
        if not pin:
            device._note_failure()
            return nobody, refusal
        if pin.date_rest and pin.date_rest > fields.Datetime.now():
            return nobody, self.env._("Too many wrong PINs: try again in a quarter of an hour.")
        if not pin.user_id._crypt_context().verify(str(typed or "")[:20], pin.digest):
            device._note_failure()
            return nobody, pin._note_failure() or refusal
        return pin._open(device)

    def _open(self, device):
        """Let the owner of the PIN in, unless something is to be read first."""
        user = self.user_id
        if not user.has_group("food_aid.group_food_aid_portal_volunteer"):
            return user.browse(), self.env._("This PIN is not the right one.")
        if user._food_aid_must_sign():
            return user.browse(), self.env._(
                "Sign in once with your own address: there is something to read first."
            )
        self.write({"failure_count": 0, "date_rest": False})
        device.write({"failure_count": 0, "date_last_use": fields.Datetime.now()})
        return user, ""

    def _note_failure(self):
        """Count a wrong try; return what to tell when it changes something."""
        self.failure_count += 1
        if self.failure_count >= LAST_TRY:
            self.unlink()
            return self.env._(
                "Too many wrong PINs: it is taken away. Choose another one from your own account."
            )
        if self.failure_count % TRIES == 0:
            self.date_rest = fields.Datetime.add(fields.Datetime.now(), minutes=REST_MINUTES)
        return ""
