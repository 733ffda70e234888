"""The tests mirror `desktop/`; beside them stand the laws of the repository and the rigs."""
