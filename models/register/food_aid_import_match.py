from odoo import models
from odoo.fields import Domain

from ...tools.register_error import RegisterValueError
from ...tools.register_row import person_key, split_name
from ...tools.text import name_key, normalise


def _birth_of(member):
    """Birth of a member as a register gives it: a date, or a year alone."""
    return member.birthdate or member.birth_year


def _names(entry):
    return [entry[key] for key in ("last_name", "first_name", "full_name") if entry.get(key)]


class FoodAidImportMatch(models.Model):
    """Recognising the households that lines are about, and who lives in them.

    The author's own rights apply: a reserved file is not known to who is not named in it.
    """

    _inherit = "food.aid.import"

    def _split_wave(self, rows):
        """The rows whose person and number come for the first time, and the others."""
        wave, later, seen = [], [], set()
        for line, entry in rows:
            marks = {person_key(entry), ("reference", self._reference(entry))} - {("reference", "")}
            (later if marks & seen else wave).append((line, entry))
            seen |= marks
        return wave, later

    def _reference(self, entry):
        """The register's number as compared: `0191`, `191` and `191.0` are one."""
        return normalise(entry.get("legacy_reference")).lstrip("0")

    def _get_directory(self, entries):
        """Households that the entries may be about, by number and by applicant."""
        births = [entry["birthdate"] for entry in entries]
        references = {entry["legacy_reference"] for entry in entries if "legacy_reference" in entry}
        spellings = {ref.lstrip("0").zfill(size) for ref in references for size in range(7)}
        domain = Domain("company_id", "=", self.company_id.id) & (
            Domain("legacy_reference", "in", list(references | spellings))
            | Domain("applicant_id.birthdate", "in", [born for born, _year in births if born])
            | Domain("applicant_id.birth_year", "in", [year for _born, year in births if year])
        )
        by_reference, by_person = {}, {}
        for household in self.env["food.aid.household"].search(domain, order="id desc"):
            if reference := self._reference({"legacy_reference": household.legacy_reference}):
                by_reference[reference] = household
            by_person[self._applicant_key(household)] = household
        return by_reference, by_person

    def _applicant_key(self, household):
        person = household.applicant_id
        names = name_key(person.last_name or "", person.first_name or "")
        return f"{names}|{person.birthdate or person.birth_year or ''}"

    def _match(self, entry, directory):
        """The household of this entry, empty when it is new; refuse somebody else's number."""
        by_reference, by_person = directory
        same_person = by_person.get(person_key(entry)) if _names(entry) else None
        same_number = by_reference.get(self._reference(entry))
        household = same_number or same_person or self.env["food.aid.household"]
        if same_number and same_person != same_number:
            self._check_number(entry, same_number)
        if household:
            self._check_order(entry, household)
        return household

    def _check_number(self, entry, household):
        """The number says it is this household: the names, or a birth of an adult, must agree."""
        adults = household.member_ids.filtered(lambda member: member.role != "child")
        names = {name_key(one.last_name or "", one.first_name or "") for one in adults} - {""}
        births = {_birth_of(member) for member in adults}
        born, year = entry["birthdate"]
        if (born or year) not in births and name_key(*_names(entry)) not in names:
            raise RegisterValueError("other_person", entry["legacy_reference"])

    def _check_order(self, entry, household):
        """An older request is only added when it changes nothing in who lives there."""
        dates = household.request_ids.mapped("date")
        if dates and entry["date"] < max(dates):
            came, left = self._compare_members(entry, household)
            if came or left:
                raise RegisterValueError("older_request")

    def _get_wanted(self, entry):
        """Role, names and birth of everybody the entry tells of."""
        last, first = split_name(entry.get("full_name", ""))
        last = entry.get("last_name") or last
        wanted = [("applicant", last, entry.get("first_name") or first, entry["birthdate"])]
        if "partner_birthdate" in entry:
            names = split_name(entry.get("partner_name", ""))
            wanted.append(("partner", *names, entry["partner_birthdate"]))
        wanted.extend(("child", "", name, birth) for name, *birth in entry["children"])
        return wanted

    def _compare_members(self, entry, household):
        """`(wanted who are not there, members who are not told of)`, by their births."""
        present = list(household._get_members(entry["date"]))
        came = []
        for wanted in self._get_wanted(entry):
            born, year = wanted[3]
            member = next((one for one in present if _birth_of(one) == (born or year)), None)
            if member is None and wanted[0] == "applicant":
                # a birth date corrected since: the number and the name said who it is
                member = next((one for one in present if one.role == "applicant"), None)
            if member is None:
                came.append(wanted)
            else:
                present.remove(member)
        return came, self.env["food.aid.household.member"].union(*present)
