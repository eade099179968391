from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Command

from ..tools import slots
from .stories import LIVES, STORIES, WORDS

COMING_AGAIN = 70
HOURS = (8.5, 9, 9.5, 10, 10.5, 11, 11.5, 13.5, 14, 14.5, 15, 15.5, 16, 16.5, 17)
SATURDAY = 5


class FoodAidDemo(models.AbstractModel):
    """Follow-ups in every state, and the needs of those who come for food."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        for rank, story in enumerate(STORIES):
            self._accompany(self._meet_people(story), rank, story)
        self._note_other_needs()
        self._wait_for_a_call()
        return result

    def _find_household(self, who):
        """Return the household of a story: by its number in the register, or by a last name."""
        name = "legacy_reference" if who.isdigit() else "member_ids.person_id.last_name"
        households = self._as("food.aid.household", "social")
        return households.search([(name, "=", who)], order="id", limit=1)

    def _meet_people(self, story):
        """Return the household, registered when the CCAS did not know it yet."""
        if not story.people:
            return self._find_household(story.who)
        household = self._settle(*story.people, **story.place)
        day = fields.Date.today() - relativedelta(months=story.months, days=8)
        household.request_ids.create(
            {"household_id": household.id, "date": day, "channel": "visit", "state": "complete"}
        )
        return household

    # ------------------------------------------------------------------
    # A FOLLOW-UP
    # ------------------------------------------------------------------

    def _accompany(self, household, rank, story):
        today = fields.Date.today()
        first = min(household.request_ids.mapped("date"), default=today - timedelta(days=40))
        start = max(first, today - relativedelta(months=story.months))
        coming = story.review_in
        followup = household.env["food.aid.followup"].create(
            {
                "household_id": household.id,
                "member_ids": self._name_members(household, story),
                "date_start": start,
                "months": story.planned,
                "date_review": coming is not None and today + timedelta(days=coming),
                "objectives": story.objectives,
                **self._name_team(story),
            }
        )
        needs = self._tell_needs(household, story.needs, start)
        needs.filtered(lambda one: one.state not in ("expressed", "refused")).followup_id = followup
        self._meet(followup, rank, story.interviews)
        if story.began_with:
            followup._hand_over(self._ref("demo_user_social"), stays=True)
            # Reason for sudo: nobody writes the history by hand; the demonstration ages it.
            lines = followup.history_ids.sudo()
            lines.user_id = self._ref("demo_user_social_2")
            lines[:1].date = start + timedelta(days=150)
        notes = self._write_notes(followup, story.notes)
        for days, words in story.reviews:
            followup._write_line("review", words, day=today - timedelta(days=days))
        if story.end:
            self._end(followup, *story.end)
        met = [days for days, gesture in story.interviews if gesture == "done"]
        shared = notes.filtered(lambda one: one.level == "team").mapped("date")
        followup.date_last_news = max([*shared, today - timedelta(days=min(met))])

    def _write_notes(self, followup, lines):
        today = fields.Date.today()
        return followup.env["food.aid.followup.note"].create(
            [
                {
                    "followup_id": followup.id,
                    "date": today - timedelta(days=days),
                    "level": level,
                    "text": text,
                    "member_ids": [Command.set(followup.member_ids.ids)],
                    "present_ids": [Command.set(followup.member_ids[:1].ids)],
                }
                for days, level, text in lines
            ]
        )

    def _name_members(self, household, story):
        """Name the adults, and all of them when a child is at stake."""
        whole = any(code == "school" for code, *_rest in story.needs)
        stays = household.member_ids.filtered(lambda one: whole or one.role != "child")
        return [Command.set(stays.ids)]

    def _name_team(self, story):
        colleague = self._ref("demo_user_social_2")
        if story.is_theirs or story.began_with:
            social = self._ref("demo_user_social")
            return {"user_id": colleague.id, "team_ids": [Command.link(social.id)]}
        return {"team_ids": [Command.link(colleague.id)]} if story.team else {}

    def _tell_needs(self, household, lines, day):
        """Note needs on `day`, those of the register that are open still, and what they became."""
        needs = household.env["food.aid.need"]
        for code, origin, gestures, words in lines:
            category = self._ref(f"need_category_{code}")
            known = household.need_ids.filtered(
                lambda one, category=category: one.category_id == category and one.is_open
            )[:1]
            need = known or needs.create(
                {
                    "household_id": household.id,
                    "category_id": category.id,
                    "member_id": self._find_member(household, code),
                    "origin": origin,
                    "date": day,
                }
            )
            need.detail = words
            self._live(need, gestures)
            needs += need
        return needs

    def _find_member(self, household, code):
        """What concerns school is of a child, the rest of the household."""
        children = household.member_ids.filtered(lambda one: one.role == "child")
        return children[:1].id if code == "school" else False

    def _live(self, need, gestures):
        """Go through `gestures`, then put their days where they would have been."""
        for gesture in gestures:
            getattr(need, f"action_{gesture}")()
        today = fields.Date.today()
        days = {"date_proposed": 0, "date_answered": 5, "date_closed": 60}
        need.write(
            {
                name: min(today, need.date + timedelta(days=later))
                for name, later in days.items()
                if need[name]
            }
        )

    def _meet(self, followup, rank, lines):
        """Interviews met, missed and to come, on working days, each story at its own hour."""
        meetings = followup.env["food.aid.appointment"]
        for days, gesture in lines:
            day = fields.Date.today() - timedelta(days=days)
            while day.weekday() >= SATURDAY:
                day += timedelta(days=-1 if days > 0 else 1)
            start = slots.at(day, HOURS[rank % len(HOURS)])
            meeting = meetings.create(
                {
                    "household_id": followup.household_id.id,
                    "user_id": followup.user_id.id,
                    "followup_id": followup.id,
                    "date_start": meetings._to_stored(start),
                    "date_end": meetings._to_stored(start + timedelta(minutes=30)),
                }
            )
            if gesture:
                getattr(meeting, f"action_{gesture}")()

    def _end(self, followup, reason, days, words):
        day = fields.Date.today() - timedelta(days=days)
        followup._end(reason, words)
        followup.date_end = day
        # Reason for sudo: nobody writes the history by hand; the demonstration ages it.
        followup.history_ids.filtered(lambda one: one.kind == "ended").sudo().date = day

    # ------------------------------------------------------------------
    # OTHER NEEDS
    # ------------------------------------------------------------------

    def _note_other_needs(self):
        """One or two needs told at the last interview, by those who are not accompanied."""
        households = self._as("food.aid.household", "social").search(
            [("company_id", "=", self.env.company.id)], limit=COMING_AGAIN, order="id"
        )
        codes, first = list(WORDS), fields.Date.today() - timedelta(days=30)
        rank = 0
        for household in households.filtered(lambda one: not one.followup_ids):
            last = household.assessment_ids.sorted("date")[-1:]
            for _step in range(household.id % 3):
                rank += 1
                code = codes[rank * 5 % len(codes)]
                origin, gestures = LIVES[rank % len(LIVES)]
                if code == "school" and not self._find_member(household, code):
                    continue
                words = WORDS[code] if origin == "expressed" and rank % 2 else False
                self._tell_needs(household, [(code, origin, gestures, words)], last.date or first)

    def _wait_for_a_call(self):
        """Those met in these days who left no address: reception reminds them by phone."""
        coming = self._as("food.aid.appointment", "reception").search(
            [("date", ">", "today"), ("date", "<=", "today +3d"), ("state", "=", "planned")]
        )
        coming.is_to_remind = True
