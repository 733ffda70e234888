"""The page 送件."""
