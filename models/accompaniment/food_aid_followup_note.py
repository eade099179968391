from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tools.misc import format_date

SOCIAL = "food_aid.group_food_aid_social_worker"


class FoodAidFollowupNote(models.Model):
    """What was said: shared with the team, or confidential to its author and named readers.

    No thread, no activity, no file, no figure: nothing outside says that a confidential note
    exists. The rule that hides it is global, so that no other role opens it again.
    """

    _name = "food.aid.followup.note"
    _description = "Note of a follow-up"
    _inherit = ["food.aid.links.mixin", "food.aid.logged.mixin"]
    _order = "date desc, id desc"
    _rec_names_search = ("followup_id.household_id.name",)

    followup_id = fields.Many2one(
        "food.aid.followup", string="Follow-up", required=True, index=True, ondelete="restrict"
    )
    household_id = fields.Many2one(related="followup_id.household_id")
    date = fields.Date(required=True, default=fields.Date.context_today)
    author_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
        index=True,
        ondelete="restrict",
    )
    level = fields.Selection(
        [("team", "Shared with the team"), ("confidential", "Confidential")],
        required=True,
        default="team",
    )
    reader_ids = fields.Many2many(
        "res.users",
        "food_aid_followup_note_reader_rel",
        string="May read",
        domain=lambda self: self.env["food.aid.followup"]._get_worker_domain(),
        help="Who reads a confidential note besides its author. Empty: nobody else.",
    )
    member_ids = fields.Many2many(
        "food.aid.household.member",
        "food_aid_followup_note_member_rel",
        string="About",
        domain="[('household_id', '=', household_id)]",
    )
    present_ids = fields.Many2many(
        "food.aid.household.member",
        "food_aid_followup_note_present_rel",
        string="Who was present",
        domain="[('household_id', '=', household_id)]",
    )
    present_text = fields.Char(string="Others present", help="In what quality, rather than a name.")
    text = fields.Text(required=True, exportable=False)
    is_mine = fields.Boolean(compute="_compute_is_mine")

    @api.depends("date")
    def _compute_display_name(self):
        for note in self:
            day = format_date(self.env, note.date)
            note.display_name = self.env._("Note of %(day)s", day=day)

    @api.depends("author_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for note in self:
            note.is_mine = note.author_id == self.env.user

    # ------------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------------

    @api.constrains("reader_ids", "followup_id")
    def _check_readers(self):
        """Only social workers who may open the file are named as readers."""
        # Reason for sudo: agents do not read the groups and companies of their colleagues.
        for note in self.sudo():
            note.followup_id._check_workers(note.reader_ids)

    @api.constrains("member_ids", "present_ids", "followup_id")
    def _check_members(self):
        for note in self:
            households = (note.member_ids | note.present_ids).household_id
            if households - note.followup_id.household_id:
                raise AccessError(self.env._("Only people of the household are named here."))

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Write in one's own name, in a follow-up of one's own."""
        if not self.env.su:
            vals_list = [{**vals, "author_id": self.env.uid} for vals in vals_list]
        notes = super().create(vals_list)
        notes.followup_id._ensure_mine()
        # A confidential one leaves no trace elsewhere, not even a day.
        for note in notes.filtered(lambda one: one.level == "team"):
            note.followup_id._touch(note.date)
        return notes

    def write(self, vals):
        """The author alone changes a note; it never changes hands."""
        self.check_access("write")
        is_fixed = {"author_id", "followup_id"} & vals.keys()
        if not self.env.su and (is_fixed or self.author_id - self.env.user):
            raise AccessError(self.env._("Only its author changes a note."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_author(self):
        if not self.env.su and self.author_id - self.env.user:
            raise AccessError(self.env._("Only its author changes a note."))

    def share(self, user_id):
        """Let the colleague `user_id` read these notes: their author or a reader decides."""
        self.check_access("read")
        reader = self.env["res.users"].browse(user_id)
        # Reason for sudo: readers do not write notes; who may be named is checked as ever.
        self.sudo().write({"reader_ids": [Command.link(reader.id)]})
