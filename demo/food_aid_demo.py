import base64
import io
import re
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import file_open

from ..tools.register_file import read_sheets

REGISTER = "food_aid/demo/registre_carvin.xlsx"
REGISTER_END = date(2018, 6, 30)
DAY = re.compile(r"\b(\d{2})/(\d{2})/((?:19|20)\d{2})\b")
BY_DAY = {"basis": "remaining", "units": {"method": "per_capita"}, "divisor": "30"}
SPECS = {
    "demo_scale_ccas": {
        "mode": "tiers",
        "tiers": [
            {"below": "5", "outcome": "granted", "rate": "0"},
            {"below": "9", "outcome": "granted", "rate": "10"},
            {"outcome": "commission"},
        ],
    },
    "demo_scale_parcel": {
        "mode": "tiers",
        "tiers": [{"below": "5", "outcome": "granted", "rate": "0"}, {"outcome": "refused"}],
    },
    "demo_scale_grocery": {
        "mode": "curve",
        "points": [["3", "10"], ["10", "30"], ["14", "100"]],
        "credit": "40",
        "credit_per": "person",
        "months": 6,
    },
}


class FoodAidDemo(models.AbstractModel):
    """Builds the territory that `bin/demo` shows, through the gestures its users make.

    In French and without tracking: the context of its one call, in `food_aid_demo.xml`.
    """

    _name = "food.aid.demo"
    _description = "Demonstration territory"

    @api.model
    def _build(self):
        self._open_scales()
        self._import_register()
        self._refer(self._renew_rights())
        self._prepare_today()
        self._open_second_ccas()
        self._send_orientations()

    def _ref(self, name):
        return self.env.ref(f"food_aid.{name}")

    def _as(self, model, user):
        """Return `model` as the demonstration's `user` sees it."""
        user = self._ref(f"demo_user_{user}")
        return self.env[model].with_user(user).with_company(user.company_id)

    # ------------------------------------------------------------------
    # REGISTER
    # ------------------------------------------------------------------

    def _open_scales(self):
        for name, outcome in SPECS.items():
            scale = self._ref(name)
            spec = {"name": scale.name, "date_from": "2010-01-01", **BY_DAY, "outcome": outcome}
            scale._import_spec(spec).action_open()

    def _import_register(self):
        """Feed the register to the import job, its dates moved to the last twelve months."""
        with file_open(REGISTER, "rb") as file:
            content = file.read()
        job = self._as("food.aid.import", "coordinator").create(
            {
                "file": base64.b64encode(self._shift(content)),
                "file_name": "registre.xlsx",
                "scale_id": self._ref("demo_scale_ccas").id,
                "take_over": True,
            }
        )
        job._run()

    def _shift(self, content):
        """Return the workbook `content` with every date moved by the same whole years."""
        import xlsxwriter

        years = relativedelta(fields.Date.today(), REGISTER_END).years
        output = io.BytesIO()
        with xlsxwriter.Workbook(output, {"strings_to_formulas": False}) as workbook:
            day_format = workbook.add_format({"num_format": "dd/mm/yyyy"})
            for name, rows in read_sheets(content):
                sheet = workbook.add_worksheet(name)
                for row_index, row in enumerate(rows):
                    for column, value in enumerate(row):
                        if isinstance(value, (date, datetime)):
                            moved = value + relativedelta(years=years)
                            sheet.write_datetime(row_index, column, moved, day_format)
                        elif isinstance(value, str):
                            sheet.write(row_index, column, self._shift_text(value, years))
                        elif value is not None:
                            sheet.write(row_index, column, value)
        return output.getvalue()

    def _shift_text(self, text, years):
        def move(match):
            day, month, year = map(int, match.groups())
            return (date(year, month, day) + relativedelta(years=years)).strftime("%d/%m/%Y")

        return DAY.sub(move, text)

    # ------------------------------------------------------------------
    # THE CCAS AT WORK
    # ------------------------------------------------------------------

    def _renew_rights(self):
        """Let some households of the register come again; return those who got a right."""
        households = self._as("food.aid.household", "instructor").search(
            [("company_id", "=", self.env.company.id)], limit=70, order="id"
        )
        referents = [self._ref("demo_user_instructor"), self._ref("demo_user_social")]
        for index, household in enumerate(households):
            household.referent_id = referents[index % 2]
        today = fields.Date.today()
        assessments = households.env["food.aid.assessment"]
        for index, household in enumerate(households):
            day = today - relativedelta(days=2 + index % 60)
            assessments += self._assess(household, day, "renewal")
        assessments.action_validate()
        within = assessments.filtered(lambda one: one.outcome == "granted")
        decisions = within.env["food.aid.decision"]
        for assessment in within:
            decisions.create(
                {"assessment_id": assessment.id, "outcome": "granted", "date": assessment.date}
            )
        return within.household_id

    def _assess(self, household, day, channel):
        """Ask again on `day` and copy the last budget into a new draft."""
        last = household.assessment_ids.sorted("date")[-1:]
        request = household.env["food.aid.request"].create(
            {
                "household_id": household.id,
                "date": day,
                "channel": "visit",
                "state": "complete",
                "date_complete": day,
            }
        )
        lines = [
            {"category_id": line.category_id.id, "declared_amount": line.retained_amount}
            for line in last.line_ids
        ]
        return household.env["food.aid.assessment"].create(
            {
                "household_id": household.id,
                "request_id": request.id,
                "date": day,
                "line_ids": [Command.create(line) for line in lines],
            }
        )

    def _refer(self, households):
        """Refer each household to a service it is eligible for, and reach every state."""
        names = ("cold_parcel", "grocery", "meal", "parcel")
        services = [self._ref(f"demo_service_{name}") for name in names]
        levels = ("initial", "full", "initial", "initial", "code")
        referrals = self._as("food.aid.referral", "instructor")
        for index, household in enumerate(households):
            service = services[index % len(services)]
            right = self._get_right(household, service)
            if not right:
                continue
            household.env["food.aid.agreement"]._record(
                household, service.organisation_id, levels[index % len(levels)]
            )
            referrals += referrals.create(
                {"household_id": household.id, "service_id": service.id, "right_id": right.id}
            )
        sent = referrals[:-4]
        sent.action_send()
        self._answer(sent)

    def _get_right(self, household, service):
        """Return the right that `service` honours, decided on its own scale if it has one."""
        scale = service._get_scales(household.company_id)[service]
        if not scale:
            return household.right_ids.filtered("is_running")[:1]
        assessment = household.assessment_ids.sorted("date")[-1:]
        version = scale._version_at(fields.Date.today())
        if assessment._evaluate_under(version)["outcome"] != "granted":
            return household.env["food.aid.right"]
        decision = household.env["food.aid.decision"].create(
            {
                "assessment_id": assessment.id,
                "scale_version_id": version.id,
                "outcome": "granted",
            }
        )
        return decision.right_ids

    def _answer(self, referrals):
        """Let the associations answer, some end, one expire, one file become reserved."""
        for login in ("association_2", "association_3"):
            user = self._ref(f"demo_user_{login}")
            waiting = referrals.filtered(
                lambda one, user=user: (
                    one.state == "sent" and one.organisation_id == user.food_aid_organisation_id
                )
            ).with_user(user)
            waiting[: len(waiting) // 2].action_confirm()
            waiting[-1:].action_decline("full", "Plus de place avant la semaine prochaine")
        accepted = referrals.filtered(lambda one: one.state == "accepted")
        accepted[:2].action_end()
        expired = referrals.filtered(lambda one: one.state == "sent")[:1]
        expired._move("expired", date_closed=fields.Date.today())
        social = self._ref("demo_user_social")
        # Reason for sudo: the demonstration reserves a file on behalf of its social worker.
        accepted[-1:].household_id.sudo().write(
            {"is_reserved": True, "reserved_user_ids": [Command.set(social.ids)]}
        )

    def _prepare_today(self):
        """Leave something to do: requests of the day, drafts, cases for the commission."""
        households = self._as("food.aid.household", "instructor").search(
            [("company_id", "=", self.env.company.id)], limit=85, order="id"
        )[70:]
        today = fields.Date.today()
        for household in households[:6]:
            household.env["food.aid.request"].create(
                {"household_id": household.id, "date": today, "channel": "phone"}
            )
        for household in households[6:12]:
            self._assess(household, today, "renewal")
