"""Pages over any register: the plain table, workbooks coming in, search."""
