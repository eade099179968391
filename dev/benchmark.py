"""The part of `bin/bench` that runs inside Odoo's shell: see `bench.py` for the protocol."""

import importlib.util
import json
from pathlib import Path

KEYS = ("name", "ratio", "ours_s", "floor_s", "n")


def run(env, file, address):
    spec = importlib.util.spec_from_file_location(Path(file).stem, file)
    subject = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(subject)
    for figure in subject.run(*([env, address] if address else [env])):
        line = {key: figure[key] for key in KEYS} | figure
        print(json.dumps(rounded(line)), flush=True)
    env.cr.rollback()


def rounded(figure):
    return {key: round(v, 6) if isinstance(v, float) else v for key, v in figure.items()}
