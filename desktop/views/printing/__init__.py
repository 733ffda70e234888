"""Preview and printing of PDF."""
