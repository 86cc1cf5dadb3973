# Words of the office of an organisation, of the inbox and of the demonstration’s mailbox.

office-title = Office
office-tabs = Parts of the office
office-tab-home = Overview
office-tab-people = People
office-tab-delegations = Delegations
office-tab-invitations = Invitations
office-tab-hours = Hours
office-tab-letterhead = Letterhead
office-tab-contacts = Contacts
office-tab-emergency = Emergency access

office-choose-title = Your organisations
office-choose-lead = You have roles in these organisations. Choose one.
office-choose-empty = You have no role in an organisation. The organisations in which you have one would stand here.
office-choose-next = Ask an administrator of your organisation for an invitation, or register your company.
office-choose = Choose…
office-today = Today
office-open = open now
office-closed = closed now
office-hours-unknown = no hours set
office-people-count = { $count ->
    [one] { $count } person with a role
   *[other] { $count } people with a role
  }
office-contacts-count = { $count ->
    [0] no contact officer named
    [one] { $count } contact officer
   *[other] { $count } contact officers
  }
office-letterhead-there = letterhead set
office-letterhead-lacking = no letterhead yet
office-public-page = The organisation’s public page
office-back = Back without doing it
office-optional = (optional)
office-wrong = Please look at this again
office-everywhere = no limit
office-no-end = no end
office-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
  }

office-people-title = People and their roles
office-people-lead = Whoever holds a role here acts for the organisation. Roles are ended, never deleted.
office-people-empty = Nobody holds a role here yet. Send an invitation to the first colleague.
office-give-title = Give a colleague a role
office-give-lead = The colleague is told, and can use the role at once. The ledger records that the role was given, without the name.
office-give-button = Give the role
office-end-role = End
office-end-role-of = End the role of { $name }
office-col-person = Person
office-col-from = From
office-col-until = Until
office-col-given-by = Given by
office-program = the server’s operator
office-col-state = State
office-state-now = in force
office-state-later = begins later
office-state-ended = ended
office-state-open = open
office-state-accepted = accepted
office-state-withdrawn = withdrawn
office-state-expired = expired

office-delegations-title = Delegations
office-delegations-lead = Who acts with a colleague’s role, and until when. An administrator can end a delegation at any time.
office-delegations-empty = Nobody here has delegated a role. Delegations would stand here with their end.
office-delegations-next = Delegate a role of your own
office-end-delegation = End
office-end-delegation-of = End the delegation to { $name }
office-col-whose = Whose role
office-col-to-whom = To whom

office-invitations-title = Invitations
office-invitations-lead = An invitation is a role that waits for somebody. Its link works once, for the invited address alone.
office-invitations-empty = No invitation was sent yet. Invite a colleague by e-mail.
office-invite-title = Invite somebody
office-invite-lead = The person gets a letter with a link, opens an account or signs in, and has the role. The link is shown to nobody else, not to you either.
office-invite-button = Send the invitation
office-withdraw = Withdraw
office-withdraw-of = Withdraw the invitation to { $email }
office-col-inviter = Invited by
office-col-sent = Sent
office-col-link-until = Link works until

office-hours-title = Working hours and holidays
office-hours-lead = Periods that the law counts in working days follow these hours and holidays.
office-hours-empty = No hours were set. While there are none, working days of this office cannot be counted.
office-hours-change = Change the hours
office-hours-how = Write ranges such as 09:00-13:00, 14:00-17:00. Leave a day empty if the office is closed.
office-hours-public = Hours are public and each change stands in the ledger. A period that has ended is not changed by it.
office-hours-button = Set the hours
office-week = The week
office-zone-pakistan = Pakistan time
office-zone-beijing = Beijing time
office-zone-utc = Universal time
office-closed-day = closed
office-periods = What it does to periods
office-periods-lead = A period that begins today ends on the day beside it. Today:
office-periods-empty = Set the hours first; the ends of periods would stand here.
office-working-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
  }
office-never = never: the office is closed
office-holidays = Holidays
office-holidays-empty = No holidays were entered. Take over the list of the year, or add a day.
office-holidays-past = { $count ->
    [one] { $count } day that is past
   *[other] { $count } days that are past
  }
office-holidays-none-ahead = No holiday lies ahead. Enter those of the coming year.
office-expected = expected, by the moon
office-remove = Remove
office-remove-day = Remove the holiday on { $day }
office-list-button = { $count ->
    [one] Take over { $count } day of the list for 2026
   *[other] Take over { $count } days of the list for 2026
  }
office-list-note = Federal list as reported in January 2026; days by the moon are marked as expected. Check it against the notification.
office-holiday-add = Add or correct a holiday
office-holiday-button = Save the holiday
office-col-holiday = Holiday

office-letterhead-title = Letterhead
office-letterhead-lead = What stands at the head of the organisation’s letters and certificates. It is public.
office-letterhead-empty = No letterhead was set. Letters bear the organisation’s name alone until then.
office-letterhead-change = Change the letterhead
office-letterhead-button = Set the letterhead
office-letterhead-name = Name
office-letterhead-address = Address
office-letterhead-seal = Words of the seal

office-contacts-title = Contact officers
office-contacts-lead = Whom the public may ask. They are shown on the organisation’s public page.
office-contacts-empty = No contact officer was named. Visitors of the public page find nobody to ask until then.
office-contact-add = Name a contact officer
office-contact-public = Name, telephone and address are shown to everybody. When you end the contact, name and address are taken out of the register; the ledger never has them.
office-contact-button = Name the contact officer
office-contact-end = End
office-contact-end-of = End the contact { $name }
office-col-duty = For what

office-emergency-title = Emergency access
office-emergency-lead = When nobody with the needed role can be reached, an official may take it for one hour. It is announced at once, recorded in the ledger, and gives no right to give roles.
office-emergency-empty = Emergency access was never used here. Each use would stand here with its reason.
office-emergency-end = End now
office-begin-title = Begin emergency access
office-begin-lead = You take a role of this organisation for one hour. Say why it cannot wait: your reason is read by those who are told.
office-begin-button = Begin, and tell them
office-told = Who is told at once
office-told-done = These were told
office-told-nobody = Nobody else here is an administrator or auditor. The entry in the ledger is the announcement.

office-done-given = The role is given, and the colleague is told.
office-done-ended = The role is ended, and its holder is told.
office-done-delegation-ended = The delegation is ended; both are told.
office-done-sent = The invitation is on its way.
office-done-withdrawn = The invitation is withdrawn; its link works no more.
office-done-hours-set = The hours are set.
office-done-holiday-set = The holiday is saved.
office-done-holiday-removed = The holiday is removed.
office-done-list-taken = The list is taken over.
office-done-letterhead-set = The letterhead is set.
office-done-contact-named = The contact officer is named.
office-done-contact-ended = The contact is ended; name and address are taken out.
office-done-begun = Emergency access has begun. It ends by itself after one hour.
office-done-emergency-ended = Emergency access is ended.

office-field-colleague = Colleague
office-hint-colleague = Whoever has or had a role here. Invite anybody else.
office-field-role = Role
office-field-territory = Territory
office-hint-territory = The role can be limited to one province or territory.
office-field-until = Last day of the role
office-hint-until = Such as 2026-12-31 or 31/12/2026. Leave it empty for no end.
office-field-email = E-mail address
office-field-letter-language = Language of the letter
office-field-link-days = The link works for
office-field-zone = Clock of the office
office-field-d0 = Monday
office-field-d1 = Tuesday
office-field-d2 = Wednesday
office-field-d3 = Thursday
office-field-d4 = Friday
office-field-d5 = Saturday
office-field-d6 = Sunday
office-field-day = Day
office-hint-day = Such as 2026-12-25 or 25/12/2026.
office-field-name-en = Name in English
office-field-name-zh = Name in Chinese
office-field-name-ur = Name in Urdu
office-field-source = Who said so
office-hint-source = The notification, with its number and date.
office-field-expected = The day still depends on the sighting of the moon
office-field-address-en = Address in English
office-field-address-zh = Address in Chinese
office-field-address-ur = Address in Urdu
office-field-seal-en = Words of the seal in English
office-field-seal-zh = Words of the seal in Chinese
office-field-seal-ur = Words of the seal in Urdu
office-field-telephone = Telephone
office-hint-telephone = The office’s number with its country code, such as +92 81 0000000.
office-field-duty-en = For what, in English
office-field-duty-zh = For what, in Chinese
office-field-duty-ur = For what, in Urdu
office-field-person = Name of the officer
office-hint-person = As the officer is addressed; it is shown to everybody.
office-field-reason = Reason
office-hint-reason = At least 20 characters: what must be done now, and whom you could not reach.

office-letter-role-given-subject = { $organisation } has given you the role { $role }
office-letter-role-given-body = You now hold the role { $role } in { $organisation }. Your account shows all your roles and what they let you do.
office-letter-role-ended-subject = Your role { $role } in { $organisation } has ended
office-letter-role-ended-body = An administrator has ended your role { $role } in { $organisation }. If you did not expect this, ask the organisation’s administrators.
office-letter-delegation-ended-subject = A delegation of the role { $role } has ended
office-letter-delegation-ended-body = An administrator of { $organisation } has ended the delegation of the role { $role }.
office-letter-invitation-subject = { $organisation } invites you to Kaan
office-letter-invitation-body = { $organisation } offers you the role { $role } in Kaan, the open register of mineral titles of Pakistan. The link works once, until { $until }.
office-letter-emergency-subject = Emergency access in { $organisation }
office-letter-emergency-body = { $who } has taken the role { $role } in { $organisation } in an emergency, until { $until }. The page below shows the reason. If it is not right, end it there and look at the record of acts.

problem-office-missing = Please fill in this field.
problem-office-too-long = This is too long: at most { $most } characters.
problem-office-no-choice = Please choose one from the list.
problem-office-day = This is no day. Write it like 2026-12-31 or 31/12/2026.
problem-office-one-language = Please write it in at least one of the three languages.
problem-office-telephone = This is no telephone number. Use digits, spaces, + and -, such as +92 81 0000000.
problem-office-ranges = These are no hours. Write them like 09:00-13:00, 14:00-17:00, without overlaps, at most four ranges a day.
problem-office-never-open = The office would never be open. Fill in at least one day.
problem-office-email = This is not an e-mail address. Look for a missing @ or a space.
problem-office-too-many = There can be { $most } at most. Remove one first.
problem-office-no-holiday = There is no such holiday. It may have been removed already.
problem-office-no-contact = There is no such contact. It may have been ended already.
problem-office-unknown = There is no such organisation.
problem-office-last-administrator = This is the last administrator. Give somebody else the role first, or nobody can give roles here any more.
problem-inbox-unknown = There is no such notice in your inbox.

inbox-title = Inbox
inbox-lead = What concerns you, newest first.
inbox-unread = { $count ->
    [0] Everything is read.
    [one] { $count } is unread.
   *[other] { $count } are unread.
  }
inbox-empty = No notice has come yet. Here you will find what happens to your roles, registrations and titles.
inbox-new = new
inbox-open = Open
inbox-mark = Mark as read
inbox-read-all = Mark all as read
inbox-newest = Newest
inbox-older = Older
inbox-done-read = Everything is marked as read.
inbox-done-chosen = Your choice is saved.
inbox-demonstration = This is a demonstration: letters are not sent but kept here for everybody to read.
inbox-letters = Letters by e-mail
inbox-letters-lead = When should letters come? Links to sign in and warnings always come at once.
inbox-letters-at-once = At once, one for each notice
inbox-letters-digest = Once a day, all in one letter
inbox-letters-button = Save

mailbox-title = Mailbox of the demonstration
mailbox-lead = Letters that this demonstration would send, newest first, for everybody to read. A real server has no such page.
mailbox-empty = No letter was written yet. Open an account or invite somebody, and its letter will stand here.
mailbox-to = To
