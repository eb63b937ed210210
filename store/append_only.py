"""Tables whose rows, once written, can be neither changed nor removed: the database itself refuses."""

from __future__ import annotations

from sqlalchemy import DDL, ExecutableDDLElement, Table, event

# `INSERT OR REPLACE` removes a row without asking the trigger on removal, so insertion of a taken id is refused too.
_SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table}: append only'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table}: append only'); END",
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, '{table}: append only'); END",
)
_POSTGRES = (
    "CREATE OR REPLACE FUNCTION xunjian_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '%: append only', TG_TABLE_NAME; END $$",
    "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION xunjian_append_only()",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION xunjian_append_only()",
)


def keep(table: Table) -> None:
    """Refuse every change of the table's rows, from the moment when it is created."""
    for dialect, statements in (("sqlite", _SQLITE), ("postgresql", _POSTGRES)):
        for statement in statements:
            written = statement.format(table=table.name).replace("%", "%%")  # DDL fills in by `%`
            ddl: ExecutableDDLElement = DDL(written)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))
