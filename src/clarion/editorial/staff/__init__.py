"""Who may make and change the accounts of staff."""
