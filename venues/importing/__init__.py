"""Bringing a municipality's own files in: areas, population, venues; the rest for other rooms.

`findings` says what can be wrong, with stable codes. `tables` opens CSV and XLSX, `columns` knows
which columns there are, `reading` turns cells into values, `running` does all of a file or nothing.
"""
