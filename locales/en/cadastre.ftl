# Words of the register: titles, applications, reserved areas, holders, the check.

register-title = Map and register
register-lead = Every mineral title in the register, open to everyone.
register-description = Search and map of all registered mineral titles: holder, mineral, area, status, term, with a proof beside every record.
register-number = Title number begins with
register-table-only = Table only
register-with-map = Map and table
register-count = { $count ->
    [0] No titles match
    [one] { $shown } title
   *[other] { $shown } titles
  }
register-count-more = More than { $shown } titles
register-filters = Narrow the result
register-show = Show results
register-clear = Clear the filters
register-any = All
register-empty = No title matches what you asked for.
register-empty-next = Take a filter away, or look at the whole register.
register-in-view = Only titles that meet the map's view are listed.
register-whole = The whole register, without the map's view
register-as-of = As of ledger position { $size }

applications-title = Applications
applications-lead = Applications stand here from the moment they are received, so that nobody has to ask whether ground is already applied for.
applications-description = Public register of applications for mineral titles, with date, kind, area and applicant.
applications-count = { $count ->
    [0] No applications match
    [one] { $shown } application
   *[other] { $shown } applications
  }
applications-count-more = More than { $shown } applications
applications-empty = No application matches what you asked for.

reserved-title = Reserved areas
reserved-lead = Ground that is closed or restricted. Some kinds only ask for a consent; the kind says which.
reserved-description = Areas reserved from mineral titles, or open only with consent.
reserved-count = { $count ->
    [0] No reserved areas match
    [one] { $shown } reserved area
   *[other] { $shown } reserved areas
  }
reserved-count-more = More than { $shown } reserved areas
reserved-empty = No reserved area matches what you asked for.

holders-title = Holders
holders-lead = Who holds mineral titles, and how many.
holders-description = All holders of mineral titles in the register, with their titles.
holders-count = { $count ->
    [0] No holders match
    [one] { $shown } holder
   *[other] { $shown } holders
  }
holders-empty = No holder has that name.
holders-name = Name contains

title-page = Mineral title { $number }
title-page-description = Mineral title { $number }: holder, area, status, term, boundary, overlaps and ledger entries.
application-page = Application { $number }
application-page-description = Application { $number } for a mineral title: applicant, area, date, boundary and ledger entries.
reserved-page = Reserved area { $number }
reserved-page-description = Reserved area { $number }: kind, boundary, area and ledger entries.
holder-page = { $name }
holder-page-description = All mineral titles and applications of { $name } in the register.

col-number = Number
col-kind = Kind
col-holder = Holder
col-applicant = Applicant
col-mineral = Mineral
col-area = Area
col-status = Status
col-granted = Granted
col-applied = Received
col-until = Until
col-register = Register
col-district = District
col-standing = Standing
col-name = Name

kind-reconnaissance = Reconnaissance licence
kind-exploration = Exploration licence
kind-retention = Retention licence
kind-mining = Mining lease
kind-other = Other title
kind-as-written = { $kind } in the register's own words

standing-registered = Registered
standing-reported = Reported, not registered
standing-reported-note = Known only from public reports. No register that Kaan has received confirms it, and its boundary is not known.

status-active = In force
status-expired = Expired
status-surrendered = Surrendered
status-cancelled = Cancelled
status-refused = Refused
status-pending = Under review
status-suspended = Suspended
status-unknown = Not stated
status-as-written = “{ $status }” as written in the register

section-ground = The ground
section-facts = What the register says
section-neighbours = Neighbours
section-boundary = Boundary of record
section-history = History and proof
section-titles = Titles
section-applications = Applications

area-ellipsoid = On the WGS 84 ellipsoid, for sides straight in longitude and latitude.
area-claimed = Area as written in the register
area-withheld = Withheld: the outline is not valid
area-unknown = Not known: no boundary has been received
perimeter = Perimeter
boundary-rule = Sides between corners
boundary-rule-straight-lonlat = Straight in longitude and latitude
boundary-crs = Coordinate system as handed in
boundary-operation = Operation to WGS 84
boundary-operation-none = None needed
boundary-accuracy = Accuracy of position
boundary-accuracy-unknown = Not stated
boundary-corners = { $count ->
    [one] { $shown } corner
   *[other] { $shown } corners
  }
boundary-corners-cut = The first { $shown } corners are listed; the whole boundary is in the data.
boundary-as-handed-in = Coordinates as handed in
boundary-same = The same as the boundary of record
boundary-none = No boundary is known.
boundary-invalid = This outline is not valid. It is kept as it was handed in; nothing was repaired, and no area is given.
corner-part = Part
corner-n = Corner
ring-shell = outer
ring-hole = hole { $n }

neighbours-none = No overlap with another title is recorded.
neighbours-inherited = These overlaps came in with the register as it stood. They are shown as they are, not resolved.
neighbour-shared = Shared ground
neighbour-relation = Relation
relation-overlap = Overlap
relation-sliver = Sliver
relation-touch = Touch

term-none = Not stated
holder-unknown = Not stated
holder-masked = Name of a natural person, masked in the source

check-title = Is this ground free?
check-lead = Give the corners of a piece of ground. The answer names every title, application and reserved area that meets it. No sign-in; nothing you enter is kept.
check-description = Check any piece of ground against all titles, applications and reserved areas, without sign-in, with exact verdicts.
check-corners = Corners, one a line
check-corners-hint = Longitude then latitude, in the order you walk them. Decimal degrees ({ $decimal }) or degrees, minutes and seconds ({ $dms }). In a grid system: easting then northing, in metres. An empty line begins another part.
check-crs = Coordinate system
check-crs-hint = As written on your map or licence.
check-file = Or a file
check-file-hint = GeoJSON, KML or KMZ, zipped Shapefile, GeoPackage, CSV or XLSX with corners. At most { $megabytes } MB.
check-button = Check this ground
check-result = Answer
check-valid-free = No title, application or reserved area in this register meets this ground.
check-valid-free-note = It says what this register holds today. It does not say that the law opens the ground, and it gives no right.
check-valid-met = { $count ->
    [one] One record meets this ground.
   *[other] { $shown } records meet this ground.
  }
check-more = Only the first { $shown } are listed.
check-invalid = The outline is not valid, so no answer can be given yet.
check-time = Checked at
check-position = Against the register at ledger position
check-area = Area
check-perimeter = Perimeter
check-place = Where it lies
check-outside-basemap = No district is known here.
check-accuracy = Position accuracy of your coordinates
check-operation = Coordinate operation
check-feature = Parcel { $n }
check-file-notes = What was left out of the file or assumed
check-file-row = first in row { $row }
check-again = Change the coordinates
check-save = Save this answer
check-neighbour = Record
check-takes = Shared ground
check-share = Part of yours
means-overlap-exclusive = An exclusive right: new exclusive rights cannot be granted over the shared ground.
means-overlap-open = Not an exclusive right: it may need a consent, but does not exclude yours.
means-overlap-application = An earlier application: it comes first where the order of receipt decides.
means-overlap-reserved = Closed or restricted: read the kind of the reserved area.
means-sliver = Thinner than the tolerance of survey: not counted as an overlap; the shared border should be surveyed.
means-touch = A shared border or corner only: no shared ground.
means-uncertain = Thinner than the error of the positions: uncertain, not a conflict. A survey decides.

certainty-certain = Certain
certainty-uncertain = Uncertain
crs-own = As the file says; corners typed: WGS 84 in degrees
nearest-district = District
demonstration-register = Demonstration data: this register is real, but not Pakistan's. It shows how a whole register looks.

register-lists = Lists of the register
register-tab = Titles
applications-tab = Applications
reserved-tab = Reserved areas
applications-number = Number begins with
reserved-number = Number begins with
register-more-filters = More filters
register-none-here = No title with a known boundary lies in this part of the map.
applications-none-here = No application with a known boundary lies in this part of the map.
reserved-none-here = No reserved area with a known boundary lies in this part of the map.
register-projects-here = The marks are projects.
collection-titles-title = Mineral titles
collection-titles-description = Mineral titles: number, kind, status, holders, minerals, term, boundary, area.
collection-applications-title = Applications
collection-applications-description = Applications for mineral titles: number, kind, applicants, day received, boundary, area.
collection-reserved-areas-title = Reserved areas
collection-reserved-areas-description = Ground that is closed or restricted: number, kind, name, boundary, area.
register-elsewhere = Registers with ground elsewhere:
register-stands-for = as of
registers-title = Registers
registers-none = No register has been brought in yet.
register-map = Map of the titles that match
applications-map = Map of the applications that match
reserved-map = Map of the reserved areas that match
demonstration-tag = demonstration
data-this-result = This result as GeoJSON
data-this-record = This record as data
data-whole = Whole collection
data-whole-geopackage = Whole collection as GeoPackage
data-whole-csv = Whole collection as CSV
map-move = Move the map
map-in = Closer
map-out = Farther
map-west = West
map-east = East
map-north = North
map-south = South
map-home = Pakistan
map-thinned = { $shown } of { $all } are drawn: the largest of each square. Go closer to see them all; the table lists them all.
pager-first = First page
pager-next = Next page

holders-records = Titles and applications
holders-more = { $count ->
    [one] and { $shown } more
   *[other] and { $shown } more
  }
holders-empty-next = Try a shorter part of the name.
holder-one = Holder
holder-map = Map of the ground of { $name }
holder-masked-note = The source masks the names of natural persons. Kaan does not know who this is; the mask is the same wherever the source used it.
holder-area-unknown = { $count ->
    [one] { $shown } of them without a known area
   *[other] { $shown } of them without a known area
  }
holder-all = { $count ->
    [one] The one record
   *[other] All { $shown } records
  }
holder-none = No title or application names this holder any more.
holder-sum-note = Where a title has several holders, its whole area is counted for each. Overlapping titles are counted twice.

application-one = application
reserved-one = Reserved area
col-type-code = Code of the office
area-withheld-short = withheld
area-as-stated = as stated
area-unknown-short = not known
boundary-place = at part.ring.corner
corner-decimal = Degrees
corner-dms = Degrees, minutes, seconds
record-map = Map of { $number } and its neighbours
record-on-map = See it on the large map
neighbour-width = mean width
neighbours-more = { $count ->
    [one] and { $shown } more
   *[other] and { $shown } more
  }
history-none = No entry of the ledger speaks of this record yet.
entry-what-registered = Taken over from the register as it was handed in.
entry-what-reported = Recorded from public reports.
entry-what-corrected = Facts corrected by a later file of the register.
entry-what-continued = Part of a long entry.
entry-what-other = Another entry.
page-address = Address of this page
qr-alt = QR code of the address of this page

missing-title = Not in the register
missing-title-no = There is no title of this number:
missing-application-no = There is no application of this number:
missing-reserved-no = There is no reserved area of this number:
missing-near = Numbers near it
missing-search = Search for it
missing-search-button = Search
missing-list = See the whole list

check-example = An example, filled in and answered
check-wrong = This could not be read
check-line = Line { $line }:
check-plausible = Likely:
check-api = The same check for programs
check-swap = Exchange longitude and latitude in the file
check-file-again = Choose the file again:
check-own = Your ground
check-map = Map of your ground and its neighbours
check-parcel = Parcel
check-parcels = { $count ->
    [one] { $shown } parcel was checked.
   *[other] { $shown } parcels were checked.
  }
check-parcels-more = The file holds more; only the first { $shown } are answered here.
check-valid-beside = { $count ->
    [one] Nothing overlaps this ground. One record only touches it, or shares less than the tolerance of survey.
   *[other] Nothing overlaps this ground. { $shown } records only touch it, or share less than the tolerance of survey.
  }
check-unjudged = These records have outlines that are not valid, so that nobody can say whether they meet this ground:
check-unjudged-more = { $count ->
    [one] and { $shown } more
   *[other] and { $shown } more
  }
check-registers = Registers asked
check-fatal = wrong
check-note = note

crs-group-degrees = Degrees
crs-group-pakistan = Metres, Pakistan
crs-group-china = Metres, China
crs-group-australia = Metres, Northern Territory
crs-wgs84 = WGS 84, as GPS gives it
crs-cgcs2000 = CGCS2000
crs-kalianpur = Kalianpur 1962, older maps of Pakistan
crs-gda94 = GDA94
crs-utm = WGS 84 / UTM zone { $zone }N
crs-kalianpur-utm = Kalianpur 1962 / UTM zone { $zone }N
crs-kalianpur-grid = Kalianpur 1962 / India zone { $zone }
crs-gk = CGCS2000 Gauss-Krüger, meridian { $zone }°E
crs-gk-3 = CGCS2000 3-degree Gauss-Krüger, meridian { $zone }°E, zone { $prefix } before the easting
crs-gk-6 = CGCS2000 6-degree Gauss-Krüger, meridian { $zone }°E, zone { $prefix } before the easting
crs-mga = GDA94 / MGA zone { $zone }

# What the codes of problems mean: faults of outlines.
problem-empty-outline = There is no corner. Give at least three.
problem-too-many-corners = The outline has more corners than can be checked at once.
problem-beyond-range = A corner lies outside the range of its coordinate system. Look for a missing digit or a wrong system.
problem-unclosed = The last corner is not the first. Repeat the first corner at the end.
problem-too-few-corners = An outline needs at least three different corners.
problem-zero-area = The corners lie on one line and enclose no ground.
problem-spike = The outline runs out along a line and back on itself. Take the corner at its tip away.
problem-bow-tie = The outline crosses itself once, like a bow tie. Mostly two neighbouring corners have changed places.
problem-self-crossing = The outline crosses itself. Check the order of the corners.
problem-self-overlap = Two sides of the outline run along each other.
problem-ring-self-touch = The outline comes back to a corner or side of its own.
problem-repeated-ring = The same ring is given twice.
problem-rings-crossing = Two rings of one part cross each other.
problem-hole-outside = A hole lies outside the outline that it belongs to.
problem-nested-holes = A hole lies within another hole.
problem-interior-cut = Holes that touch cut the ground apart.
problem-overlapping-parts = Two parts of the parcel share ground.
problem-adjacent-parts = Two parts of the parcel share a stretch of border: they are one part.
problem-outside-jurisdiction = A corner lies outside the country of the register.
problem-axes-probably-swapped = Longitude and latitude have probably changed places: exchanged, the ground would lie where it is expected.
problem-too-intricate = The outline crosses itself so often that not all places can be named.

# Notes: the outline stays valid.
problem-ring-closed = The last corner was not the first; the outline was closed.
problem-repeated-corner = A corner was given several times in a row; it counts once.
problem-near-points = Two corners lie very near to each other; both were kept.
problem-near-points-merged = Corners that lie nearer than any survey can tell apart were taken as one.
problem-z-dropped = Heights were left out.
problem-crs-member-obsolete = The file names its coordinate system in the way of GeoJSON 2008; that was followed.
problem-datum-shifted = The corners were moved to WGS 84 from another datum.
problem-accuracy-unknown = Nobody has stated how exact that move is.
problem-encoding-guessed = The file does not say how its letters are coded; that was guessed.
problem-encoding-broken = Some letters of the file cannot be read.
problem-not-a-polygon-skipped = What is not an area was passed over.
problem-row-skipped = A row without coordinates was passed over.
problem-attributes-missing = The shapefile came without its table.
problem-external-link-ignored = A reference to another file was not followed.
problem-several-outlines = The list holds several outlines.

# Questions that a file leaves open.
problem-crs-missing = Nothing says which coordinate system these numbers are in. Choose it.
problem-crs-contradicts-coordinates = The numbers cannot be in the coordinate system that the file names. Choose the right one.
problem-crs-contradicts-attributes = Columns of the file place it elsewhere than its coordinate system does. Choose the system.
problem-axes-look-swapped = Longitude and latitude seem to have changed places. Exchange them and try again.
problem-datum-not-supported = This coordinate system is not one that Kaan can place. Choose one of the list.

# Files and texts that cannot be read.
problem-file-empty = The file is empty.
problem-file-too-large = The file is too large.
problem-file-unreadable = The file could not be read.
problem-file-truncated = The file ends too early: part of it is missing.
problem-file-broken = The file is damaged.
problem-format-unknown = The format of the file is not known.
problem-shapefile-not-zipped = A shapefile is several files: send them together as one zip.
problem-needs-a-file = This format cannot be taken here. Send it as GeoJSON or zipped Shapefile.
problem-encoding-unknown = The file names a coding of letters that is not known.
problem-layer-missing = The file has no such layer, or none with areas.
problem-layer-unclear = The file has several layers. Send one of them alone.
problem-columns-unclear = No columns of coordinates were found. Name them longitude and latitude, or easting and northing.
problem-not-geojson = This is not GeoJSON with an area.
problem-not-json = This is not JSON.
problem-json-broken = The JSON is damaged.
problem-xml-broken = The XML is damaged.
problem-csv-broken = The table is damaged.
problem-xlsx-broken = The spreadsheet is damaged.
problem-drawing-broken = The drawing is damaged.
problem-shapefile-broken = The shapefile is damaged.
problem-table-broken = The table of the shapefile is damaged.
problem-zip-broken = The zip is damaged.
problem-zip-too-large = The zip holds too much.
problem-zip-too-many-entries = The zip holds too many files.
problem-zip-unsafe-name = A file in the zip has a name that leads out of it.
problem-too-deep = Lists lie too deep within each other.
problem-too-many-features = The file holds too many parcels.
problem-too-many-corners-in-file = The file holds too many corners.
problem-too-many-columns = The table has too many columns.
problem-attribute-too-long = A text in the file is too long.
problem-stopped = Reading took too long. Send a smaller file.
problem-geometry-broken = A shape in the file is damaged.
problem-geometry-missing = There is no area in it.
problem-geometry-not-polygon = Only areas can be checked: a Polygon or a MultiPolygon.
problem-geometry-not-supported = A shape of this kind cannot be checked.
problem-curve-not-supported = Curves cannot be checked. Replace them by straight sides.
problem-wkt-broken = The well-known text is damaged.
problem-number-broken = A number cannot be read.
problem-number-not-finite = A coordinate is not a number.
problem-zone-broken = The zone of a row cannot be read.
problem-zones-mixed = One outline has corners in several zones.
problem-group-apart = The corners of one outline do not stand together in the file.
problem-not-a-feature = An entry of the file is not a feature.
problem-too-many-rings = A parcel has too many rings.
problem-one-feature-only = One feature at a time: send several as a file.
problem-crs-unread = The coordinate system cannot be read. Give an EPSG code.
problem-mapping-unfit = The mapping does not fit the file.
problem-file-beside-unread = The file that the mapping names beside it cannot be read.
problem-corner-unread = This is not a corner. Write longitude and latitude, or easting and northing.

# Addresses.
problem-wrong-filter = There is no such value. Choose one of the list.
problem-wrong-page-token = This does not begin a page. Begin again from the first.
problem-wrong-tile-address = This is no address of a map tile. It must be zoom/column/row.mvt within the grid.
problem-unknown-holder = There is no holder of this key.
problem-too-many-parameters = The address has too many parameters.
