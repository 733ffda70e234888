"""The page 活動報名."""
