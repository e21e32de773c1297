active = Active
passive = Passive
closed = Closed
archived = Archived
is-closed = The case is closed. Reopen it to change anything.
cases = Cases
new-case = New case
new-case-error = Error: New case
way = Breadcrumb
create = Create case
not-created = The case has not been created yet:
created = Case { $number } has been created.
choose-template = Choose a template that you may use.
choose-owner = Choose an active user or a group.
choose-leaf = Choose an open key that has no sub-keys.
key-not-allowed = The template may not be used under that key.
number-taken = The number has been used already. Try again.
end-before-start = The date must be after { $start }.
no-templates = You cannot make cases yet
no-templates-why = A case is always made from a template, and there is none that you may use. An administrator can allow you on the template.
to-templates = Go to case templates
template = Template
template-help = Folders and access come with the template.
title = Title
key = Journal key
key-hint = Code or words
key-fixed = The template decides the key.
key-none = Without a key the case gets no archive number.
owner = Owner
owner-hint = Name or group
start-date = Started
expected-end = Expected end
deadline = Deadline
description = Description
optional = (optional)
remove = Remove
me = { $name } (me)
similar = Is it like one of these?
brings = What the case gets from { $template }
folders = Folders
documents = Documents
access = Access
access-one = { $name } ({ $level })
access-owner-only = Only the owner and those who become members
none = None
drop-here = Drop files here, or
choose-files = choose files
level-read = Case reader
level-write = Case author
level-manage = Case manager
favourite = Favourite
views = Views
all = All cases
mine = Mine
favourites = Favourites
unassigned-tab = Unassigned
journal = Journal plan
filters = Filters
filter-text = Filter by text
any = Any
clear = Clear filters
columns = Columns
show-columns = Show columns
caption = Cases
col-title = Title
col-number = No.
col-archive-number = Archive no.
col-type = Type
col-status = Status
col-owner = Owner
col-key = Journal key
col-documents = Docs
col-deadline = Deadline
col-created = Created
col-changed = Changed
col-changed-by = Changed by
col-closed = Closed
late = Overdue
due-late = Overdue
due-week = Within a week
due-month = Within a month
unassigned = unassigned
unassigned-title = Owned by a group and not assigned to anybody
restricted = Restricted access
assign = Assign
no-hits = No cases match
no-hits-why = There are no cases with: { $filters }.
no-cases = There are no cases here yet
no-cases-why = The cases you have access to appear here. Make the first one.
no-mine = You own no active cases
no-mine-why = Cases that you make or are assigned appear here.
no-favourites = You have no favourites
no-favourites-why = Put a star on a case and it appears here.
no-unassigned = Everything is assigned
no-unassigned-why = Cases owned by a group you are in appear here until they are assigned to somebody.
total = { $n ->
    [one] { $n } in all
   *[other] { $n } in all
}
range = { $from }–{ $to } of { $total }
per-page = { $n ->
    [one] { $n } a page
   *[other] { $n } a page
}
page-size = Rows a page
previous = Previous page
next = Next page
list-foot = Pages
tab-case = Case
tab-members = Members
tab-history = History
tabs = Tabs of the case
search-here = Search in this case
closed-by = { $name } closed the case { $when }. It can be read, but not changed.
reopen = Reopen
drop-line = Drop files or folders anywhere on the list, or
facts = Facts
trail = Trail
key-short = Key
add = Add
change = Change { $what }
saved = Saved.
changed-meanwhile = { $name } has changed it meanwhile to: “{ $value }”. Save again to use yours.
nobody-left = Then nobody would manage the case. Make somebody else a case manager first.
add-document = Add document
more = More actions
make-passive = Make passive
make-active = Make active
is-passive = The case is passive.
is-active = The case is active.
undo = Undo
close-case = Close case
close-title = Close the case
close-what = A closed case can be read and found, but not changed until it is reopened.
close-ready = There is nothing to finish first.
close-finalises = { $n ->
    [one] { $n } draft becomes final when the case is closed:
   *[other] { $n } drafts become final when the case is closed:
}
close-drafts = { $n ->
    [one] The case has { $n } draft. Make it final or delete it first.
   *[other] The case has { $n } drafts. Make them final or delete them first.
}
close-anyway = Close anyway, with drafts
and-more = { $n ->
    [one] and { $n } more
   *[other] and { $n } more
}
is-closed-now = The case is closed.
reopen-title = Reopen the case
reopen-what = The case can be changed again. Final documents stay final.
reason = Reason
is-reopened = The case is open again.
not-closed = The case is not closed.
assign-title = Assign the case
assign-what = The case is owned by { $group }. The group stays as a member that manages it.
assigned = The case has been assigned.
delete-case = Delete case
delete-title = Delete the case
delete-what = { $n ->
    [0] The case goes to the trash.
    [one] The case and its { $n } document go to the trash.
   *[other] The case and its { $n } documents go to the trash.
}
delete-final = Closed cases and cases with final documents can only be deleted by those with the right to it.
is-deleted = Case { $number } has been deleted.
is-restored = The case has been restored.
new-member = New member
level = Level
add-member = Add member
only-here = On this case only
name = Name
position = Position
doings = Actions
no-members = No members yet
from-template = From the template { $template }, all its cases
from-template-off = From the template { $template }: does not apply, since access is restricted
group-of = { $n ->
    [one] Group · { $n } person
   *[other] Group · { $n } people
}
remove-one = Remove { $name }
shift = Change
members-added = { $n ->
    [0] Nothing has changed.
    [one] The member has been added.
   *[other] { $n } members have been added.
}
member-removed = The member has been removed.
choose-member = Choose one or more active users or groups.
restrict = Restrict access
unrestrict = Lift restriction
who-sees = Who can see the case, and why
who-sees-help = { $n } can see the case. The list follows groups and template from moment to moment.
people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
rule-owner = Owner
rule-owner-group = The group { $group } owns the case
rule-template = The template { $template }
rule-member = Member
rule-member-group = Member through { $group }
rule-all = May read every case
another = Somebody else
show = Show
changed-week = Last week
changed-month = Last month
changed-year = Last year
no-cases-seen = The cases you have access to appear here. Whoever manages a case can make you a member.
repeat-key = The key must have between 1 and 255 characters.
repeat-other = The key has been used within the last 24 hours for another case. Send a new key.
narrow = Narrow down
given-you-stay = The case is handed over. You still manage it as a member, and you can remove yourself under Members.
given-stays = The case is handed over. { $name } still manages it as a member.
given-away = The case is handed over, and you no longer have access to it.
in-all-statuses = Search in all statuses ({ $n })
quoted = “{ $text }”
before-day = before { $day }
from-day = from { $day }
close-final = { $n ->
    [one] Make { $n } draft final and close
   *[other] Make { $n } drafts final and close
}
close-final-ask = { $n ->
    [one] Make { $n } draft final and close the case?
   *[other] Make { $n } drafts final and close the case?
}
close-final-sure = Final documents cannot be changed, not even when the case is reopened. This cannot be undone.
close-hidden = The case has drafts that you cannot make final. Ask somebody who sees them to make them final or delete them first.
to-case = Back to the case
