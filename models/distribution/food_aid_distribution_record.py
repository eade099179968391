from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.composition import AGE_BANDS
from .food_aid_visit import SERVED

LOCK_SECONDS = 5
MOST = 9999


class FoodAidDistribution(models.Model):
    """Recording passages: one at a time, or a whole list ticked on paper.

    Who may read a distribution in the portal records there: the rule on the organisation is
    what entitles them. Employees, who may enter an association's paper, need the right to write.
    """

    _inherit = "food.aid.distribution"

    def _check_may_record(self):
        self.ensure_one()
        self.check_access("read" if self.env.user._is_portal() else "write")
        if self.state != "open":
            raise UserError(self.env._("This distribution is closed. Open it again to correct it."))

    # ------------------------------------------------------------------
    # ONE PASSAGE
    # ------------------------------------------------------------------

    def _record(self, referral_id, state="came", *, proxy=False, reason=False, client_uuid=False):
        """Record one passage. The same message twice is one passage, and gets the same answer.

        :param state: `came`, `proxy` (then who, a key of `proxy`) or `absent`
        :param reason: why it is served all the same, a key of `reason`
        :return: dict with `status`: `recorded`; `known`, here already; or nothing was recorded
            without a reason: `beyond` (no passage left), `ended` (no longer, or not yet, expected)
        """
        self._check_may_record()
        referral = self._get_referrals([referral_id])
        self._check_words(state, proxy, reason)
        self._lock(referral)
        visits = self._get_recorded(referral, [client_uuid] if client_uuid else [])
        if same := visits.filtered(lambda one: client_uuid and one.client_uuid == client_uuid):
            return {"status": "recorded", "visit_id": same.id}
        there = visits.filtered(lambda one: one.state != "undone")
        if there and not (there.state == "absent" and state in SERVED):
            return {"status": "known", "visit_id": there.id}
        problem = state in SERVED and self._get_problems(referral).get(referral.id)
        if problem and not reason:
            return {"status": problem, "visit_id": False}
        there.state = "undone"
        values = {"proxy": proxy if state == "proxy" else False, "client_uuid": client_uuid}
        values |= {"is_beyond": bool(problem), "reason": reason if problem else False}
        visit = self._create_visits([(referral, state, values)])
        return {"status": "recorded", "visit_id": visit.id}

    def _get_problems(self, referrals):
        """Return {referral id: why a passage needs a reason}: nobody is sent away for it."""
        expected = referrals.filtered_domain(referrals._get_expected_on_domain(self.date))
        problems = dict.fromkeys((referrals - expected).ids, "ended")
        passages = expected._get_passages(self.date)
        return problems | {one: "beyond" for one in passages if passages[one]["left"] == 0}

    def _check_words(self, state, proxy=False, reason=False):
        visits = self.env["food.aid.visit"]
        known = state in (*SERVED, "absent")
        known &= state != "proxy" or proxy in dict(visits._selection_proxy())
        known &= not reason or reason in dict(visits._selection_reason())
        if not known:
            raise UserError(self.env._("Choose one of the answers of the list."))

    # ------------------------------------------------------------------
    # A TICKED LIST
    # ------------------------------------------------------------------

    def _record_list(self, came, proxies=None, *, others_absent=False, client_uuid=""):
        """Record everybody ticked on paper; who is recorded already stays as is.

        Paper is entered after the fact: what went beyond the passages planned is recorded with
        that reason, never refused.

        :param came: ids of the referrals ticked
        :param proxies: {referral id: who came in their place}
        :param others_absent: note that those expected and not ticked did not come
        :return: how many passages were recorded now
        """
        self._check_may_record()
        states = dict.fromkeys(came, ("came", False))
        states |= {referral: ("proxy", proxy) for referral, proxy in (proxies or {}).items()}
        for state, proxy in states.values():
            self._check_words(state, proxy)
        if others_absent:
            missing = self._get_expected().filtered(self._is_awaited)
            states = dict.fromkeys(missing.ids, ("absent", False)) | states
        referrals = self._get_referrals(states)
        self._lock(referrals)
        uuids = {one.id: f"{client_uuid}-{one.id}" for one in referrals if client_uuid}
        rows = self._prepare_rows(self._filter_new(referrals, states, uuids), states, uuids)
        self._create_visits(rows)
        return sum(state in SERVED for _referral, state, _values in rows)

    def _filter_new(self, referrals, states, uuids):
        """Return whom nothing is recorded of yet; somebody noted absent may still have come."""
        recorded = self._get_recorded(referrals, list(uuids.values()))
        late = recorded.filtered(
            lambda one: one.state == "absent" and states[one.referral_id.id][0] in SERVED
        )
        late.state = "undone"
        replayed = set((recorded - late).mapped("client_uuid")) - {False}
        known = (recorded - late).filtered(lambda one: one.state != "undone").referral_id
        return referrals.filtered(
            lambda one: one.id not in known.ids and uuids.get(one.id) not in replayed
        )

    def _prepare_rows(self, referrals, states, uuids):
        """Return what `_create_visits` takes; nobody is absent who has no passage left."""
        passages = referrals._get_passages(self.date)
        expected = referrals.filtered_domain(referrals._get_expected_on_domain(self.date))
        rows = []
        for one in referrals:
            state, proxy = states[one.id]
            is_over = passages[one.id]["left"] == 0
            if state == "absent" and is_over:
                continue
            is_beyond = state in SERVED and (is_over or one not in expected)
            values = {"proxy": proxy, "client_uuid": uuids.get(one.id, False)}
            values |= {"is_beyond": is_beyond, "reason": is_beyond and "paper"}
            rows.append((one, state, values))
        return rows

    def _is_awaited(self, referral):
        """Tell whether somebody who may come once a month, or when they like, is missed today."""
        return not referral.quota or referral.quota_period == "week"

    def _record_unknown(self, bands, households=0, client_uuid=False):
        """Count people without a referral, by age band.

        :param bands: {key of an age band: how many}
        """
        self._check_may_record()
        counts = {band: bands.get(band, 0) for band in AGE_BANDS}
        size = sum(counts.values())
        if not size and not households:
            return
        for count in (*counts.values(), households):
            self._check_number(count)
        # Reason for sudo: portal users create nothing by themselves; checked above.
        visits = self.sudo().env["food.aid.visit"]
        domain = [
            ("organisation_id", "=", self.sudo().organisation_id.id),  # as above
            ("client_uuid", "=", client_uuid),
        ]
        if client_uuid and visits.search_count(domain, limit=1):
            return
        values = {"kind": "unknown", "household_count": households or 1, "size": size}
        values |= {"company_id": self.sudo().company_id.id, "client_uuid": client_uuid}  # as above
        visits.create(self._prepare_visit() | values | counts)

    def _check_number(self, number):
        if not 0 <= number <= MOST:
            raise UserError(
                self.env._("Write a number between 0 and %(most)s, without a sign.", most=MOST)
            )

    # ------------------------------------------------------------------
    # HOW
    # ------------------------------------------------------------------

    def _get_referrals(self, referral_ids):
        """Return referrals that the user reads and that belong to the organisation."""
        referrals = self.env["food.aid.referral"].browse(referral_ids)
        referrals.check_access("read")
        # Reason for sudo: the organisation is not shown, only compared.
        if referrals.sudo().organisation_id - self.sudo().organisation_id:
            raise UserError(self.env._("This person was referred to somebody else."))
        return referrals

    def _get_expected(self):
        """Return who is expected at this distribution and open to the user, by label."""
        self.ensure_one()
        self.check_access("read")
        referrals = self.env["food.aid.referral"]
        # Reason for sudo: the service of a referral is out of the portal's reach; what is found
        # is then read with the rights of the user.
        distribution = self.sudo()
        domain = (
            Domain("organisation_id", "=", distribution.organisation_id.id)
            & Domain("service_id", "=", distribution.service_id.id)
            & referrals._get_expected_on_domain(self.date)
        )
        if distribution.day:
            domain &= Domain("day", "in", (distribution.day, False))
        found = distribution.env["food.aid.referral"].search(domain)
        found = referrals.browse(found.ids)._filtered_access("read")
        return found.sorted(lambda one: (one.search_key or "", one.id))

    def _get_recorded(self, referrals, uuids):
        # Reason for sudo: who was recorded, of referrals that the user reads.
        distribution = self.sudo()
        domain = (
            Domain("distribution_id", "=", distribution.id)
            & Domain("referral_id", "in", referrals.ids)
            & Domain("state", "!=", "undone")
        )
        if uuids:
            domain |= Domain("organisation_id", "=", distribution.organisation_id.id) & Domain(
                "client_uuid", "in", uuids
            )
        return distribution.env["food.aid.visit"].search(domain)

    def _lock(self, referrals):
        """Wait for whoever records for the same people.

        Each passage changes these rows: what was recorded in the meantime makes PostgreSQL
        refuse an older view of them, and Odoo begins the request anew, with what is there now.
        """
        # Reason for sudo: rows are locked, nothing is read.
        rights = referrals.sudo().right_id
        self.env.flush_all()
        self.env.cr.execute(SQL("SET LOCAL lock_timeout = %s", f"{LOCK_SECONDS}s"))
        for records in (referrals, rights):
            if records:
                self.env.cr.execute(
                    SQL(
                        "SELECT 1 FROM %s WHERE id IN %s ORDER BY id FOR NO KEY UPDATE",
                        SQL.identifier(records._table),
                        tuple(sorted(records.ids)),
                    )
                )

    def _create_visits(self, rows):
        """Create passages from (referral, state, other values), each in the name of its CCAS."""
        # Reason for sudo: portal users hold read access only; the referrals and the
        # distribution were checked, every value is computed here or was chosen from a list.
        distribution = self.sudo()
        values = []
        for referral, state, others in rows:
            one = referral.sudo()  # as above
            kind = "direct" if one.origin == "direct" else "listed"
            link = {"referral_id": one.id, "right_id": one.right_id.id, "size": one.size}
            bands = {band: one[band] for band in AGE_BANDS}
            values.append(
                distribution._prepare_visit()
                | link
                | bands
                | {"state": state, "kind": kind, "company_id": one.company_id.id}
                | others
            )
        # an absence undone leaves its place before somebody takes it
        distribution.visit_ids.flush_recordset(["state"])
        visits = distribution.env["food.aid.visit"].create(values)
        households = visits.filtered(lambda visit: visit.state in SERVED).household_id
        older = households.filtered(
            lambda one: not one.date_last_operation or one.date_last_operation < self.date
        )
        older.date_last_operation = self.date
        return visits

    def _prepare_visit(self):
        # Reason for sudo: identifiers of one's own distribution, written and not shown.
        distribution = self.sudo()
        return {
            "organisation_id": distribution.organisation_id.id,
            "service_id": distribution.service_id.id,
            "service_name": distribution.service_name,
            "distribution_id": distribution.id,
            "date": fields.Date.to_date(distribution.date),
        }
