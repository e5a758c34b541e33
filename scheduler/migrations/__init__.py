"""The database's schema, step by step (Alembic). `scheduler db upgrade` walks them."""
