from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import GROUP, INTERNAL_ROLES, PORTAL_ROLES
from .remote import call
from .test_followup import FollowupCase

SECRET = "zebra-under-the-bed"
ALL_GROUPS = ",".join(GROUP + group for group in INTERNAL_ROLES.values())


@tagged("post_install", "-at_install", "food_aid_security")
class TestFollowupNote(FollowupCase):
    """A confidential note is open to its author and named readers, whatever else one is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.followup = cls._create_followup(team_ids=[Command.set(cls.colleague.ids)])
        cls.both = cls._create_user("both", f"{GROUP}social_worker,{GROUP}coordinator")
        cls.everything = cls._create_user("everything", f"{ALL_GROUPS},base.group_system")
        cls.admin = cls.env.ref("base.user_admin")
        cls.admin.write(
            {
                "group_ids": [
                    Command.link(cls.env.ref(GROUP + group).id) for group in INTERNAL_ROLES.values()
                ],
                "company_ids": [Command.link(cls.company.id)],
                "company_id": cls.company.id,
            }
        )
        export = cls.env.ref("base.group_allow_export")
        for user in (cls.both, cls.colleague, cls.everything, cls.users["coordinator"]):
            user.group_ids += export
        cls.note = cls._create_note(level="confidential", text=f"She said {SECRET}")
        cls.shared = cls._create_note(level="team", text="The school called")
        cls.outsiders = [
            *(cls.users[role] for role in (*INTERNAL_ROLES, *PORTAL_ROLES) if role != "social"),
            *(cls.users["employee"], cls.users["elsewhere"]),
            *(cls.colleague, cls.both, cls.everything, cls.admin),
        ]

    @classmethod
    def _create_note(cls, user=None, **vals):
        values = {
            "followup_id": cls.followup.id,
            "member_ids": [Command.set(cls.samira.ids)],
            "present_ids": [Command.set(cls.samira.ids)],
        }
        return cls.env["food.aid.followup.note"].with_user(user or cls.worker).create(values | vals)

    def _may(self, user, model):
        return self.env[model].with_user(user).has_access("read")

    def test_its_author_reads_it_again_with_who_was_present(self):
        line = call(self.worker, "food.aid.followup.note", "read", self.note.ids)[0]
        self.assertIn(SECRET, line["text"])
        self.assertEqual(line["present_ids"], self.samira.ids)
        self.assertEqual(line["author_id"][0], self.worker.id)

    def test_nobody_else_reads_writes_or_deletes_it_by_its_id(self):
        for user in self.outsiders:
            for method, args in (
                ("read", [["text"]]),
                ("web_read", [{"text": {}}]),
                ("write", [{"level": "team"}]),
                ("write", [{"reader_ids": [Command.link(user.id)]}]),
                ("share", [user.id]),
                ("unlink", []),
                ("copy", []),
                ("export_data", [["text"]]),
            ):
                with (
                    self.subTest(user=user.login, method=method),
                    # whoever may export nothing is told so first
                    self.assertRaises(UserError if method == "export_data" else AccessError),
                ):
                    call(user, "food.aid.followup.note", method, self.note.ids, *args)

    def test_nobody_else_finds_or_counts_it(self):
        model = "food.aid.followup.note"
        known = [("id", "=", self.note.id)]
        for user in self.outsiders:
            if not self._may(user, model):
                for method, args in (("search", [known]), ("search_count", [known])):
                    with self.subTest(user=user.login), self.assertRaises(AccessError):
                        call(user, model, method, *args)
                continue
            with self.subTest(user=user.login):
                self.assertFalse(call(user, model, "search", known))
                self.assertFalse(call(user, model, "search", [("text", "ilike", SECRET)]))
                self.assertFalse(call(user, model, "search_count", known))
                self.assertFalse(call(user, model, "search_read", known, ["text"]))
                groups = call(user, model, "formatted_read_group", known, ["level"], ["__count"])
                self.assertFalse(groups)
                found = call(user, model, "name_search", self.household.name)
                self.assertNotIn(self.note.id, [one[0] for one in found])

    def test_no_related_record_tells_of_it(self):
        paths = [
            ("food.aid.followup", [("note_ids.text", "ilike", SECRET)]),
            ("food.aid.followup", [("note_ids", "any", [("text", "ilike", SECRET)])]),
            ("food.aid.followup", [("note_ids", "in", self.note.ids)]),
            ("food.aid.followup", [("note_ids", "!=", False)]),
            ("food.aid.household", [("followup_ids.note_ids.text", "ilike", SECRET)]),
            ("food.aid.need", [("followup_id.note_ids.text", "ilike", SECRET)]),
            ("food.aid.appointment", [("followup_id.note_ids.text", "ilike", SECRET)]),
        ]
        self._create_need().action_follow_up()
        for user in self.outsiders:
            for model, domain in paths:
                with self.subTest(user=user.login, model=model):
                    try:
                        found = call(user, model, "search", domain)
                    except AccessError:
                        continue
                    self.assertFalse(found)
        # it is there to be found, and these paths are shut to its author too
        found = call(self.worker, "food.aid.followup.note", "search", [("text", "ilike", SECRET)])
        self.assertEqual(found, self.note.ids)
        for model, domain in paths:
            with self.subTest(model=model), self.assertRaises(AccessError):
                call(self.worker, model, "search", domain)

    def test_the_follow_up_shows_no_sign_of_it(self):
        for user in (self.colleague, self.both, self.everything, self.admin):
            line = call(user, "food.aid.followup", "read", self.followup.ids)[0]
            with self.subTest(user=user.login):
                self.assertNotIn(self.note.id, line["note_ids"])
                self.assertNotIn(SECRET, str(line))
        line = call(self.colleague, "food.aid.followup", "read", self.followup.ids)[0]
        self.assertEqual(line["note_ids"], self.shared.ids)

    def test_it_changes_nothing_around_it(self):
        names = ["write_date", "date_last_news", "history_ids"]
        followup = self._create_followup()
        followup.date_last_news = "2026-01-01"
        self.env.flush_all()
        before = followup.sudo().read(names)
        self.env["food.aid.followup.note"].with_user(self.worker).create(
            {"followup_id": followup.id, "level": "confidential", "text": SECRET}
        )
        self.env.flush_all()
        self.assertEqual(followup.sudo().read(names), before)

    def test_no_thread_no_activity_no_tracking_and_no_export_hold_it(self):
        notes = self.env["food.aid.followup.note"]
        for name in ("message_ids", "activity_ids", "message_follower_ids"):
            self.assertNotIn(name, notes._fields)
            self.assertNotIn(name, self.env["food.aid.followup"]._fields)
        self.assertFalse(notes._fields["text"].exportable)
        for model, field in (("mail.message", "body"), ("mail.tracking.value", "new_value_text")):
            with self.subTest(model=model):
                self.assertFalse(self.env[model].search([(field, "ilike", SECRET)]))
        path = "household/get_timeline"
        steps = call(self.worker, "food.aid.household", "get_timeline", self.household.ids)
        with self.subTest(path=path):
            self.assertNotIn(SECRET, str(steps))
            self.assertNotIn("food.aid.followup.note", [one["model"] for one in steps])

    def test_files_hung_on_it_are_its_readers_alone(self):
        values = {
            "name": "a.txt",
            "raw": SECRET,
            "res_model": "food.aid.followup.note",
            "res_id": self.note.id,
        }
        hung = self.env["ir.attachment"].with_user(self.worker).create(values)
        for user in self.outsiders:
            with self.subTest(user=user.login):
                self.assertNotIn(
                    hung.id,
                    call(user, "ir.attachment", "search", [("id", "=", hung.id)])
                    if self._may(user, "ir.attachment")
                    else [],
                )
                with self.assertRaises(AccessError):
                    call(user, "ir.attachment", "read", hung.ids, ["raw"])

    def test_a_named_reader_reads_and_changes_nothing(self):
        self.note.reader_ids = self.colleague
        line = call(self.colleague, "food.aid.followup.note", "read", self.note.ids, ["text"])[0]
        self.assertIn(SECRET, line["text"])
        for values in ({"text": "Other words"}, {"level": "team"}, {"reader_ids": False}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                call(self.colleague, "food.aid.followup.note", "write", self.note.ids, values)
        call(self.colleague, "food.aid.followup.note", "share", self.note.ids, self.both.id)
        self.assertTrue(call(self.both, "food.aid.followup.note", "read", self.note.ids, ["text"]))

    def test_nobody_deletes_the_note_of_another(self):
        self.note.reader_ids = self.colleague
        for note in (self.note, self.shared):
            with self.subTest(level=note.level), self.assertRaises(AccessError):
                call(self.colleague, "food.aid.followup.note", "unlink", note.ids)
        self.shared.unlink()
        self.assertFalse(self.shared.exists())

    def test_only_social_workers_are_named_as_readers(self):
        for user in (self.users["coordinator"], self.users["instructor"]):
            with self.subTest(user=user.login), self.assertRaises(ValidationError):
                self.note.reader_ids = user

    def test_the_team_reads_what_is_shared_and_nobody_else(self):
        line = call(self.colleague, "food.aid.followup.note", "read", self.shared.ids, ["text"])[0]
        self.assertEqual(line["text"], "The school called")
        for user in (self.both, self.everything, self.users["coordinator"]):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                call(user, "food.aid.followup.note", "read", self.shared.ids, ["text"])

    def test_nobody_writes_in_the_name_of_another_nor_where_they_do_not_accompany(self):
        mine = self._create_note(author_id=self.colleague.id, text="Mine")
        self.assertEqual(mine.author_id, self.worker)
        with self.assertRaises(AccessError):
            mine.author_id = self.colleague
        with self.assertRaises(AccessError):
            mine.followup_id = self._create_followup()
        with self.assertRaises(AccessError):
            self._create_note(user=self.both, text="Not my household")

    def test_a_hand_over_passes_what_its_author_decides(self):
        theirs = self._create_note(user=self.colleague, level="confidential", text="Another one")
        newcomer = self._create_user("newcomer", GROUP + "social_worker")
        self.followup._hand_over(newcomer, stays=True)
        readable = self.env["food.aid.followup.note"].with_user(newcomer)
        self.assertEqual(readable.search([("followup_id", "=", self.followup.id)]), self.shared)
        self.followup.with_user(self.worker)._hand_over(self.worker)
        self.followup._hand_over(newcomer, stays=True, passes_notes=True)
        self.env.invalidate_all()
        found = readable.search([("followup_id", "=", self.followup.id)])
        self.assertEqual(found, self.shared | self.note)
        self.assertNotIn(theirs, found)

    def test_a_coordinator_who_hands_over_passes_no_note(self):
        newcomer = self._create_user("newcomer", GROUP + "social_worker")
        coordinator = self.users["coordinator"]
        self.followup.with_user(coordinator)._hand_over(newcomer, passes_notes=True)
        self.assertFalse(self.note.sudo().reader_ids)

    def test_a_file_reserved_for_others_shuts_its_notes(self):
        self.household.write(
            {"is_reserved": True, "reserved_user_ids": [Command.set(self.colleague.ids)]}
        )
        with self.assertRaises(AccessError):
            call(self.worker, "food.aid.followup.note", "read", self.note.ids, ["text"])
