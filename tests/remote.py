"""Calls as a client makes them: public methods only, nothing left in the cache."""

from odoo.service.model import call_kw


def call(user, model, method, *args, **kwargs):
    """Call `method` of `model` as `user` over RPC; `args` begin with ids where it takes them."""
    env = user.env(user=user, su=False, context={})
    env.flush_all()
    env.invalidate_all()
    result = call_kw(env[model], method, list(args), kwargs)
    env.flush_all()
    env.invalidate_all()
    return result
