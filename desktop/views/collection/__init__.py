"""收發彙整: rounds with the agencies."""
