from enum import Enum

from odoo import api, models

# What says nothing of anybody, `create_date` and the like besides.
HARMLESS = frozenset(["id", "active", "create_date", "write_date", "state"])
# A drop-down shows a few names; more of them at once is reading a list.
FEW = 20


class Reading(Enum):
    """How records are being read. Only Python can put a member in a context, no client can."""

    LIST = "list"
    LOGGED = "logged"


class FoodAidLoggedMixin(models.AbstractModel):
    """Reading these records opens the households they belong to, and is written down.

    Only what somebody asks for is: the methods below are those a client calls. One line an
    opening, one line with a count for a list or an export, whatever they hold. The system's
    own reading (`sudo`, crons) goes through other ways and is not written down.
    """

    _name = "food.aid.logged.mixin"
    _description = "Openings Are Written Down"

    def _get_logged_households(self):
        """Return the households that reading these records opens."""
        return self.household_id

    def web_read(self, specification):
        if not specification.keys() - HARMLESS:
            return super().web_read(specification)
        records, kind = self._start_reading()
        result = super(FoodAidLoggedMixin, records).web_read(specification)
        self._log_reading(kind)
        return result

    def read(self, fields=None, load="_classic_read"):
        if fields and not set(fields) - HARMLESS:
            return super().read(fields, load)
        records, kind = self._start_reading()
        result = super(FoodAidLoggedMixin, records).read(fields, load)
        self._log_reading(kind)
        return result

    @api.model
    def web_search_read(self, domain, specification, *args, **kwargs):
        records = self._start_list()
        return super(FoodAidLoggedMixin, records).web_search_read(
            domain, specification, *args, **kwargs
        )

    @api.model
    def search_read(self, domain=None, fields=None, *args, **kwargs):
        result = super().search_read(domain, fields, *args, **kwargs)
        if not fields or set(fields) - HARMLESS:
            self.browse(row["id"] for row in result)._log_reading(Reading.LIST)
        return result

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        result = super().name_search(name, domain, operator, limit)
        if len(result) > FEW:
            self.browse(row[0] for row in result)._log_reading(Reading.LIST)
        return result

    def export_data(self, fields_to_export):
        result = super().export_data(fields_to_export)
        self._log_reading("export")
        return result

    # A line is written: these calls may not be sent to a read-only replica.
    for _method in (web_read, read, web_search_read, search_read, name_search, export_data):
        _method._readonly = False
    del _method

    def _start_list(self):
        if self.env.context.get("food_aid_reading") is Reading.LOGGED:
            return self
        return self.with_context(food_aid_reading=Reading.LIST)

    def _start_reading(self):
        """Return the records to read, nested reads not being logged again, and what to log."""
        how = self.env.context.get("food_aid_reading")
        if how is Reading.LOGGED or self.env.su:
            return self, None
        kind = how if how is Reading.LIST else "open"
        return self.with_context(food_aid_reading=Reading.LOGGED), kind

    def _log_reading(self, kind):
        # Portal users hold no right on what is logged; the system opens nothing.
        if not kind or not self or self.env.su:
            return
        households = self._get_logged_households()
        if isinstance(kind, Reading):
            kind = kind.value
        self.env["food.aid.access.log"]._log(households, kind)
