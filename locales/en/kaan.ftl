# Words of the program itself: what an export says of itself.

export-title = The public register, as files
export-what = Everything public that the register of mineral titles holds, at one position of its ledger. No program is needed to read it, and none of it may be changed without being seen.
export-log = the whole ledger: entries, hash tiles, signed checkpoint and public key (C2SP tlog-tiles)
export-data = each collection as GeoJSON lines and as CSV (WGS 84), with its sources and licences in a text beside it
export-manifest = every file by length and SHA-256, and the position of the ledger
export-check = Check it, or make a working register of it, with the program Kaan:
