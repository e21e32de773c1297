crumbs = Breadcrumbs
plans = Journal plans
plans-lede = The keys that cases are filed under. A plan is a tree; cases are made on its outermost keys.
plans-caption = Journal plans in the order they are shown
plan-lede = Choose a key to edit, move or close it.
journal-plan = Journal plan
new-plan = New plan
create-plan = Create plan
plan-made = { $name } was created
plan-saved = The plan was saved
plan-activated = The plan is in use
plan-deactivated = The plan is no longer in use
last-plan = This is the last plan in use. Put another into use first.
edit-plan = Edit name and description
name = Name
name-taken = There is a plan of that name already.
description = Description
description-help = What belongs here, and what doesn't.
keywords = Keywords
keywords-help = Other words to search by. Separate them by commas.
title = Title
code = Code
keys = Keys
cases = Cases
cases-word = { $n ->
    [one] case
   *[other] cases
}
state = State
place = Place
active = In use
inactive = Not in use
activate = Put into use
deactivate = Take out of use
open = Open
closed = closed
up = Move { $name } up
down = Move { $name } down
more = More actions
optional = (optional)
remove = Remove
choose = Choose
clear = Show all keys
error-title = Error: { $title }
add-key = Add key
add-below = New key below { $key }
add-below-short = Add sub-key
added = { $key } was added
saved = { $key } was saved
moved = Moved to { $key }
deleted = { $key } was deleted
closed-now = { $key } is closed
reopened = { $key } was reopened
closed-above = The key above is closed. Reopen it first.
reopen-above-first = The key above is closed. Reopen it first.
too-deep = A plan can have at most { $most ->
   *[other] { $most } levels.
}
search-keys = Key, title or keyword
no-keys = No keys yet
no-keys-why = A plan begins with its topmost keys. You can also bring in a whole plan from a CSV file.
no-keys-ask = Whoever keeps the journal plan can add them.
edit-keys = Add keys
no-keys-found = No keys found
no-keys-found-why = No code, title or keyword matches “{ $q }”.
tree-help = Move with the arrow keys. Alt and an arrow moves the key itself: up, down, in and out.
choose-key = Choose a key in the tree to see and edit it.
edit-key = Edit
move = Move
move-key = Move { $key }
move-lede = The key moves with everything below it, and the codes follow. Archive numbers of existing cases stay.
before = Before
after = After
into = Below
target = Key
target-help = The key to put it beside or below.
target-needed = Choose a key of the same plan.
move-into-itself = A key can't be moved below itself.
shift = Move one step
shift-up = Up
shift-down = Down
shift-in = In
shift-out = Out
close = Close
reopen = Reopen
delete = Delete
delete-title = Delete { $key }?
delete-text = The key never held a case. This can't be undone.
delete-go = Delete { $code }
delete-children = There are keys below it. Move or delete them first.
delete-held = The key has held cases. Close it instead.
delete-named = A case template uses the key. Take it out there first.
cases-where = { $n ->
    [one] There is { $n } case on { $key }.
   *[other] There are { $n } cases on { $key }.
} Cases lie on the outermost keys only, so they have to move.
cases-to = Where do the cases go?
cases-to-new = To the new sub-key
cases-to-other = To another key
cases-key = Other key
cases-key-help = An open key with none below it.
cases-to-needed = There are cases on the key above. Choose where they go.
cases-to-leaf = Choose an open key with none below it.
changes = Changes
no-changes = No changes yet.
did-create-plan = created the plan { $name }
did-import = imported a file: { $added ->
   *[other] { $added } new
}, { $changed ->
   *[other] { $changed } changed
}, { $closed ->
   *[other] { $closed } closed
}
did-create = added { $code } { $title }
did-move = moved it from { $old } to { $new }
did-move-cases = { $cases ->
    [one] moved { $cases } case to { $new }
   *[other] moved { $cases } cases to { $new }
}
did-close = closed it
did-reopen = reopened it
did-activate = put it into use
did-deactivate = took it out of use
did-order = moved it from place { $old } to { $new }
did-change = changed { $field ->
    [name] the name
    [title] the title
    [description] the description
    [keywords] the keywords
   *[other] the content
} from “{ $old }” to “{ $new }”
export = Export as CSV
import = Import from CSV
import-lede = The columns are code, title, description, keywords and closed. You see what will change before it does. Keys that the file doesn't name are closed.
file = File
file-help = Its content is shown in the field below.
rows = Rows
rows-help = You can also paste the rows from a spreadsheet.
show-changes = Show changes
nothing-changes = The file equals the plan. There is nothing to change.
would-change = The plan gets { $added ->
    [one] { $added } new key
   *[other] { $added } new keys
}, { $changed ->
    [one] { $changed } is changed
   *[other] { $changed } are changed
}, and { $closed ->
    [one] { $closed } is closed
   *[other] { $closed } are closed
}.
added-rows = New
changed-rows = Changed
closed-rows = Closed
more-rows = … and { $n ->
   *[other] { $n } more
}
apply = Make the changes
imported = The plan was updated: { $added ->
   *[other] { $added } new
}, { $changed ->
   *[other] { $changed } changed
}, { $closed ->
   *[other] { $closed } closed
}
rows-wrong = { $n ->
    [one] { $n } row needs correction
   *[other] { $n } rows need correction
}
row-line = Line { $line }:
row-cells = The row has more cells than there are columns.
row-code = “{ $code }” is not a code. Write whole numbers with dots between, such as 6.4.
row-twice = The code { $code } appears twice.
row-no-parent = The key { $code } above it is missing.
row-gap = A number is missing before { $code }. Numbers must follow each other.
row-no-title = The title is missing.
row-long = A title may have 200 characters, a description 4,000, keywords 500.
row-closed = “{ $word }” in the column closed is neither yes nor no.
row-holds-cases = The key { $code } holds cases. Add its first sub-key on the page, where you choose where the cases go.
row-closed-above = The key { $code } above it is closed.
csv-unreadable = It can't be read as CSV.
csv-too-long = There are too many rows. At most 50,000.
csv-columns = The columns code and title are missing in the first row.
no-plan = No journal plan in use
no-plan-why = Whoever keeps the journal plan can put one into use.
choose-key-title = Choose a key
choose-key-why = Its cases are shown here, and for a branch all cases below it.
create-here = Create case here
create-here-key = Create case here (n)
n-cases = { $n ->
    [one] { $n } case
   *[other] { $n } cases
}
filters = Filters
filter-text = Filter by text
status = Status
all = All
no-cases = No cases
no-cases-leaf = There are no cases on this key that you have access to.
no-cases-why = There are no cases below this key that you have access to.
no-cases-filter = No case matches the filters.
show-all = Show all cases
documents-short = Docs
owner = Owner
type = Type
changed = Changed
changed-by = Changed by
archive-number = Archive no.
restricted = Restricted access
cases-caption = Cases below the key
range = { $first ->
   *[other] { $first }
}–{ $last ->
   *[other] { $last }
} of { $total ->
   *[other] { $total }
}
previous = Previous page
next = Next page
pages = Pages
