"""The steps of the schema, one numbered module each, registered in `desktop.models.migrate`."""
