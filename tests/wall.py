"""Whom and what the red teams attack: two associations, an office, and the same in both hands."""

import logging
from base64 import b64encode
from contextlib import contextmanager

from odoo import fields

from .common import GROUP, FoodAidMixin

# Of people: never in an address, a file's name or a log, whoever asks.
NAMES = (
    "Fictive-Hidden",
    "Samira",
    "Boris",
    "Nadia",
    "Zoe",
    "Hidden Street",
    "12345678",
    "98765432",
)
# Of the household: never on a page of the portal, whoever asks.
HIDDEN = ("Fictive-Hidden", "0612345678", "06 12 34 56 78", "Hidden Street")


def snapshot(env):
    """Return a digest of every row that an attack could change, table by table.

    Dates of the last change say nothing here: a test is one single transaction.
    """
    names = [name for name in env if name.startswith("food.aid.") and env[name]._auto]
    tables = {env[name]._table for name in names if not env[name]._abstract}
    tables -= {"food_aid_access_log"}
    tables |= {"mail_message", "mail_followers", "ir_attachment", "res_partner"}
    env.flush_all()
    queries = [
        f"SELECT '{table}', count(*), sum(hashtextextended(t::text, 0)) FROM {table} t"
        for table in sorted(tables)
    ]
    env.cr.execute(" UNION ALL ".join(queries))
    return sorted(env.cr.fetchall())  # the server answers in the order of its workers


class Listener(logging.Handler):
    """Keeps every line that is logged."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())
        if record.exc_info:
            self.lines.append(str(record.exc_info[1]))


@contextmanager
def listening():
    """Yield the lines that a server would log meanwhile, those of the access log included."""
    listener, root = Listener(), logging.getLogger()
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    # the test runner lets only critical errors through
    quiet = {one: one.level for one in (root, *loggers) if one.level > logging.INFO}
    root.addHandler(listener)
    for logger in quiet:
        logger.setLevel(logging.INFO)
    try:
        yield listener.lines
    finally:
        for logger, level in quiet.items():
            logger.setLevel(level)
        root.removeHandler(listener)


class WallMixin(FoodAidMixin):
    @classmethod
    def setUpWall(cls):
        cls.setUpFoodAid()
        cls.today = fields.Date.context_today(cls.env["food.aid.visit"])
        cls.users |= {
            "other": cls._create_portal("other", "manager", cls.other_association),
            "moved": cls._create_portal("moved", "manager", cls.association),
            "homeless": cls._create_portal("homeless", "manager", cls.env["res.partner"]),
            "plain": cls._create_user("plain", "base.group_portal"),
            "visitor": cls.env.ref("base.public_user"),
        }
        (cls.association | cls.other_association).write(
            {"lead_company_id": cls.company.id, "food_aid_step": "list"}
        )
        cls.things = {
            "shelf": cls._create_side(cls.service, "Samira", "manager"),
            "basket": cls._create_side(cls.other_service, "Boris", "other"),
            "office": {"orientation": cls._create_orientation(cls.prescriber, "Nadia O.")},
        }
        cls.things["office"] |= cls._create_links(cls.things["office"]["orientation"])
        for things in cls.things.values():
            things["company"] = cls.company
        for side, role in (("shelf", "volunteer"), ("basket", "other_volunteer")):
            cls.things[side]["user"] = cls.users[role]
        cls.told = {side: cls._get_told(things) for side, things in cls.things.items()}
        cls.env.flush_all()

    @classmethod
    def _create_portal(cls, login, role, organisation):
        user = cls._create_user(login, f"{GROUP}portal_{role}")
        user.food_aid_organisation_id = organisation
        return user

    @classmethod
    def _create_side(cls, service, first_name, login):
        """Return what an association of two or three people holds, one thing of each kind."""
        vals = {"last_name": "Fictive-Hidden", "street": "3 Hidden Street"}
        waiting_service = cls._create_service(
            service.organisation_id, name="Shop", admission="on_answer"
        )
        referral, waiting = (
            cls._create_referral(
                cls._create_household(first_name, **vals), one, state=state, level="initial"
            )
            for one, state in ((service, "accepted"), (waiting_service, "draft"))
        )
        waiting.procedure_name = "Housing"  # carried by the association
        waiting.action_send()
        user = cls.users[login]
        distribution = cls.env["food.aid.distribution"].with_user(user)._open(service.id, cls.today)
        answer = distribution._record(referral.id)
        closures, devices, messages, referrals, visits = (
            cls.env[f"food.aid.{model}"].with_user(user)
            for model in ("closure", "device", "team.message", "referral", "visit")
        )
        device_id = int(devices._enrol(f"Tablet {first_name}").partition("-")[0])
        return {
            "referral": referral,
            "waiting": waiting,
            "service": service,
            "distribution": distribution.sudo(),
            "visit": cls.env["food.aid.visit"].browse(answer["visit_id"]),
            "closure": closures._announce(cls.today, cls.today, f"Closed {first_name}").sudo(),
            "direct": referrals._welcome(f"{first_name} D.", 2, service_id=service.id).sudo(),
            "help": visits._help_now(service.id, "other", 1).sudo(),
            "orientation": cls._create_orientation(service.organisation_id, f"{first_name} O."),
            "message": messages._post(f"Bags for {first_name}", cls.today).sudo(),
            "device": devices.sudo().browse(device_id),
            "document": cls._create_document(),
        }

    @classmethod
    def _create_document(cls):
        return cls.env["food.aid.document"].create(
            {
                "name": "Rules",
                "company_id": cls.company.id,
                "file": b64encode(b"%PDF-1.4\n%%EOF\n"),
                "file_name": "rules.pdf",
                "date_published": cls.today,
            }
        )

    @classmethod
    def _create_orientation(cls, organisation, label):
        return cls.env["food.aid.orientation"].create(
            {
                "organisation_id": organisation.id,
                "company_id": cls.company.id,
                "label": label,
                "reach": "06 98 76 54 32",
            }
        )

    @classmethod
    def _create_links(cls, orientation):
        """Return {purpose: token} of mailed links: whoever holds one opens what it says."""
        links = cls.env["food.aid.invitation"]
        organisation, company = orientation.organisation_id, orientation.company_id
        return {
            "send": links._create_link(organisation, company, "send")._get_token(),
            "status": links._create_link(organisation, company, "status", orientation)._get_token(),
        }

    @classmethod
    def _get_told(cls, things):
        """Return what only the people of a side may be shown."""
        referrals = [things[key] for key in ("referral", "waiting") if key in things]
        words = {things["orientation"].label.split()[0], things["orientation"].name}
        for referral in referrals:
            household = referral.household_id
            words |= {referral.name, household.name, household.card_code}
        return words

    @contextmanager
    def _undone(self):
        """Take back whatever happens meanwhile, what people did over HTTP included."""
        savepoint = self.cr.savepoint()
        try:
            yield
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    def _find_leak(self, text, side):
        """Return what `text` tells to somebody who works for `side`, and should not."""
        forbidden = [*HIDDEN]
        for other, words in self.told.items():
            if other != side:
                forbidden += words
        return [word for word in forbidden if word in text]
