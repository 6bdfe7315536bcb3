"""How the site looks beyond what is the same in every house: its colours, fonts and marks."""
