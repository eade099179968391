from collections import defaultdict, namedtuple
from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import slots
from ..common.word_date import word_date
from .food_aid_appointment import TAKING

# How far free times are looked for, and how many days of them are shown at once.
AHEAD, SHOWN_DAYS = 27, 5
Slot = namedtuple("Slot", "worker start end place")


class FoodAidAppointment(models.Model):
    """Free times of those who receive, and taking one of them."""

    _inherit = "food.aid.appointment"

    # ------------------------------------------------------------------
    # WHAT A SCREEN ASKS
    # ------------------------------------------------------------------

    @api.model
    def get_free_slots(self, household_id=False, user_id=False, day=False):
        """Return the next free times, as the dialog that takes one shows them.

        :param household_id: whom it is for, when they have a file
        :param user_id: only the times of this worker
        :param day: first day, ISO; today by default
        :return: dict with `workers` (id, name), `days` (label, and by worker their times) and
            `next_day` (ISO, where the following days begin, False when there is nothing more)
        """
        self.check_access("create")
        household = self.env["food.aid.household"].browse(household_id or [])
        household.check_access("read")
        today = fields.Date.context_today(self)
        first = max(fields.Date.to_date(day) or today, today)
        workers = self._get_workers(household)
        local = self.with_company(household.company_id or self.env.company)
        chosen = workers.filtered(lambda one: one.id == user_id) or workers
        found = self._find_free(chosen, first, first + timedelta(days=AHEAD), household)
        by_day = defaultdict(list)
        for slot in found:
            by_day[slot.start.date()].append(slot)
        shown = sorted(by_day)[:SHOWN_DAYS]
        later = (shown[-1] if shown else first + timedelta(days=AHEAD)) + timedelta(days=1)
        return {
            "workers": [{"id": one.id, "name": one.name} for one in workers],
            "days": [local._prepare_day(one, by_day[one]) for one in shown],
            "next_day": fields.Date.to_string(later) if workers else False,
        }

    @api.model
    def _prepare_day(self, day, found):
        by_worker = defaultdict(list)
        for slot in found:
            by_worker[slot.worker, slot.place or ""].append(slot)
        return {
            "day": fields.Date.to_string(day),
            "label": word_date(self.env, day, "EEEE d MMMM"),
            "workers": [
                {
                    "id": worker.id,
                    "name": worker.name,
                    "place": place,
                    "times": [
                        {
                            "label": one.start.strftime("%H:%M"),
                            "start": fields.Datetime.to_string(self._to_stored(one.start)),
                            "end": fields.Datetime.to_string(self._to_stored(one.end)),
                        }
                        for one in times
                    ],
                }
                for (worker, place), times in by_worker.items()
            ],
        }

    @api.model
    def take(self, values, appointment_id=False):
        """Take a time, or move the appointment `appointment_id` to it, the person being told.

        :param values: `user_id`, `date_start`, `date_end`, `place`, and for a new one
            `household_id` or `contact_text` with `contact_phone`
        :return: dict with `id` and `text`, what was taken in one sentence
        """
        known = {"user_id", "date_start", "date_end", "place"}
        if not appointment_id:
            known |= {"household_id", "contact_text", "contact_phone"}
        values = {name: value for name, value in values.items() if name in known}
        appointment = self.browse(appointment_id or [])
        if appointment:
            appointment._move(values, is_to_tell=False)
        else:
            appointment = self.create(values)
        return {"id": appointment.id, "text": appointment._get_sentence()}

    def action_move(self):
        """Open the free times to move this appointment, who asks for it being at hand."""
        self.ensure_one()
        return self._get_dialog(self.household_id, self)

    @api.model
    def _get_dialog(self, household, appointment=None):
        """Return the action that shows the free times for `household` (none: first contact)."""
        appointment = appointment or self.browse()
        (appointment or household).check_access("read")
        title = self.env._("Move an appointment") if appointment else self.env._("Appointment")
        return {
            "type": "ir.actions.client",
            "tag": "food_aid.take",
            "name": title,
            "target": "new",
            "params": {
                "household_id": household.id,
                "appointment_id": appointment.id,
                "who": household.display_name or appointment.contact_text or "",
            },
        }

    # ------------------------------------------------------------------
    # FREE TIMES
    # ------------------------------------------------------------------

    @api.model
    def _get_workers(self, household):
        """Return those who receive at this CCAS, and may open the file when there is one."""
        company = household.company_id or self.env.company
        workers = self.env["food.aid.opening"].search([("company_id", "=", company.id)]).user_id
        workers = workers.filtered("active")
        return workers & household.reserved_user_ids if household.is_reserved else workers

    @api.model
    def _find_free(self, workers, first, last, household):
        """Return the free `Slot`s of `workers` from `first` to `last`, earliest first.

        Four reads whatever the number of days, of workers and of households.
        """
        company = household.company_id or self.env.company
        local = self.with_company(company)
        openings = self.env["food.aid.opening"].search(
            [("company_id", "=", company.id), ("user_id", "in", workers.ids)]
        )
        taken = local._get_taken(workers, first, last, company)
        apart = local._get_apart(household, first, last)
        now = local._to_local(fields.Datetime.now()).replace(tzinfo=None)
        return sorted(
            (
                Slot(opening.user_id, start, end, opening.place)
                for day in slots.days(first, last)
                for opening in openings
                if opening._runs_on(day) and not self._is_apart(day, opening.place, apart)
                for start, end in slots.cut(
                    day, opening.hour_from, opening.hour_to, opening.minutes
                )
                if start > now and slots.is_free(start, end, taken[opening.user_id])
            ),
            key=lambda slot: (slot.start, slot.worker.name),
        )

    @api.model
    def _get_taken(self, workers, first, last, company):
        """Return {worker: moments not free}: appointments, other busy hours, absences."""
        taken = defaultdict(list)
        start, end = self._to_stored(slots.at(first, 0)), self._to_stored(slots.at(last, 24))
        # Reason for sudo: a reserved file's appointment takes the time too; only that it does
        # is known.
        appointments = self.sudo().search(
            Domain("user_id", "in", workers.ids)
            & Domain("state", "in", TAKING)
            & Domain("date_start", "<", end)
            & Domain("date_end", ">", start)
        )
        for one in appointments:
            taken[one.user_id.sudo(False)].append(self._get_times(one.date_start, one.date_end))
        for leave in self.env["food.aid.leave"]._get_current(first, last, company):
            for worker in leave.user_id or workers:
                taken[worker] += leave._get_times(first, last)
        for worker, times in self._get_busy(workers, start, end):
            taken[worker].append(times)
        return taken

    @api.model
    def _get_busy(self, workers, start, end):
        """Yield (worker, times) of what else their calendars say they are busy with."""
        # Reason for sudo: colleagues' private events too; only that they are busy is read.
        events = (
            self.env["calendar.event"]
            .sudo()
            .search(
                Domain("partner_ids", "in", workers.partner_id.ids)
                & Domain("show_as", "=", "busy")
                & Domain("start", "<", end)
                & Domain("stop", ">", start)
            )
        )
        for event in events:
            times = self._get_times(event.start, event.stop)
            if event.allday:
                times = slots.at(event.start_date, 0), slots.at(event.stop_date, 24)
            for worker in workers:
                if worker.partner_id in event.partner_ids:
                    yield worker, times

    @api.model
    def _get_apart(self, household, first, last):
        """Return [(day, place)] of the households that `household` is kept apart from."""
        others = household._get_kept_apart().get(household.id)
        if not others:
            return []
        domain = self._get_meeting_domain(others)
        domain &= Domain("date", ">=", first) & Domain("date", "<=", last)
        # Reason for sudo: the other file may be reserved; its days only go missing.
        return [(one.date, one.place) for one in self.sudo().search(domain)]

    @api.model
    def _is_apart(self, day, place, apart):
        """Tell whether somebody kept apart comes that day to that place, or to one not said."""
        return any(
            day == other_day and (not place or not other or place == other)
            for other_day, other in apart
        )

    # ------------------------------------------------------------------
    # MOVES & WORDS
    # ------------------------------------------------------------------

    def _move(self, values, is_to_tell):
        """Give another time; the busy block follows."""
        self.write(values | {"state": "planned", "date_arrived": False, "is_to_tell": is_to_tell})

    def _get_sentence(self):
        """Say when, where and with whom, to read aloud on the phone."""
        start = self._get_local_times()[0]
        return self.env._(
            "Appointment on %(day)s at %(hour)s with %(name)s.",
            day=word_date(self.env, start.date(), "EEEE d MMMM"),
            hour=start.strftime("%H:%M"),
            name=self.user_id.name,
        )

    def _get_local_times(self):
        """Return when this appointment starts and ends, on the clock of its CCAS."""
        return self._get_times(self.date_start, self.date_end)

    def _get_times(self, start, end):
        return tuple(self._to_local(one).replace(tzinfo=None) for one in (start, end))

    def _to_stored(self, moment):
        """Return a `moment` of the clock of the CCAS as it is stored."""
        zone = self._get_zone()
        return zone.localize(moment).astimezone(pytz.utc).replace(tzinfo=None)
