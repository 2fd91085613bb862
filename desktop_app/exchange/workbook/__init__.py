"""Workbooks in and out: the user's own sheets read with patience, the registers written as sheets.

Nothing here loads openpyxl, calamine or xlrd until a workbook is really read or written: together
they cost a quarter of a second that the first window does not have.
"""
