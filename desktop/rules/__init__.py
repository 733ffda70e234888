"""The plan's rules as pure functions over facts; no database, no Qt."""
