# Words of the register: titles, applications, reserved areas, holders, the check.

register-title = Map and register
register-lead = Every mineral title in the register, open to everyone.
register-description = Search and map of all registered mineral titles: holder, mineral, area, status, term, with a proof beside every record.
register-search = Title number, holder, place or mineral
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
holders-count-more = More than { $shown } holders
holders-empty = No holder has that name.
holders-name = Name contains
holders-titles = Titles

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
col-holders = Holders
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
col-share = Share
col-effective = In effect since

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
section-holders = Who holds it
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
boundary-corners-show = Show the corners
boundary-corners-cut = The first { $shown } corners are listed; the whole boundary is in the data.
boundary-as-handed-in = Coordinates as handed in
boundary-same = The same as the boundary of record
boundary-none = No boundary is known.
boundary-invalid = This outline is not valid. It is kept as it was handed in; nothing was repaired, and no area is given.
corner-part = Part
corner-ring = Ring
corner-n = Corner
corner-lon = Longitude
corner-lat = Latitude
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
check-corners-hint = Longitude then latitude, in the order you walk them. Decimal degrees (61.585, 29.271) or degrees, minutes and seconds (61° 35′ 5″ E, 29° 16′ 15″ N). In a grid system: easting then northing, in metres.
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
check-again = Change the coordinates
check-save = Save this answer
check-neighbour = Record
check-meaning = What it means
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
crs-own = Let Kaan tell from the file
no-island = The map works without script; with script it can be drawn on.
nearest-district = District
district-credit = District borders: © OpenStreetMap contributors, not the census's.
demonstration-register = Demonstration data: this register is real, but not Pakistan's. It shows how a whole register looks.
