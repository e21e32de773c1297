templates = Case templates
lede = What a new case begins with, and who has access to it.
caption = Case templates by name
template-lede = { $n ->
    [0] No case was made from the template yet.
    [one] { $n } case was made from the template.
   *[other] { $n } cases were made from the template.
} Changes apply to new cases, except access, which takes effect at once.
edit-lede = Changes apply to new cases.
error-title = Error: { $title }
none = No templates yet
none-why = A case is always made from a template. Create the first one here.
new-template = New template
create = Create template
made = { $name } was created. Now choose who may create cases.
saved = The template was saved
name = Name
name-taken = There is a template of that name already.
case-type = Case type
case-type-help = Choose one there is, or write a new one.
description = Description
optional = (optional)
remove = Remove
icon = Icon
icon-name = { $name ->
    [binder] Binder
    [building] Building
    [user] Person
    [users] People
    [page] Document
    [calendar] Calendar
    [shield] Shield
    [key] Key
    [chart] Chart
    [mail] Letter
    [home] House
    [tag] Tag
   *[other] Binder
}
title-pattern = Title pattern
title-pattern-help = What the title begins as. Fields: { "{template}" } is the template's name, { "{year}" } the year, { "{date}" } the date and { "{user.name}" } who creates it.
pattern-unknown = The field { $part } is not known.
default-owner = Default owner
default-owner-help = A person or a group. Without one, whoever creates the case owns it.
the-creator = Whoever creates it
keys = Journal keys
keys-help = A key stands for itself and all below it. Without keys the template can be used under them all.
all-keys = All
fixed-key = Fixed key
fixed-key-help = Every new case gets this key.
fixed-key-leaf = Choose an open key with none below it.
fixed-key-outside = The key is not among those the template may be used under.
chosen-on-creation = Chosen when the case is created
search-keys = Key, title or keyword
no-keys-found = No keys found
search-people = Name of a person or group
nobody-found = Nobody found
the-case = The case
change = Edit
edit = Edit template
copy = Copy
copy-name = { $name } (copy)
copied = { $name } was created. It is not in use yet.
more = More actions
activate = Put into use
deactivate = Take out of use
activated = The template is in use
deactivated = The template is no longer in use
delete = Delete template
delete-title = Delete { $name }?
delete-text = No case was made from it. This can't be undone.
delete-used = Cases were made from the template. Take it out of use instead.
deleted = The template was deleted
cases = Cases
state = State
active = In use
inactive = Not in use
may-create = May create
nobody-may-create = Nobody may create
nobody-may-create-more = The template is in use, but nobody can choose it for a new case until you have chosen who may.
choose-creators = Choose who may create
nobody = Nobody
yes = Yes
no = No
access = Access
access-caption = The template's access
access-lede = { $n ->
    [0] Holds for every case made from the template.
    [one] Holds for { $n } case at once
   *[other] Holds for all { $n } cases at once
}{ $restricted ->
    [0] { "" }
    [one] , except { $restricted } whose access is restricted
   *[other] , except the { $restricted } whose access is restricted
}
access-help = Access takes effect at once on every case made from the template, those that exist too. You see the effect before you save.
access-saved = Access was changed
no-access = Nobody has access through the template. Owner and members always have access to their case.
who = Person or group
level = Level
level-for = Level for { $name }
level-none = No access
level-read = Case reader
level-write = Case writer
level-manage = Case manager
add-people = Add
add-nothing = Choose a level, or let them create cases.
show-effect = Show effect
confirm-access = Change access?
save-access = Change access
effect = { $gained ->
    [0] Nobody gains access
    [one] { $gained } person gains access
   *[other] { $gained } people gain access
}, and { $lost ->
    [0] nobody loses it
    [one] { $lost } person loses it
   *[other] { $lost } people lose it
}, on { $cases ->
    [one] { $cases } case
   *[other] { $cases } cases
}.
effect-restricted = { $n ->
    [0] Owners and members keep their access.
    [one] { $n } case with restricted access is not concerned. Owners and members keep their access.
   *[other] { $n } cases with restricted access are not concerned. Owners and members keep their access.
}
gained = Gain access
lost = Lose access
raised = Get a higher level
lowered = Get a lower level
files = Folders and standard documents
files-lede = Copied to every new case.
no-files = None. A new case begins empty.
edit-folders = Folders
edit-documents = Documents
folders = Folders
folders-help = Every new case gets the folders. Existing cases don't change.
no-folders = No folders yet
no-folders-why = A new case begins without folders. Add the first one here.
new-folder = New folder
lies-in = Folder
at-the-top = At the top
add-folder = Add folder
folder-added = The folder was added
folder-slash = A folder's name can't have slashes.
folder-taken = There is a folder of that name in the same place.
folders-many = There are too many folders, or they lie too deep. At most 200 folders in 10 levels.
folder-name = Name of the folder { $path }
rename = Rename
folder-up = Move { $name } up
folder-down = Move { $name } down
folder-in = Move { $name } into the folder above
folder-out = Move { $name } out
folder-delete = Delete { $name }
back = Back to the template
standard-documents = Standard documents
documents-help = Every new case gets a copy of them as drafts.
no-documents = No standard documents yet
no-documents-why = It may be a check list, a letter or a spreadsheet that every case needs.
file = File
file-help = At most 20 MB.
file-needed = Choose a file that isn't empty.
file-refused = Programs can't be standard documents.
title = Title
title-help = Without a title the file's name is used.
document-type = Document type
add-document = Add document
document-added = { $title } was added
document-removed = { $title } was removed
remove-document = Remove { $title }
needs-script = To send a file the browser must be allowed to run the page's script.
documents = Documents
allowed-types = Document types
allowed-types-help = Without a choice every type can be used.
all-types = All
default-type = Default type
default-type-outside = The default type must be among the chosen types.
no-default = The organisation's default
on-close = On closing
finalise = Make all documents final when the case is closed
finalise-help = Drafts become final and can't be changed afterwards.
finalises = All documents are made final
keeps-drafts = Drafts stay drafts
did-create = created the template
did-copy = created it as a copy of { $name }
did-delete = deleted the template
did-access = changed access from { $old } to { $new }
did-creators = changed who may create from { $old } to { $new }
did-add-document = added the document { $title }
did-remove-document = removed the document { $title }
did-add-folder = added the folder { $path }
did-remove-folder = deleted the folder { $path }
did-activate = put it into use
did-deactivate = took it out of use
did-finalise = let closing make documents final
did-not-finalise = let drafts stay drafts on closing
did-change = changed { $field ->
    [name] the name
    [case_type] the case type
    [description] the description
    [icon] the icon
    [title_pattern] the title pattern
    [default_owner] the default owner
    [fixed_key] the fixed key
    [keys] the journal keys
    [document_types] the document types
    [default_document_type] the default type
    [folder] the folder
    [folders] the order of folders
   *[other] the content
} from “{ $old }” to “{ $new }”
