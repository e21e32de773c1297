sign-in = Sign in
sign-in-error = Error: Sign in
account = User name or e-mail
password = Password
forgotten = Forgotten your password?
wrong = Name and password do not match.
wrong-help = Try again, or get a new password.
wait = There have been too many attempts. Wait { $seconds ->
    [one] { $seconds } second.
   *[other] { $seconds } seconds.
}
demo = Try it as one of these
demo-help = This is a demo with invented people and cases.
first-link = Make the first administrator here (the link works once, for 48 hours):
welcome = Welcome to Ringbind
welcome-error = Error: Welcome to Ringbind
welcome-help = You set up the organisation, and yourself as its first administrator.
organisation = Name of the organisation
organisation-help = Such as Northby School. It is shown on the page where people sign in.
first-name = First name
last-name = Last name
email = E-mail
user-name = User name
password-help = At least 12 characters. A few random words are good.
begin = Set up and begin
password-short = Write at least 12 characters.
password-long = Write at most 200 characters.
password-common = That is too easy to guess. Choose something that is not a name, a known word or a row of keys.
user-name-taken = The user name is taken.
email-taken = Another user has that e-mail.
no-such-role = There is no such role.
forgotten-help = Write your user name or e-mail, and we send a link where you choose a new password.
forgotten-error = Error: Forgotten password
account-empty = Write your user name or e-mail.
send-link = Send link
to-sign-in = Back to sign in
forgotten-sent = Look in your inbox
forgotten-sent-help = If there is such an account, a mail with a link is on its way. It works once, for two hours.
forgotten-help-no-mail = Ringbind has no mail server, so the link does not reach you by itself: you get it from an administrator or from who runs Ringbind.
ask-for-link = Ask for a link
forgotten-no-mail = Ask an administrator
forgotten-no-mail-help = No mail was sent: Ringbind has no mail server. An administrator can make a link where you choose a new password.
forgotten-subject = New password for Ringbind
forgotten-mail =
    Hello { $name }

    You can choose a new password here. The link works once, for two hours:
    { $link }

    When you save, you are signed out everywhere, and any API tokens of yours are revoked.

    If you did not ask for this, there is nothing to do.
choose-password = Choose a password
choose-password-error = Error: Choose a password
link-ended = The link is used or has expired
link-ended-help = It works only once and for a short time. If you have chosen a password, sign in. Otherwise you can get a new link.
password-saved = The password is saved
new-password = New password
save-password = Save password
reset-ends = You have { $n ->
    [one] { $n } API token
   *[other] { $n } API tokens
}. Saving revokes them, and signs you out everywhere.
end-tokens = Revoke my API tokens, too
end-tokens-help = { $n ->
    [one] { $n } token
   *[other] { $n } tokens
}. If others may have known your password, they may also have created one.
group = Group
user = User
name = Name
job-title = Title
department = Department
kind = Kind
state = State
active = Active
disabled = Disabled
active-users = Active
disabled-users = Disabled
all-users = All
last-sign-in = Last sign-in
new-user = New user
find-user = Find user
users-caption = Users by name
no-users = No users match
no-users-why = Write less of the name, or show those that are disabled too.
show-all-users = Show all
pages = Pages
previous-page = Previous page
next-page = Next page
range = { $a_from ->
    [one] { $a_from }
   *[other] { $a_from }
}–{ $b_to ->
    [one] { $b_to }
   *[other] { $b_to }
} of { $c_total ->
    [one] { $c_total }
   *[other] { $c_total }
}
kind-internal = Internal
kind-external = External
kind-guest = Guest
kind-service = Service
last-administrator = Then nobody would be left who can manage both users and roles. Give somebody else those rights first.
above-you = That takes the right to manage roles: it is about somebody with the permission “{ $name }”, which you do not have yourself.
edit = Edit
edit-user = Edit user
edit-user-error = Error: Edit user
new-user-error = Error: New user
create-user = Create user
user-made = The user has been created
user-saved = The user has been saved
from-directory = Kept by { $source }, and can only be changed there.
send-password-link = Send password link
send-password-link-help = The user gets a mail and chooses a password.
send-link-title = Send a link to { $name }?
send-link-text = { $email } gets a mail with a link for choosing a password. It works once, for 48 hours.
link-sent = The link is sent
make-password-link = Make password link
make-password-link-help = There is no mail server. The link is shown to you when the user is made, and you pass it on yourself.
make-link-title = Make a link for { $name }?
make-link-text = There is no mail server. You are shown a link to pass on yourself. It works once, for 48 hours, and earlier links stop working.
make-link = Make link
link-made = The link is made, but not sent: there is no mail server.
user-made-with-link = The user is made. The link is not sent: there is no mail server.
link-shown-once = Copy it now and give it to the user by a safe way. It works once, for 48 hours, and is shown only here.
link-to-copy = Password link
link-by-hand = There is no mail server, so a link can't be sent. Make it on the user's page, where it is shown to you.
is-disabled = The user is disabled. Enable first.
disable = Disable
enable = Enable
initials = Initials
manager = Manager
own-manager = Nobody can be their own manager.
phone = Phone
mobile = Mobile
language = Language
made = Created
never = Never
particulars = Particulars
roles = Roles
groups = Groups
no-roles = Has no roles, and so can only see what others share.
roles-help = Without a role one can't make cases, only see what others share.
roles-by-others = You may not give roles yourself. Without one the user can't make cases: ask somebody with the permission “{ $permission }” once the user is made.
in-no-groups = Is not in any group.
through-group = through another group
take-role = Take the role { $name }
role-to-give = Another role
choose-role = Choose a role
give-role = Give role
optional = (optional)
kind-help = An external user only sees what they are a member of. A guest never sees a case.
guest-no-part = { $name } is a guest, and guests have no part in cases.
guest-has-access = The user owns or is named on cases, documents or templates. Remove that first: a guest has no part in cases.
guest-what = A guest is invited to collaboration rooms only: never sees a case, and has no permissions through roles and groups.
write-a-name = Write a name
remove = Remove
nobody-found = Nobody found
invited-subject = Your access to Ringbind
invited-mail = 
    Hello { $name }
    
    You can choose a password here. The link works once, for 48 hours:
    { $link }
user-disabled = The user is disabled
user-enabled = The user is enabled
not-yourself = You cannot disable yourself. Ask another administrator to do it.
hand-to-another = Choose somebody else than who is being disabled.
nobody-there = Choose a user or group that is in use.
disable-title = Disable { $name }
disable-error = Error: Disable { $name }
disable-text = The user can no longer sign in, with effect at once. Everything the user has done stays.
owns-cases = The user owns { $n ->
    [one] { $n } case
   *[other] { $n } cases
}.
owns-cases-more = A case is easily forgotten once its owner is disabled.
owns-nothing = The user owns no cases.
hand-over-to = Hand the cases over to
hand-over-help = A user or group. Each hand-over is noted in the case’s history. Leave it empty to leave the cases as they are.
role-given = The role is given
role-taken = The role is taken away
roles-saved = The roles are saved
new-role = New role
unsaved-changes = Changes that are not saved
changes-unsaved = { $n ->
    [one] { $n } change is not saved
   *[other] { $n } changes are not saved
}
undo-changes = Undo
save-roles = Save roles
no-changes = Tick or untick, and see whom it concerns before you save.
show-effect = Show the effect
people-gain = { $n ->
    [one] { $n } person gains
   *[other] { $n } people gain
} “{ $name }”.
people-lose = { $n ->
    [one] { $n } person loses
   *[other] { $n } people lose
} “{ $name }”.
nobody-met = Nobody gains or loses anything.
nobody-loses = Nobody loses anything.
matrix-caption = Permissions by role
permission = Permission
role-made = The role has been created. Choose what it may do.
new-role-error = Error: New role
role-name-taken = Another role has that name.
role-saved = The role is saved
role-error = Error: Role
role-deleted = The role is deleted
role-shipped = The role comes with the system. You can change its name and permissions, but not delete it.
role-in-use = Somebody has the role. Take it from them first.
delete-role = Delete role
delete-role-title = Delete the role { $name }?
delete-role-text = This cannot be undone.
who-has-it = Who has the role
take-role-from = Take the role from { $name }
role-unused = Nobody has the role yet.
give-to = Give the role to
like = Begin with the same as
like-none = Nothing
like-help = The permissions are copied and can be changed afterwards.
name-in-danish = Name in Danish
name-in-english = Name in English
create-role = Create role
change-log = Change log
nothing-changed = Nothing has been changed yet.
new-group = New group
new-group-error = Error: New group
edit-group = Edit group
edit-group-error = Error: Edit group
create-group = Create group
group-made = The group has been created
group-saved = The group is saved
group-deleted = The group is deleted
group-in-use = The group has members or is in use. Remove that first.
group-name-taken = Another group has that name.
description = Description
description-help = Who is in it, and what they use the group for.
shared-email = Shared e-mail
find-group = Find group
groups-caption = Groups by name
no-groups = No groups match
no-groups-why = Write less of the name, or create the group.
members = Members
no-members = The group has no members yet.
new-member = New members
add-members = Add
members-added = The members are added
remove-member = Remove { $name }
member-removed = The member is removed
circle = Then the group would be a member of itself: { $way }
delete-group = Delete group
delete-group-title = Delete the group { $name }?
delete-group-text = It is empty and not in use. This cannot be undone.
used-where = Where it is used
used-nowhere = It is not used on cases or templates.
used-by-templates = Used by { $n ->
    [one] { $n } template
   *[other] { $n } templates
}
used-by-cases = Owns { $n ->
    [one] { $n } case
   *[other] { $n } cases
}
used-by-members = Has access to { $n ->
    [one] { $n } case or document
   *[other] { $n } cases and documents
}
member-of = Is a member of
theme = Appearance
theme-machine = Match system
theme-light = Light
theme-dark = Dark
theme-contrast = High contrast
account-pages = My profile
profile-saved = Your profile is saved
profile-error = Error: My profile
password-error = Error: Password
password-changed = Your password is changed
password-change-help = When you change your password, you are signed out everywhere else.
old-password = Current password
old-password-wrong = That is not the current password.
sessions-help = You are signed in here. If you do not know one of them, sign it out and change your password.
session-seen = Used { $b_when } from { $a_address }, signed in { $c_since }
this-session = This one
end-session = Sign out
end-session-on = Sign out of { $device }
end-other-sessions = Sign out everywhere else
session-ended = Signed out there
other-sessions-ended = You are signed out everywhere else
device = { $browser } on { $system }
unknown-device = Unknown device
tokens-help = With a token a program can act for you. Give it only what the program needs.
tokens-error = Error: API tokens
no-tokens = You have no tokens yet.
new-token = New token
create-token = Create token
token-name-help = Which program it is for.
token-expires = Expires
token-expires-help = At most a year ahead. The token works until the end of the day.
token-past = Choose a day after today.
token-too-long = Choose a day at most a year ahead.
token-no-admin = You have no rights in the administration to pass on.
token-made = The token has been created:
token-made-more = Copy it now. It is only shown this once.
token-revoked = The token is revoked
token-never-used = Never used
token-used = Used { $b_when } from { $a_address }
token-until = Until { $date }
token-expired = Expired
revoke = Revoke
revoke-token = Revoke { $name }
scopes = What it may do
scope-read = Read
scope-read-help = Everything you can see yourself
scope-write = Write
scope-write-help = Create and change things as you can yourself
scope-admin = Administer
scope-admin-help = Your rights in the administration too
log-system = The system
log-person = Person
log-kind = Event
log-all-kinds = All
log-filter = Show
log-kind-sign-in = Sign-ins and sign-outs
log-kind-failed = Failed sign-ins
log-kind-password = Passwords
log-kind-user = Users
log-kind-group = Groups
log-kind-role = Roles
log-kind-token = API tokens
log-kind-setting = Settings
log-empty = Nothing in the log matches
log-empty-why = Choose another person or event.
log-show-all = Show all
log-newest = Newest
log-older = Older
log-other = changed something ({ $kind })
log-setting = changed the setting “{ $key }”
log-set-up = set the organisation up with { $a_roles ->
    [one] { $a_roles } role
   *[other] { $a_roles } roles
} and { $b_types ->
    [one] { $b_types } document type
   *[other] { $b_types } document types
}
log-demo-set-up = set a demo up with { $a_users ->
    [one] { $a_users } user
   *[other] { $a_users } users
}, { $b_groups ->
    [one] { $b_groups } group
   *[other] { $b_groups } groups
} and { $c_templates ->
    [one] { $c_templates } template
   *[other] { $c_templates } templates
}
log-demo-loaded = filled the demo with { $n ->
    [one] { $n } case
   *[other] { $n } cases
}
log-signed-in = signed in from { $device }
log-signed-out = signed out
log-failed = Failed attempt to sign in as “{ $account }”
log-created = created the user { $a_name } ({ $b_user_name })
log-changed = changed the user { $name }
log-disabled = disabled the user { $name }.
log-handed = { $a_n ->
    [one] { $a_n } case was
   *[other] { $a_n } cases were
} handed over to { $b_to }.
log-enabled = enabled the user { $name }
log-password-set = chose a password by a link
log-password-changed = changed their own password
log-password-asked = asked for a link for a new password
log-link-sent = sent { $b_name } a password link to { $a_email }
log-link-shown = made a password link for { $name } and was shown it
log-sessions-ended = signed out of { $n ->
    [one] { $n } other place
   *[other] { $n } other places
}
log-token-made = created the token “{ $b_name }” ({ $c_scopes }) until { $a_expires }
log-token-revoked = revoked the token “{ $name }”
log-token-used-from = used the token “{ $name }” from a new address
log-first-link = created the link for the first administrator
log-named = named the organisation
log-group-created = created the group { $name }
log-group-changed = changed the group { $name }
log-group-deleted = deleted the group { $name }
log-member-added = added { $b_name } to { $a_group }
log-member-removed = removed { $b_name } from { $a_group }
log-role-created = created the role { $name }
log-role-renamed = renamed a role
log-role-changed = changed what the role { $name } may do
log-role-deleted = deleted the role { $name }
log-role-given = gave the role { $a_role } to { $b_who }
log-role-taken = took the role { $a_role } from { $b_who }
more-actions = More actions
group-no-roles = The group gives no roles.
find-member = Find member
members-shown = { $a_shown ->
    [one] { $a_shown }
   *[other] { $a_shown }
} of { $b_all ->
    [one] { $b_all }
   *[other] { $b_all }
} are shown. Write a name to find others.
