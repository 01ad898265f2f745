"""Nothing of a person is left on the machine after her: whole processes, memory and disk."""
