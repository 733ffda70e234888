"""Foreign files into checked drafts; no database."""
