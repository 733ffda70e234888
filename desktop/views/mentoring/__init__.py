"""電子師徒: pools, board of pairs, and the pairs of the year."""
