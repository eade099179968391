import hashlib
import hmac

from odoo import models

from ...tools.register_error import RegisterValueError
from ...tools.register_row import row_key
from ...tools.text import normalise


def _birth_values(birth):
    born, year = birth
    return {"birthdate": born} if born else {"birth_year": year}


def _commune_key(entry):
    return normalise(entry["city"]), entry.get("zip", "")


class FoodAidImportWrite(models.Model):
    """Writing: households found again or made, their requests, budgets and decisions.

    Everything is created a chunk at a time, one `create` a model.
    """

    _inherit = "food.aid.import"

    def _write_rows(self, rows):
        """Write `[(line, entry)]`; the same household may come several times in a chunk."""
        keys = self._get_keys(rows)
        rows = self._skip_known(rows, keys)
        while rows:
            wave, rows = self._split_wave(rows)
            self._write_wave(wave, keys)

    def _write_wave(self, wave, keys):
        """Write rows that are about different households."""
        directory = self._get_directory([entry for _line, entry in wave])
        found = []
        for line, entry in wave:
            try:
                self._check_version(entry)
                found.append((line, entry, self._match(entry, directory)))
            except RegisterValueError as problem:
                reason = self._problem_sentences([problem])
                line.write({"state": "rejected", "reason": reason})
        found = self._skip_requested(found, keys)
        communes = self._get_communes(found)
        self._grow_households(found, communes)
        found = self._create_households(found, communes)
        requests = self._create_requests(found)
        self._create_budgets(found, requests)
        for (line, entry, household), request in zip(found, requests, strict=True):
            line.write(
                {
                    "state": "done",
                    "cells": False,
                    "reason": False,
                    "key": keys[line],
                    "household_id": household.id,
                    "request_id": request.id,
                    "note": entry.get("observations", False),
                }
            )

    # --- lines that were already imported ---

    def _get_keys(self, rows):
        """A key a line: tells the same request again, and nothing to who reads it."""
        # sudo: the secret of the database, so that keys cannot be computed from a list of names
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret").encode()
        scope = f"food.aid.import|{self.company_id.id}|"
        return {
            line: hmac.new(secret, (scope + row_key(entry)).encode(), hashlib.sha256).hexdigest()
            for line, entry in rows
        }

    def _skip_known(self, rows, keys):
        """Leave out the lines that this or another import has already brought in."""
        known = self.env["food.aid.import.line"].search(
            [
                ("key", "in", list(keys.values())),
                ("state", "=", "done"),
                ("request_id", "!=", False),
                ("import_id.company_id", "=", self.company_id.id),
            ]
        )
        known_keys, left = {line.key: line for line in known}, []
        for line, entry in rows:
            if before := known_keys.get(keys[line]):
                self._mark_known(line, before.household_id, before.request_id)
            else:
                known_keys[keys[line]] = line
                left.append((line, entry))
        return left

    def _skip_requested(self, found, keys):
        """Leave out the requests that the household already has on that day."""
        households = self.env["food.aid.household"].union(
            *(household for *_row, household in found)
        )
        requests = self.env["food.aid.request"].search([("household_id", "in", households.ids)])
        known = {(request.household_id, request.date): request for request in requests}
        left = []
        for line, entry, household in found:
            if before := known.get((household, entry["date"])):
                self._mark_known(line, household, before)
            else:
                left.append((line, entry, household))
        return left

    def _mark_known(self, line, household, request):
        line.write(
            {
                "state": "known",
                "cells": False,
                "household_id": household.id,
                "request_id": request.id,
            }
        )

    # --- households ---

    def _prepare_member(self, household, wanted, entry):
        role, last_name, first_name, birth = wanted
        values = {
            "household_id": household.id,
            "company_id": self.company_id.id,
            "role": role,
            "last_name": last_name,
            "first_name": first_name,
            **_birth_values(birth),
        }
        if role == "applicant":
            values |= {
                key: entry[key] for key in ("sex", "phone", "email", "status") if key in entry
            }
        return values

    def _grow_households(self, found, communes):
        """Bring known households to what a later line says: who came, who left, where they live."""
        values = []
        for _line, entry, household in found:
            if not household:
                continue
            came, left = self._compare_members(entry, household)
            left.write({"date_end": entry["date"], "end_reason": "departure"})
            values += [
                self._prepare_member(household, wanted, entry) | {"date_start": entry["date"]}
                for wanted in came
            ]
            household.write(self._prepare_household(entry, communes))
            status = {"status": entry["status"]} if "status" in entry else {}
            household.member_ids.filtered(lambda one: one.role == "applicant").write(status)
        self.env["food.aid.household.member"].create(values)

    def _create_households(self, found, communes):
        """Give each row without a household a new one; return all rows with theirs."""
        new = [entry for _line, entry, household in found if not household]
        households = self.env["food.aid.household"].create(
            [
                {
                    "company_id": self.company_id.id,
                    "referent_id": False,
                    "date_last_operation": entry["date"],
                    "legacy_reference": entry.get("legacy_reference"),
                    **self._prepare_household(entry, communes),
                }
                for entry in new
            ]
        )
        self.env["food.aid.household.member"].create(
            [
                self._prepare_member(household, wanted, entry)
                for household, entry in zip(households, new, strict=True)
                for wanted in self._get_wanted(entry)
            ]
        )
        created = iter(households)
        return [(line, entry, old or next(created)) for line, entry, old in found]

    def _prepare_household(self, entry, communes):
        values = {key: entry[key] for key in ("street", "housing") if key in entry}
        if "city" in entry:
            values["commune_id"] = communes[_commune_key(entry)].id
        return values

    def _get_communes(self, found):
        """Communes of the rows, by name and postcode; added to the list the first time."""
        wanted = {
            _commune_key(entry): entry["city"]
            for _line, entry, _household in found
            if "city" in entry
        }
        communes = self.env["food.aid.commune"]
        codes = {postcode for _name, postcode in wanted}
        known = communes.search([("zip", "in", [*codes, False] if "" in codes else list(codes))])
        by_key = {(normalise(commune.name), commune.zip or ""): commune for commune in known}
        missing = [key for key in wanted if key not in by_key]
        created = communes.create(
            [{"name": wanted[key], "zip": key[1] or False} for key in missing]
        )
        return by_key | dict(zip(missing, created, strict=True))
