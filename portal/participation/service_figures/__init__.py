"""How well the department serves: counted from its own rows, with the definition beside each."""
