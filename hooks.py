def pre_init_hook(env):
    """Trigram search needs an extension that a database owner may create (trusted)."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
