"""Loads the barème's engine by path and builds what it reads; works without Odoo."""

import importlib.util
import json
import unittest
from pathlib import Path

try:
    from odoo.tests import BaseCase, tagged
except ImportError:
    BaseCase = unittest.TestCase

    def tagged(*_tags):
        return lambda case: case


HERE = Path(__file__).resolve().parent
ENGINE = HERE.parent / "tools" / "scale.py"
CASES = json.loads((HERE / "data" / "scale_cases.json").read_text())


def load_engine():
    loader = importlib.util.spec_from_file_location("scale_engine", ENGINE)
    module = importlib.util.module_from_spec(loader)
    loader.loader.exec_module(module)
    return module


scale = load_engine()


def tiers(*entries):
    return {"mode": "tiers", "tiers": list(entries)}


def make_spec(**keys):
    below_eight = {"below": "8", "outcome": "granted", "rate": "10"}
    return {"outcome": tiers(below_eight, {"outcome": "refused"})} | keys


def person(role="applicant", birthdate="1980-01-15", **keys):
    return {"role": role, "birthdate": birthdate} | keys


def make_case(income="0", *members, day="2024-03-01", **expenses):
    lines = [{"kind": "income", "category": "wage", "amount": income}]
    for category, amount in expenses.items():
        lines.append({"kind": "expense", "category": category, "amount": amount})
    return {"date": day, "members": list(members) or [person()], "lines": lines}
