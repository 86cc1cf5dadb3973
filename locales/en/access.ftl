# Names of roles, kinds of organisation and acts of law/access.toml, and what its denials mean.

role-administrator = Administrator
role-representative = Representative
role-preparer = Preparer
role-registrar = Registrar
role-officer = Officer
role-auditor = Auditor
role-coordinator = Coordinator
role-observer = Observer
role-operator = Operator of the server

body-company = Company
body-provincial = Provincial authority
body-federal = Federal body
body-foreign = Authority of the other state
body-operator = Operator

act-public-read = Read what is public
act-account-create = Open an account
act-party-read-public = Read the public page of a party
act-account-own = Look after one’s own account
act-token-create = Make an access token
act-notice-read-own = Read one’s own notices
act-record-read-own = Read the record about oneself
act-party-read-private = Read a party’s private data
act-party-prepare = Prepare a change to a party
act-party-sign = Sign a change to a party
act-party-merge = Join two parties, or part them again
act-registration-begin = Begin a registration
act-registration-read = Read a registration
act-registration-examine = Examine a registration
act-registration-approve = Approve a registration
act-registration-refuse = Refuse a registration
act-owners-declare = Declare beneficial owners
act-owners-read-private = Read private data of beneficial owners
act-owners-check = Check a declaration of beneficial owners
act-role-give = Give a role
act-role-end = End a role
act-delegation-give = Delegate a role
act-delegation-end = End a delegation
act-invitation-send = Send an invitation
act-office-read = See who works in the organisation
act-office-configure = Change the office’s hours, holidays and letters
act-client-create = Let a program act for the organisation
act-emergency-begin = Take a role in an emergency
act-record-search = Search the record of acts
act-record-export = Export the record of acts

# Why an act is denied, and the next step.
problem-sign-in-needed = You must be signed in for this. Sign in, and you come back to this page; reading the register needs no account.
problem-no-right = None of your roles includes this. Ask an administrator of your organisation for the role; your account lists the roles that you have.
problem-other-territory = Your role includes this, but in another territory. Turn to the authority of the territory, or have an administrator check the limit of your role.
problem-other-organisation = This belongs to another organisation or person. Check that you opened the right record; whoever it belongs to can do this.
problem-four-eyes = The law asks for two people here, and you prepared this yourself or nobody is named who did. Leave it to a colleague with the same role.
problem-confirm-needed = Before this is signed, show once more that it is you, with your passkey, or your password and a code. Then send the form again.
problem-scope-missing = The access token is not made for this. Make a new token that includes this act, or sign in yourself.
