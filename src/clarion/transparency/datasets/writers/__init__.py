"""One module a family of formats. Each writes into a folder what a `Ground` holds, and names the files."""
