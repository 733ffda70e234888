"""Documents out: forms, tables, packets, and the verifier."""
