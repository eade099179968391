from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import hash_sign, verify_hash_signed

# Days that a link opens something.
VALID = {"send": 15, "status": 90}
MOST_OPEN = 5
KEPT_DAYS = 365


class FoodAidInvitation(models.Model):
    """A mailed link, for those who send three people a year and want no account.

    Its address is an id and an end, signed with the purpose by the secret of the database: nothing
    can be guessed, and nothing in it is about anybody. `send` opens a form once; `status` shows
    received, met or ended. The row says whose link it is, and stops it before its time.
    """

    _name = "food.aid.invitation"
    _description = "Mailed link"
    _inherit = ["food.aid.links.mixin"]
    _order = "id desc"
    _check_company_auto = True

    organisation_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(
        "res.company", string="CCAS", required=True, index=True, readonly=True
    )
    purpose = fields.Selection(
        [("send", "To send somebody"), ("status", "To read what became of it")],
        required=True,
        readonly=True,
    )
    email = fields.Char(string="Mailed to", readonly=True)
    date_end = fields.Datetime(string="Opens until", required=True, readonly=True)
    date_used = fields.Datetime(string="Used on", readonly=True)
    orientation_id = fields.Many2one(
        "food.aid.orientation",
        string="Person sent",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        readonly=True,
    )
    state = fields.Selection(
        [("open", "Open"), ("used", "Used"), ("over", "Over")], compute="_compute_state"
    )

    @api.depends("purpose", "organisation_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        purposes = dict(self._fields["purpose"]._description_selection(self.env))
        for invitation in self:
            invitation.display_name = f"{invitation.organisation_id.name} · " + purposes.get(
                invitation.purpose, ""
            )

    @api.depends("date_end", "date_used")
    def _compute_state(self):
        now = fields.Datetime.now()
        for invitation in self:
            over = "over" if invitation.date_end and invitation.date_end <= now else "open"
            invitation.state = "used" if invitation.date_used else over

    # ------------------------------------------------------------------
    # ACTIONS OF THE CCAS
    # ------------------------------------------------------------------

    @api.model
    def _invite(self, organisation):
        """Mail an organisation a link by which it sends one person, without an account.

        :raise UserError: when it sends nobody, has no address, or has links enough
        """
        self._check_agent()
        if not organisation.is_food_aid_prescriber:
            raise UserError(
                self.env._("Tick “Prescriber” first: only such an organisation sends people.")
            )
        self._check_may_mail(organisation, Domain("purpose", "=", "send"))
        return self._create_link(organisation, self.env.company, "send")

    @api.model
    def _invite_to_follow(self, orientation):
        """Mail the organisation that sent somebody a link to received, met or ended."""
        self._check_agent()
        orientation.check_access("read")
        self._check_may_mail(
            orientation.organisation_id, Domain("orientation_id", "=", orientation.id)
        )
        return self._create_link(
            orientation.organisation_id, orientation.company_id, "status", orientation
        )

    def _tell_mailed(self):
        message = self.env._("The link leaves by mail to %(email)s.", email=self.email)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": message, "type": "success"},
        }

    def action_stop(self):
        """Stop links that went to the wrong place: they open nothing any more."""
        self._check_agent()
        self.check_access("read")
        # Reason for sudo: employees write no link by themselves; these are open to them.
        running = self.sudo().filtered(lambda one: one.state == "open")
        running.date_end = fields.Datetime.now()

    @api.model
    def _check_agent(self):
        if not self.env.user.has_group("food_aid.group_food_aid_reception"):
            raise AccessError(self.env._("Only agents of the CCAS send links."))

    @api.model
    def _check_may_mail(self, organisation, domain):
        """Refuse what could not leave, and one mail after the other to the same address."""
        if not organisation.email:
            raise UserError(
                self.env._(
                    "Write the e-mail address of %(organisation)s first.",
                    organisation=organisation.name,
                )
            )
        still_open = Domain("date_used", "=", False) & Domain("date_end", ">", "now")
        there = Domain("organisation_id", "=", organisation.id)
        if self.search_count(domain & there & still_open) >= MOST_OPEN:
            raise UserError(
                self.env._(
                    "%(count)s links already wait to be used there. Stop one, or wait.",
                    count=MOST_OPEN,
                )
            )

    # ------------------------------------------------------------------
    # LINK AND MAIL
    # ------------------------------------------------------------------

    @api.model
    def _create_link(self, organisation, company, purpose, orientation=None):
        """Create a link and mail it to the address of the organisation, nowhere else."""
        # Reason for sudo: links are created by these methods alone, which checked who asks.
        invitation = self.sudo().create(
            {
                "organisation_id": organisation.id,
                "company_id": company.id,
                "purpose": purpose,
                "email": organisation.email,
                "date_end": fields.Datetime.now() + timedelta(days=VALID[purpose]),
                "orientation_id": orientation and orientation.id,
            }
        )
        if organisation.email:
            template = invitation.env.ref(f"food_aid.mail_template_invitation_{purpose}")
            template.send_mail(invitation.id)
        return self.browse(invitation.id)

    def _get_url(self):
        self.ensure_one()
        return f"{self.get_base_url()}/food-aid/{self.purpose}/{self._get_token()}"

    def _get_token(self):
        end = int(self.date_end.timestamp())
        # Reason for sudo: signing reads the secret of the database, which stays here.
        return hash_sign(self.sudo().env, f"food_aid.{self.purpose}", [self.id, end])

    @api.model
    def _open(self, purpose, token):
        """Return the link that `token` is, with all rights, and why it opens nothing.

        :return: (link, problem): `wrong`, `over`, `used`, or empty when it opens
        """
        # Reason for sudo: whoever holds a signed link opens what it says, with or without an
        # account; the signature is checked before anything is read.
        links = self.sudo()
        try:
            signed = verify_hash_signed(links.env, f"food_aid.{purpose}", token)
        except ValueError:
            signed = None
        link = links.browse(signed[0]).exists() if signed else links
        if not link:
            return links, "wrong"
        now = fields.Datetime.now()
        if now.timestamp() >= signed[1] or now >= link.date_end:
            return link, "used" if link.date_used else "over"
        return link, "used" if link.date_used else ""

    def _use(self, label, reach, message="", *, notice_given=False):
        """Send one person by this link, found by `_open`: it is used from then on.

        Two people who use it at the same time change the same row: the second begins anew,
        and finds it used.

        :return: the link to read what becomes of it
        """
        self.ensure_one()
        orientation = self.env["food.aid.orientation"]._record_sent(
            self.organisation_id,
            self.company_id,
            {"label": label, "reach": reach, "message": message},
            notice_given,
        )
        self.write({"date_used": fields.Datetime.now(), "orientation_id": orientation.id})
        self.flush_recordset()
        return self._create_link(self.organisation_id, self.company_id, "status", orientation)

    # ------------------------------------------------------------------
    # CRON
    # ------------------------------------------------------------------

    @api.autovacuum
    def _gc_old(self):
        """Forget links that have opened nothing for a year."""
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("date_end", "<", limit)]).unlink()
