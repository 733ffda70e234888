"""The page 行事曆."""
