"""The register: demands, their workflow and their confidential dossiers. Pure Django, never Wagtail."""
