from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# The first one a user belongs to says which screen opens.
ROLES = ("coordinator", "instructor", "reception", "stock", "dpo", "observer")
SHOWN = 8
FOUND = 20
SHORTEST = 3


class FoodAidBoard(models.AbstractModel):
    """The first screen of each role: what is to be done today, and where to find somebody.

    Everything is read with the rights of the user; the number of queries does not depend on
    how many households there are.
    """

    _name = "food.aid.board"
    _description = "First screen"

    @api.model
    def get_board(self, mine=False):
        """Return what the first screen of the current user shows.

        :param mine: only the households the user is the referent of
        :return: dict with `role`, `has_search`, `has_mine`, `text`, `buttons`, `new_household`,
            `taps` (visits and calls of the day), `figures`, `sections`; every action is a
            client action description
        """
        role = self._get_role()
        board = {
            "role": role,
            "has_search": role in ("coordinator", "instructor", "reception"),
            "has_mine": role == "instructor",
            "text": "",
            "buttons": [],
            "new_household": False,
            "taps": [],
            "taps_action": False,
            "figures": [],
            "sections": [],
        }
        board |= getattr(self, f"_get_board_{role}")(bool(mine))
        # What is abnormal comes first, and only when there is something.
        sections = [one for one in board["sections"] if one["count"] or not one["is_abnormal"]]
        board["sections"] = sorted(sections, key=lambda one: not one["is_abnormal"])
        return board

    @api.model
    def find(self, typed):
        """Find households by any name, code, phone or birth date typed, three signs at least.

        :return: up to `FOUND` dicts with `id`, `name` (code · name (year)) and `detail`
        """
        typed = (typed or "").strip()
        if len(typed) < SHORTEST:
            return []
        households = self.env["food.aid.household"].search(
            [("search_text", "ilike", typed)], limit=FOUND
        )
        self.env["food.aid.access.log"]._log(households, "list")
        return [
            {
                "id": household.id,
                "name": household.display_name,
                "detail": household.commune_id.name or "",
            }
            for household in households
        ]

    @api.model
    def _get_role(self):
        for role in ROLES:
            if self.env.user.has_group(f"food_aid.group_food_aid_{role}"):
                return role
        raise UserError(
            self.env._("You hold no role in food aid. Ask the system administrator for one.")
        )

    # ------------------------------------------------------------------
    # BY ROLE
    # ------------------------------------------------------------------

    @api.model
    def _get_board_stock(self, mine):
        return {
            "text": self.env._(
                "Depots come with the next versions. Here are the services you serve."
            ),
            "buttons": [
                self._button_window("services", "food_aid_service_action", "fa-map-marker")
            ],
        }

    @api.model
    def _get_board_dpo(self, mine):
        return {
            "text": self.env._(
                "Every opening of a household is written down. You read who opened which file "
                "and when, and the agreements; never a budget."
            ),
            "buttons": [
                self._button_window("openings", "food_aid_access_log_action", "fa-eye"),
                self._button_window(
                    "withdrawn", "food_aid_agreement_action_withdrawn", "fa-handshake-o"
                ),
            ],
        }

    @api.model
    def _get_board_observer(self, mine):
        return {
            "text": self.env._(
                "You read published figures, in which nobody can be recognised. "
                "None has been published yet."
            )
        }

    # ------------------------------------------------------------------
    # SECTIONS
    # ------------------------------------------------------------------

    @api.model
    def _section_requests(self, key, title, domain):
        return self._section(
            key, title, "food.aid.request", domain, "date, id", lambda one: self._day(one.date)
        )

    @api.model
    def _section_assessments(self, key, title, domain, **options):
        return self._section(
            key,
            title,
            "food.aid.assessment",
            domain,
            "date, id",
            lambda one: self._day(one.date),
            **options,
        )

    @api.model
    def _section_rights_ending(self, domain):
        return self._section(
            "ending",
            self.env._("Rights ending within 30 days"),
            "food.aid.right",
            domain & self._get_ending_domain(),
            "date_to, id",
            lambda one: self._day(one.date_to),
        )

    @api.model
    def _section_referrals_waiting(self, domain):
        return self._section(
            "waiting",
            self.env._("Referred, no answer yet"),
            "food.aid.referral",
            domain & Domain("state", "=", "sent"),
            "date_sent, id",
            lambda one: one.service_id.display_name,
        )

    @api.model
    def _section_orientations(self):
        return self._section(
            "orientations",
            self.env._("Sent by services, to take up"),
            "food.aid.orientation",
            Domain("state", "=", "received"),
            "date, id",
            lambda one: self._day(one.date),
            lambda one: f"{one.name} · {one.label or ''}",
        )

    @api.model
    def _get_ending_domain(self):
        return self.env["food.aid.right"]._get_running_domain() & Domain(
            "date_to", "<=", "today +30d"
        )

    @api.model
    def _section(self, key, title, model, domain, order, detail, label=None, **options):
        """Return the first lines of a list, how many there are, and the action to see them all.

        :param options: `limit` of lines; `empty`, said when there is none; `is_abnormal`: on
            top, and only when there is something; `lead`, what a line begins with; `gestures`,
            a function that gives [(method, word)] of a line
        """
        limit = options.get("limit", SHOWN)
        records = self.env[model].search(domain, order=order, limit=limit)
        count = len(records)
        if count == limit:
            count = self.env[model].search_count(domain)
        return {
            "key": key,
            "title": title,
            "count": count,
            "is_abnormal": options.get("is_abnormal", False),
            "empty": options.get("empty") or self.env._("Nothing to do here."),
            "lines": [self._prepare_line(one, detail, label, options) for one in records],
            "action": self._window(title, model, domain),
        }

    @api.model
    def _prepare_line(self, record, detail, label, options):
        lead, gestures = options.get("lead"), options.get("gestures")
        return {
            "id": record.id,
            "model": record._name,
            "lead": lead(record) if lead else "",
            "label": label(record) if label else record.household_id.display_name,
            "detail": detail(record),
            "gestures": [{"method": method, "label": word} for method, word in gestures(record)]
            if gestures
            else [],
        }

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    @api.model
    def _get_new_household(self):
        return self._form(
            self.env._("New household"), "food.aid.household", food_aid_applicant=True
        )

    @api.model
    def _get_people_buttons(self):
        """Return the four gestures that somebody at the desk or on the phone calls for."""
        appointments = self.env["food.aid.appointment"]
        buttons = [
            {
                "key": "new_request",
                "label": self.env._("New request"),
                "icon": "fa-pencil-square-o",
                "action": self._form(self.env._("New request"), "food.aid.request"),
            },
            {
                "key": "appointment",
                "label": self.env._("Appointment"),
                "icon": "fa-calendar-plus-o",
                "action": appointments._get_dialog(self.env["food.aid.household"]),
            },
        ]
        if self.env.ref("food_aid.food_aid_voucher_action_new", raise_if_not_found=False):
            buttons.append(
                self._button_window("voucher", "food_aid_voucher_action_new", "fa-ticket")
            )
        # What is printed is about somebody: the search comes first.
        find = self.env._(
            "Find the person, then press “Card” or “Liaison sheet” beside their name."
        )
        return [
            *buttons,
            {
                "key": "card",
                "label": self.env._("Card or sheet"),
                "icon": "fa-print",
                "hint": find,
            },
        ]

    @api.model
    def _button_window(self, key, xml_id, icon):
        action = self.env["ir.actions.act_window"]._for_xml_id(f"food_aid.{xml_id}")
        return {"key": key, "label": action["name"], "icon": icon, "action": action}

    @api.model
    def _window(self, name, model, domain):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [[False, "list"], [False, "kanban"], [False, "form"]],
            "mobile_view_mode": "kanban",
            "domain": list(Domain(domain)),
        }

    @api.model
    def _form(self, name, model, **context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [[False, "form"]],
            "context": context,
        }

    @api.model
    def _day(self, day):
        return self.env["ir.qweb.field.date"].value_to_html(day, {}) if day else ""
