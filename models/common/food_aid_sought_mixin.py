import itertools

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.orm.domains import DomainAnd, DomainCondition, DomainOr

from .empty_screen import say_empty

SHORTEST = 3
# What is typed to find somebody: names, numbers, phones and birth dates.
TYPED = frozenset(
    [
        *("search_text", "display_name", "name", "first_name", "last_name", "phone"),
        *("household_id", "person_id", "label", "contact_text", "contact_phone"),
        *("legacy_reference", "card_code", "birthdate"),
    ]
)
CHOSEN = frozenset(["id", "household_id", "person_id", "request_id"])
LIKE = frozenset(["ilike", "like", "=ilike", "=like", "="])
SINCE = frozenset(["=", "in", ">", ">="])


class FoodAidSoughtMixin(models.AbstractModel):
    """Reception searches for people and never browses them.

    What a client asks for without saying whom, and that is not the work in hand, finds
    nothing when it comes from somebody of the reception alone. It keeps a list of everybody
    from standing on a screen at the desk; what may be read is said by the rules, not here.
    """

    _name = "food.aid.sought.mixin"
    _description = "Searched For, Never Browsed"

    # Field -> values that are the work in hand; () for a date: from any day on.
    _in_hand = {}

    @api.model
    def web_search_read(self, domain, *args, **kwargs):
        return super().web_search_read(self._narrow(domain), *args, **kwargs)

    @api.model
    def search_read(self, domain=None, *args, **kwargs):
        return super().search_read(self._narrow(domain), *args, **kwargs)

    @api.model
    def web_read_group(self, domain, *args, **kwargs):
        return super().web_read_group(self._narrow(domain), *args, **kwargs)

    @api.model
    def formatted_read_group(self, domain, groupby=(), *args, **kwargs):
        asked = self._narrow_groups(domain, groupby)
        return super().formatted_read_group(asked, groupby, *args, **kwargs)

    @api.model
    def formatted_read_grouping_sets(self, domain, grouping_sets, *args, **kwargs):
        asked = self._narrow_groups(domain, itertools.chain(*grouping_sets))
        return super().formatted_read_grouping_sets(asked, grouping_sets, *args, **kwargs)

    @api.model
    def read_group(self, domain, fields, groupby, *args, **kwargs):
        asked = self._narrow_groups(domain, [groupby] if isinstance(groupby, str) else groupby)
        return super().read_group(asked, fields, groupby, *args, **kwargs)

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        asked = Domain(domain or Domain.TRUE)
        if not self._narrows(Domain("display_name", operator, name)):
            asked = self._narrow(asked)
        return super().name_search(name, asked, operator, limit)

    def export_data(self, fields_to_export):
        if not self.env.su and not self._may_browse():
            raise AccessError(
                self.env._(
                    "The reception exports no list of people. Ask a colleague who instructs."
                )
            )
        return super().export_data(fields_to_export)

    @api.model
    def get_empty_list_help(self, help_message):
        # An action may say that its list is the work in hand: nothing is to be searched for.
        if self._may_browse() or self.env.context.get("food_aid_in_hand"):
            return super().get_empty_list_help(help_message)
        title = self.env._("Search for somebody")
        how = self.env._(
            "Type at least three characters of a name, a file number, a phone or a birth date. "
            "At the reception one finds somebody; lists of people stay closed."
        )
        return say_empty(title, how)

    @api.model
    def _may_browse(self):
        """Return whether the user may be shown people without saying whom."""
        user = self.env.user
        is_reception = user.has_group("food_aid.group_food_aid_reception")
        return not is_reception or user.has_group("food_aid.group_food_aid_instructor")

    @api.model
    def _narrow(self, domain):
        """Return `domain`, or what nothing fits when it would list people."""
        asked = Domain(domain or Domain.TRUE)
        is_open = self.env.su or self._may_browse() or self._narrows(asked)
        return asked if is_open else Domain.FALSE

    @api.model
    def _narrow_groups(self, domain, groupby):
        """Return `domain`, narrowed when its groups name people: a count alone names nobody."""
        groups = {spec.split(":")[0].split(".")[0] for spec in groupby}
        return self._narrow(domain) if groups & (TYPED | CHOSEN) else domain

    @api.model
    def _narrows(self, domain):
        """Return whether `domain` says whom it is about, or is the work in hand."""
        if isinstance(domain, DomainAnd):
            return any(map(self._narrows, domain.children))
        if isinstance(domain, DomainOr):
            return all(map(self._narrows, domain.children))
        if isinstance(domain, DomainCondition):
            return self._is_narrow(domain.field_expr, domain.operator, domain.value)
        return domain.is_false()

    @api.model
    def _is_narrow(self, name, operator, value):
        """Return whether a condition says whom it is about, or is the work in hand."""
        if name in TYPED and isinstance(value, str):
            return operator in LIKE and len(value.strip("%_ ")) >= SHORTEST
        values = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
        if name in CHOSEN:
            return operator in ("=", "in") and all(values)
        in_hand = self._in_hand.get(name)
        if in_hand:
            return operator in ("=", "in") and set(values) <= set(in_hand)
        return in_hand == () and operator in SINCE and all(values)
