# Why a role, a delegation, an emergency or an invitation was not made (kaan-access, src/roles).

problem-role-unknown = An organisation of this kind has no such role. Choose one from the list.
problem-role-other-territory = The organisation acts in its own territory only. Choose that territory, or leave the field empty.
problem-role-dates = The role would end before it begins, or has ended already. Choose a later end.
problem-role-held = This account has this role already.
problem-role-not-found = There is no such role.
problem-role-ended = This role has been ended already.

problem-delegation-self = A role cannot be delegated to yourself. Choose a colleague.
problem-delegation-dates = The delegation would begin in the past, or end before it begins. Choose a later end.
problem-delegation-too-long = A delegation lasts 92 days at most. Choose an earlier end; it can be given again.
problem-delegation-not-own = Only a role of your own can be delegated, as long as you have it; what is delegated to you cannot be passed on.
problem-delegation-outside = This account has no role in the organisation. Invite the person first.
problem-delegation-not-found = There is no such delegation.
problem-delegation-ended = This delegation has been ended already.

problem-emergency-reason = Say in at least { $least } characters why it cannot wait.
problem-emergency-role = The organisation has no such role. Choose one from the list.
problem-emergency-outside = Emergency access needs a role of your own in the organisation.
problem-emergency-open = Your emergency access in this organisation is still open. End it first.
problem-emergency-not-found = There is no such emergency access.
problem-emergency-ended = This emergency access has ended already.

problem-invitation-dates = An invitation holds for 30 days at most, and must end in the future.
problem-invitation-email = This is not an e-mail address. Look for a missing @ or a space.
problem-invitation-unknown = There is no such invitation. Copy the whole link from the letter, or ask for a new one.
problem-invitation-used = This invitation has been accepted already; a link works once. Ask for a new one.
problem-invitation-withdrawn = This invitation was withdrawn. Ask the organisation for a new one.
problem-invitation-expired = This invitation has expired. Ask the organisation for a new one.
problem-invitation-foreign = This invitation was sent to another e-mail address. Sign in with the account of that address.
problem-invitation-void = Whoever sent this invitation may not invite any more. Ask the organisation for a new one.
