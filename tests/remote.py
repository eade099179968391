"""Calls as a client makes them: public methods only, nothing left in the cache."""

import inspect

from odoo.exceptions import AccessError
from odoo.service.model import call_kw, get_public_method


def call(user, model, method, *args, **kwargs):
    """Call `method` of `model` as `user` over RPC; `args` begin with ids where it takes them."""
    env = user.env(user=user, su=False, context={})
    env.flush_all()
    env.invalidate_all()
    result = call_kw(env[model], method, list(args), kwargs)
    env.flush_all()
    env.invalidate_all()
    return result


def public_methods(records):
    """Yield (name, method) of all that a client may call on `records`."""
    for name, _method in inspect.getmembers(type(records), callable):
        try:
            yield name, get_public_method(records, name)
        except AccessError:
            continue
