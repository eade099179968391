import json
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .common import GROUP
from .remote import call
from .whole_file import WholeFileMixin

DAY = date(2026, 3, 1)
# What leads nowhere near a person: places, scales, services.
DIRECTORY = ("area", "budget", "commune", "delegation", "letter", "scale", "service")
# Where several files meet: whoever opens one finds every file there that is theirs to open.
MEETING_POINTS = ("commission", "distribution", "import", "workshop", "workshop.session")


class SplitCase(WholeFileMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        cls.agent = cls.users["instructor"]
        cls.old = cls._create_household(
            first_name="Karim",
            last_name="Mansouri",
            children=(date(2018, 3, 2), date(2012, 7, 1)),
            street="3 Old Street",
        )
        cls.old.member_ids = [
            Command.create(
                {
                    "role": "partner",
                    "first_name": "Leïla",
                    "last_name": "Mansouri",
                    "birthdate": date(1988, 2, 3),
                    "phone": "07 00 00 00 07",
                    "email": "leila@example.org",
                    "safe_contact": "by her sister",
                }
            )
        ]
        cls.karim, cls.small, cls.tall, cls.leila = (
            cls.old.member_ids.filtered(lambda one, born=born: one.birthdate == born)
            for born in (date(1985, 5, 17), date(2018, 3, 2), date(2012, 7, 1), date(1988, 2, 3))
        )
        cls.env["food.aid.request"].create(
            {"household_id": cls.old.id, "needs_text": "Old words told by Karim"}
        )
        cls.referral = cls._create_referral(cls.old, level="full")

    def _split(self, leaves=None, both=None, user=None, **options):
        user = user or self.agent
        leaves = self.leila | self.tall if leaves is None else leaves
        both = self.small if both is None else both
        dialogs = self.env["food.aid.split"].with_user(user)
        wizard = dialogs.browse(dialogs._open(self.old.with_user(user))["res_id"])
        for line in wizard.line_ids:
            if line.member_id in leaves:
                line.side = "leaves"
            elif line.member_id in both:
                line.side = "both"
        wizard.write({"date": DAY} | options)
        new = self.env["food.aid.household"].browse(wizard.action_split()["res_id"])
        self.env.flush_all()
        self.env.invalidate_all()
        return new


@tagged("post_install", "-at_install")
class TestSplit(SplitCase):
    """A household separates."""

    def test_the_new_file_has_its_people_and_nothing_else(self):
        new = self._split()
        self.assertNotEqual(new.card_code, self.old.card_code)
        self.assertNotEqual(new.name, self.old.name)
        self.assertEqual(new.company_id, self.old.company_id)
        roles = {one.birthdate: (one.role, one.presence) for one in new.member_ids}
        self.assertEqual(
            roles,
            {
                date(1988, 2, 3): ("applicant", 1.0),
                date(2012, 7, 1): ("child", 1.0),
                date(2018, 3, 2): ("child", 0.5),
            },
        )
        self.assertEqual(new.member_ids.mapped("date_start"), [DAY] * 3)
        for name in ("street", "commune_id", "postal_address", "legacy_reference", "request_ids"):
            with self.subTest(name=name):
                self.assertFalse(new[name])
        for name in ("phone", "email", "safe_contact"):
            with self.subTest(name=name):
                self.assertFalse(any(new.member_ids.mapped(name)))

    def test_the_old_file_keeps_its_history_and_says_who_left_when(self):
        kept = [self.old[name] for name in ("request_ids", "right_ids", "referral_ids")]
        self._split()
        self.assertEqual(
            [self.old[name] for name in ("request_ids", "right_ids", "referral_ids")], kept
        )
        self.assertTrue(self.old.right_ids.is_running)
        self.assertRecordValues(
            self.leila | self.tall | self.small | self.karim,
            [
                {"date_end": DAY, "end_reason": "separation", "presence": 1.0},
                {"date_end": DAY, "end_reason": "separation", "presence": 1.0},
                {"date_end": False, "end_reason": False, "presence": 0.5},
                {"date_end": False, "end_reason": False, "presence": 1.0},
            ],
        )
        self.assertRecordValues(
            self.leila.person_id, [{"phone": False, "email": False, "safe_contact": False}]
        )
        self.assertNotIn("0700000007", self.leila.person_id.search_key)

    def test_the_other_one_becomes_the_applicant_and_is_asked_again(self):
        self._split(leaves=self.karim, both=self.small | self.tall)
        self.assertEqual(self.old.applicant_id, self.leila.person_id)
        self.assertTrue(self.old.agreement_ids.date_withdrawn)
        self.assertRecordValues(
            self.referral, [{"person_label": self.old.name, "person_phone": False}]
        )

    def test_the_agreement_of_who_stays_goes_on(self):
        self._split()
        self.assertFalse(self.old.agreement_ids.date_withdrawn)
        self.assertEqual(self.referral.person_label, "Karim Mansouri")

    def test_the_new_side_can_be_assessed_at_once(self):
        new = self._split()
        right = self._create_right(new)
        self.assertTrue(right.is_running)
        self.assertEqual(new.assessment_ids.size, 3)

    def test_kept_apart_reserves_the_new_file(self):
        new = self._split(is_kept_apart=True)
        self.assertTrue(new.is_reserved)
        self.assertEqual(new.reserved_user_ids, self.agent)
        self.assertEqual((new.kept_apart_ids, self.old.kept_apart_ids), (self.old, new))

    def test_without_options_no_link_is_kept_that_anybody_reads(self):
        new = self._split()
        self.assertFalse(new.is_reserved or new.kept_apart_ids or self.old.kept_apart_ids)
        with self.assertRaises(AccessError):
            call(self.agent, "food.aid.household", "read", new.ids, ["split_from_ids"])

    def test_what_makes_no_sense_is_refused_with_a_sentence(self):
        none = self.leila.browse()
        for leaves, both, sentence in (
            (none, none, "at least one grown-up"),
            (self.tall, none, "at least one grown-up"),
            (self.karim | self.leila, none, "Nobody grown-up would stay"),
            (self.leila, self.karim, "Only children"),
        ):
            with self.subTest(sentence=sentence), self.assertRaisesRegex(UserError, sentence):
                self._split(leaves=leaves, both=both)
        stranger = self._create_household().member_ids
        with self.assertRaisesRegex(UserError, "live in the household"):
            self.old.with_user(self.agent)._split(stranger.with_user(self.agent), none, DAY)

    def test_instructors_separate_and_nobody_else(self):
        for role in ("reception", "stock", "dpo", "employee", "volunteer", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                call(self.users[role], "food.aid.household", "action_split", self.old.ids)
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.old.with_user(self.users[role])._split(self.leila, self.small, DAY)
        self.assertTrue(self._split(user=self.users["coordinator"]))


@tagged("post_install", "-at_install", "food_aid_security")
class TestSplitRedTeam(SplitCase):
    """Somebody holds one of the two files and looks for the other one."""

    NEW_WORDS = (
        *("9 New Street", "0788888888", "07 88 88 88 88", "new@example.org", "by her brother"),
        *("New words", "A new message", "New reach"),
    )
    OLD_WORDS = (
        *("3 Old Street", "0612345678", "06 12 34 56 78", "leila@example.org", "by her sister"),
        *("Old words", "An old message", "Old reach", "Karim"),
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpPlaces()
        cls.users["worker"] = cls._create_user("worker", f"{GROUP}social_worker")
        cls._create_delegation(cls.users["worker"])

    def _live_on(self, household, words):
        """Let each file have an address, a request, a message, a service that sent it."""
        household.env["food.aid.request"].create(
            {"household_id": household.id, "needs_text": words["needs"]}
        )
        household.message_post(body=words["message"], message_type="comment")
        self.env["food.aid.orientation"].create(
            {
                "organisation_id": self.prescriber.id,
                "company_id": self.company.id,
                "household_id": household.id,
                "label": "X",
                "reach": words["reach"],
            }
        )

    def _prepare(self, **options):
        worker = self.users["worker"]
        far = self._create_service(self._create_organisation("Far"))
        self._fill(self.old, worker, words="Old words", service=far)
        self._live_on(
            self.old,
            {
                "needs": "Old words told by Karim",
                "message": "An old message",
                "reach": "Old reach",
            },
        )
        new = self._split(**options).sudo()
        new.street = "9 New Street"
        new.applicant_id.write(
            {
                "phone": "07 88 88 88 88",
                "email": "new@example.org",
                "safe_contact": "by her brother",
            }
        )
        self._live_on(
            new,
            {
                "needs": "New words told by Leila",
                "message": "A new message",
                "reach": "New reach",
            },
        )
        self.other_service.place = "2 Market Square"  # kept apart: never the same place and day
        new.reserved_user_ids |= worker if new.is_reserved else worker.browse()
        self._fill(new, worker, level="full", words="New words", service=self.other_service)
        self.env.flush_all()
        self.env.invalidate_all()
        return new

    def _crawl(self, user, household):
        """Return the text of all that `user` reaches from `household`, link by link."""
        env = self.env(user=user, su=False, context={})
        todo, seen, texts = {("food.aid.household", household.id)}, set(), []
        while todo:
            model, one = todo.pop()
            seen.add((model, one))
            records = env[model].browse(one)
            if not records.has_access("read"):
                continue
            names = [
                name
                for name, field in records._fields.items()
                if records._has_field_access(field, "read") and field.type != "binary"
                if self._may_read(env, field.comodel_name)
            ]
            env.invalidate_all()
            values = records.read(names)[0]
            texts.append(json.dumps(values, default=str, ensure_ascii=False))
            for name in names:
                comodel = records._fields[name].comodel_name or ""
                if self._leads_somewhere(comodel):
                    links = values[name] if isinstance(values[name], (list, tuple)) else []
                    if records._fields[name].type == "many2one":
                        links = links[:1]
                    todo |= {(comodel, link) for link in links} - seen
        env.invalidate_all()
        return "\n".join(texts), {one for model, one in seen if model == "food.aid.household"}

    def _may_read(self, env, comodel):
        return not comodel or env[comodel].has_access("read")

    def _leads_somewhere(self, comodel):
        if comodel in ("mail.message", "mail.activity", "mail.followers", "mail.tracking.value"):
            return True
        if comodel in {f"food.aid.{name}" for name in MEETING_POINTS}:
            return False
        return comodel.startswith("food.aid.") and not comodel.startswith(
            tuple(f"food.aid.{name}" for name in DIRECTORY)
        )

    def test_every_link_is_followed_from_either_file(self):
        """Each role, entitled to both files, follows all that one of them holds."""
        new = self._prepare()
        numbers = {one: (one.name, one.card_code) for one in (self.old, new)}
        for role in ("reception", "instructor", "social", "worker", "coordinator"):
            for start, own, words in (
                (self.old, "3 Old Street", (*self.NEW_WORDS, *numbers[new])),
                (new, "9 New Street", (*self.OLD_WORDS, *numbers[self.old])),
            ):
                text, households = self._crawl(self.users[role], start)
                with self.subTest(role=role, start=start.name):
                    self.assertIn(own, text)
                    if role == "worker":  # who follows them: notes are crawled too
                        side = "Old" if start == self.old else "New"
                        self.assertIn(f"{side} words team note", text)
                    self.assertEqual(households, set(start.ids))
                    self.assertEqual([word for word in words if word in text], [])

    def test_every_link_is_followed_when_the_two_are_kept_apart(self):
        """Only the agent who is named on the new file sees that it is kept apart from the old."""
        new = self._prepare(is_kept_apart=True)
        for role in ("reception", "social", "coordinator"):
            text, households = self._crawl(self.users[role], self.old)
            with self.subTest(role=role):
                self.assertEqual(households, set(self.old.ids))
                self.assertEqual([w for w in (*self.NEW_WORDS, new.name) if w in text], [])
            with self.assertRaises(AccessError):
                call(self.users[role], "food.aid.household", "read", new.ids, ["name"])

    def test_the_two_do_not_look_alike(self):
        """One opens either file, with the phone of a sister on both, and reads look-alikes."""
        new = self._prepare()
        self.karim.phone = self.leila.person_id.phone = "07 88 88 88 88"
        for start, other in ((self.old, new), (new, self.old)):
            lines = call(self.agent, "food.aid.lookalike", "find", [], household_id=start.id)
            with self.subTest(start=start.name):
                self.assertNotIn(other.id, [line["id"] for line in lines])

    def test_persons_are_searched_by_what_is_of_the_other_side(self):
        """One searches people of the old file by their new phone, or the reverse."""
        new = self._prepare()
        for typed, file in (
            ("0788888888", new),
            ("0612345678", self.old),
            ("new street", None),
            (new.card_code, new),
            (self.old.card_code, self.old),
        ):
            found = call(self.agent, "food.aid.board", "find", typed)
            with self.subTest(typed=typed):
                self.assertEqual([line["id"] for line in found], file.ids if file else [])
        persons = call(
            self.agent,
            *("food.aid.person", "search_read"),
            [("member_ids.household_id", "=", self.old.id)],
            ["member_ids"],
        )
        stays = self.env["food.aid.household.member"].browse(
            stay for person in persons for stay in person["member_ids"]
        )
        self.assertEqual(stays.household_id, self.old)

    def test_the_child_of_both_sides_is_two_records(self):
        """One opens the child in alternate custody and reads where else it lives."""
        new = self._prepare()
        there = new.member_ids.filtered(lambda one: one.birthdate == date(2018, 3, 2))
        self.assertNotEqual(there.person_id, self.small.person_id)
        self.assertEqual(self.small.person_id.member_ids, self.small)

    def test_associations_of_one_side_read_of_the_other(self):
        """The volunteers of each association read all that they may."""
        new = self._prepare()
        for role, own, words in (
            ("volunteer", self.referral, (new.name, new.card_code, "Leïla", "07 88")),
            ("other_volunteer", new.referral_ids, (self.old.name, self.old.card_code, "Karim")),
        ):
            rows = call(self.users[role], "food.aid.referral", "search_read", [], [])
            text = json.dumps(rows, default=str, ensure_ascii=False)
            with self.subTest(role=role):
                self.assertEqual([row["id"] for row in rows], own.ids)
                self.assertEqual([word for word in words if word in text], [])
