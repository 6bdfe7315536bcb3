"""`python -m clarion` is the `clarion` command."""

import sys

from clarion.cli import main

sys.exit(main())
