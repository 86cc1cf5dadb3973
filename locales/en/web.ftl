# Words of the shell: header, footer, problems in general, maps, forms.

site-name = Kaan
site-others = کان · 勘
site-tagline = Open register of minerals
shell-skip = Skip to the content
shell-nav = Main
shell-languages = Language
shell-search = Search the register
shell-search-button = Search
shell-ledger = Ledger position { $size }
shell-as-data = This page as data
shell-share = Share this page
shell-copied = The address was copied
shell-offline = Not connected. What you see may be out of date; what you typed is kept on this page.
shell-not-official = Kaan is not an official system of any government. The register of the licensing authority prevails.
shell-demonstration = Demonstration: real public data, shown as what it is. Each collection names its source.
shell-licence = Software under Apache 2.0. Data under the licence that each collection names.
shell-printed = Printed from
nav-map = Map and register
nav-projects = Projects
nav-check = Is it free?
nav-ledger = Ledger
nav-data = Data
nav-about = About
nav-search = Search
foot-about = About Kaan
foot-sources = Sources and licences
foot-accessibility = Accessibility
foot-api = For programs
foot-deposits = Deposits
foot-occurrences = Occurrences
foot-holders = Holders

zone-pakistan = Pakistan time
zone-beijing = Beijing time
compass-north = N
compass-south = S
compass-east = E
compass-west = W

map-note = Boundaries are indicative and imply no position on their legal status. WGS 84. Made with Natural Earth.
legend-title = What the signs mean
legend-mining = Mining lease
legend-exploration = Exploration licence
legend-retention = Retention licence
legend-application = Application
legend-reserved = Reserved area
legend-overlap = Overlap
legend-project = Project
legend-deposit = Deposit
legend-occurrence = Occurrence
legend-own = Your ground
legend-here = This record
legend-alternative = Where another source puts it
legend-other = Other title


problem-title-missing = Not found
problem-title-invalid = This cannot be read
problem-title-refused = Not possible
problem-title-busy = Busy just now
problem-title-fault = Something broke on our side
problem-number = Number of the request:
problem-code = Code:
problem-at = In:
problem-next = What you can do
problem-next-missing = Check the address for slips, or search for a number, a holder, a place or a mineral.
problem-next-invalid = Go back, correct what is named here and try again. What you typed is still in the form.
problem-next-refused = Read the reason above. The page before is unchanged.
problem-next-busy = Wait a few seconds and load the page again. Nothing was lost.
problem-next-fault = Try again in a minute. If it stays broken, tell whoever runs this site the number of the request. Nothing was changed by this attempt.
problem-home = To the first page
problem-typed = What you typed
problem-typed-lead = Nothing of it was done, and nothing of it is kept. Copy from here what you still need.
problem-search = Search
problem-not-found = There is no page at this address.
problem-too-large = What was sent is larger than this address takes.
problem-too-slow = The request took too long to arrive.
problem-media-type-not-supported = What was sent has a format that this address does not read.
problem-busy = The register has too much to do at this moment.
problem-malformed-request = The request is malformed and could not be read.
problem-form-broken = The form arrived broken and could not be read.
problem-unknown-language = The language must be one of en, zh and ur.
problem-fault = The answer could not be made. The fault was noted with the number of this request.

# Who is signed in, rights, limits.
problem-token-not-known = This token is not known: it was revoked, has ended, or was never given.
problem-foreign-form = This form did not come from a page of this site, or its page is too old. Open the page again and send it from there.
problem-too-many-requests = Too many requests came from you in a short time. Try again in { $seconds } seconds.
problem-section = The rule:
problem-title-sign-in = Sign in
problem-next-sign-in = Sign in in a second tab, then load this page again here: your browser then sends what you typed once more, and nothing is lost.
problem-sign-in = Sign in in a second tab
shell-account-nav = Your account
shell-sign-in = Sign in
shell-sign-out = Sign out
shell-account = Account
shell-inbox-short = Inbox
shell-inbox = { $count ->
    [0] Inbox, nothing new
    [one] Inbox, { $count } new notice
   *[other] Inbox, { $count } new notices
}
shell-registrations = Registrations
shell-office = Office
shell-record = Record of acts
foot-parties = Companies and authorities
