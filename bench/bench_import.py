"""A register of 5 000 lines through the import job, against a bare `create` of the same records.

The floor creates, quietly and in batches of the same size, households, members, requests and
budgets with the values that the job made: no file, no mapping, no recognition, no lines.
"""

import base64
import io
import random
import resource
import time

import xlsxwriter

from odoo.addons.food_aid.models.register.food_aid_import_run import CHUNK, QUIET

ROWS = 5_000
HEADERS = (
    *("N° dossier", "Date demande", "Orienté par", "Nom", "Prénom", "Né(e) le", "Adresse", "CP"),
    *("Ville", "Téléphone", "Situation familiale", "Conjoint né(e) le", "Enfants nés le"),
    *("Logement", "Situation professionnelle", "Salaire", "RSA", "Prest. familiales", "APL"),
    *("Loyer", "Énergie", "Eau", "Assurances", "Mutuelle", "Téléphone / Internet", "Transport"),
    *("Besoins exprimés", "1re demande"),
)
SPEC = {
    "basis": "remaining",
    "divisor": "30",
    "outcome": {
        "mode": "tiers",
        "tiers": [
            {"below": "5", "outcome": "granted", "rate": "0"},
            {"below": "9", "outcome": "granted", "rate": "10"},
            {"outcome": "commission"},
        ],
    },
}


def run(env):
    yield measure(env, ROWS)


def measure(env, rows):
    env = env(context=dict(env.context, **QUIET))
    scale = env["food.aid.scale"].create({"name": "Bench"})
    version = scale._import_spec(SPEC)
    version.date_from = "2010-01-01"
    version.action_open()
    job = env["food.aid.import"].create(
        {"file": base64.b64encode(register(rows)), "file_name": "b.xlsx", "scale_id": scale.id}
    )
    job._preview()
    start = time.perf_counter()
    job._run()
    env.flush_all()
    ours = time.perf_counter() - start
    assert job.done_count == rows, job.line_ids.filtered("reason")[:3].mapped("reason")
    values = collect(job)
    env.invalidate_all()
    start = time.perf_counter()
    create(env, values)
    floor = time.perf_counter() - start
    return {
        "name": "import of a register",
        "ratio": ours / floor,
        "ours_s": ours,
        "floor_s": floor,
        "n": rows,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def register(rows):
    """A spreadsheet of fictitious households, each its own."""
    draw = random.Random(2026)
    stream = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        for number in range(1, rows + 1):
            sheet.write_row(number, 0, line(number, draw))
    return stream.getvalue()


def line(number, draw):
    family = draw.choice(("Seul(e)", "Couple", "Monoparental", "Couple avec enfants"))
    partner = birth(draw, 1960, 1995) if family.startswith("Couple") else ""
    births = [birth(draw, 2001, 2015) for _child in range(draw.randint(1, 4))]
    children = "; ".join(births) if family in ("Monoparental", "Couple avec enfants") else ""
    return (
        *(f"{number:05}", birth(draw, 2016, 2017), "CAF", f"FICTIVE{number}", "Samira"),
        *(birth(draw, 1950, 1995), f"{number} rue Fictive", "62220", "Testville"),
        *(f"06{number:08}", family, partner, children, "Locataire HLM", "Salarié(e)"),
        *(f"{draw.randint(300, 900)},50 €", 200, 130, draw.randint(100, 300)),
        *(draw.randint(300, 600), 95, 30, 40, "45,00", 30, 65),
        *(draw.choice(("", "Emploi", "Budget, Emploi")), draw.choice("ON")),
    )


def birth(draw, first, last):
    return f"{draw.randint(1, 28):02}/{draw.randint(1, 12):02}/{draw.randint(first, last)}"


def collect(job):
    """Values of all that the job made, grouped by household."""
    members = ("role", "status", "first_name", "last_name", "birthdate", "birth_year", "phone")
    found = []
    for household in job.line_ids.household_id:
        request, assessment = household.request_ids, household.assessment_ids
        found.append(
            (
                {
                    "legacy_reference": household.legacy_reference,
                    "street": household.street,
                    "housing": household.housing,
                    "commune_id": household.commune_id.id,
                    "company_id": household.company_id.id,
                    "referent_id": False,
                    "date_last_operation": household.date_last_operation,
                },
                [
                    {"company_id": household.company_id.id}
                    | {name: member[name] for name in members}
                    for member in household.member_ids
                ],
                {
                    "date": request.date,
                    "channel": request.channel,
                    "declared_rank": request.declared_rank,
                    "needs_text": request.needs_text,
                    "prescriber_text": request.prescriber_text,
                },
                {
                    "date": assessment.date,
                    "scale_version_id": assessment.scale_version_id.id,
                    "line_ids": [(0, 0, budget_line(one)) for one in assessment.line_ids],
                },
            )
        )
    return found


def budget_line(one):
    return {"category_id": one.category_id.id, "declared_amount": one.declared_amount}


def create(env, values):
    for start in range(0, len(values), CHUNK):
        batch = values[start : start + CHUNK]
        households = env["food.aid.household"].create([one[0] for one in batch])
        pairs = list(zip(households, batch, strict=True))
        env["food.aid.household.member"].create(
            [{"household_id": home.id} | member for home, one in pairs for member in one[1]]
        )
        requests = env["food.aid.request"].create(
            [{"household_id": home.id} | one[2] for home, one in pairs]
        )
        env["food.aid.assessment"].create(
            [
                {"household_id": home.id, "request_id": request.id} | one[3]
                for (home, one), request in zip(pairs, requests, strict=True)
            ]
        )
        env.flush_all()
        env.invalidate_all()
