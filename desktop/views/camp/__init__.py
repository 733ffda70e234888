"""The page 線上英語營."""
