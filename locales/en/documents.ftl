upload-gone = One of the files has not been uploaded completely. Remove it and drop it again.
up-running = Uploading {"{n}"} {"{file|files}"}
up-finished = {"{n}"} {"{file|files}"} uploaded
up-failures = {"{n}"} failed
up-waiting = Waiting
up-sent = {"{done}"} of {"{size}"}
up-ready = {"{size}"} · ready
up-lost = The connection broke. Goes on by itself.
up-failed = Failed
up-duplicate = Already on the case
up-cancel = Cancel
up-cancel-all = Cancel all
up-retry = Try again
up-show = Show
up-add-anyway = Add anyway
up-skip = Skip
up-pasted = Screenshot
up-file = File
no-length = The size of the file is missing.
empty-file = The file is empty.
dangerous = Programs and scripts cannot be uploaded.
folder-gone = The folder is no longer there.
type-not-allowed = Choose a document type that the template allows.
final-stays = The document is final and cannot be changed.
not-final = The document is a draft.
reason-needed = Write a reason of at least three characters.
is-final = The document is final.
is-draft = The document is a draft again.
made-current = Version { $no } made current again
version-current = The version is current again.
documents = Documents
view = View
folders = Folders
flat = Flat
new-folder = New folder
folder-way = Path of the folder
folder-name = Name of the folder
make-folder = Make folder
title = Title
col-type = Type
col-status = Status
by = By
changed = Changed
caption = Documents
tick-all = Choose all documents
tick = Choose { $title }
the-folder = The folder { $name }
in-folder = { $n ->
    [one] { $n } document
   *[other] { $n } documents
}{ $m ->
    [0] { "" }
    [one] , { $m } folder
   *[other] , { $m } folders
}
limited = Limited document
attachments-n = { $n ->
    [one] { $n } attachment
   *[other] { $n } attachments
}
no-file = Without a file
folder-empty = The folder is empty
nothing = There are no documents here yet
nothing-why = Drop files or whole folders here, or choose them below.
nothing-seen = There are no documents that you can see.
chosen = {"{n}"} chosen
make-final = Make final
move-copy = Move or copy
delete = Delete
unchoose = Clear choice
doings = Actions for the chosen
rendering = The preview is being made …
protected = The file is protected by a password. Download it to open it.
unreadable = The file cannot be shown. Download it to open it.
no-preview = There is no preview for this kind of file.
page-n = Page { $n ->
   *[other] { $n }
}
cut = Only the beginning is shown.
mail-from = From
mail-to = To
mail-cc = Copy
mail-date = Date
download = Download
pages = Pages of the document
page = Page
open = Open
preview = Preview
close-preview = Close preview
pages-n = { $n ->
    [one] { $n } page
   *[other] { $n } pages
}
way = Breadcrumb
document-no = Document { $no }
is-final-word = Final
is-draft-word = Draft
limit = Limit document
reopen = Make a draft again
reopen-what = The document can be changed again. The final state stays as a version.
new-version = New version
final-by = { $name } made the document final { $when }.
pdfa-done = It is also kept as PDF/A.
pdfa-waiting = A PDF/A is being made in the background.
pdfa-none = No PDF/A can be made of this file.
pdfa-get = Download PDF/A
registration = Registration
versions = Versions
attachments = Attachments
current = Current
make-current = Make current
remove-file = Remove { $file }
attach-here = Drop attachments here, or
choose-files = choose files
field-type = Type
field-direction = Direction
field-handler = Handler
field-letter-date = Letter date
field-sender = Sender
field-receivers = Receivers
incoming = Incoming
outgoing = Outgoing
internal = Internal
top = Top of the case
folder = Folder
made-by = { $when } by { $who }
choose-handler = Choose an active user.
folder-made = The folder “{ $name }” has been made.
folder-full = The folder is not empty. Move or delete what is in it first.
folder-deleted = The folder has been deleted.
rename = Rename
rename-folder = Rename the folder
delete-folder = Delete folder
copied-n = { $n ->
    [one] The document has been copied.
   *[other] { $n } documents have been copied.
}
moved-n = { $n ->
    [0] There is nothing to move: the document is there already.
    [one] The document has been moved.
   *[other] { $n } documents have been moved.
}
place-title = { $n ->
    [one] Move or copy the document
   *[other] Move or copy { $n } documents
}
case = Case
case-hint = Case number or title
choose-case = Choose a case that you may write to.
out-of-sight = “{ $title }” is limited, and in that case you would not be able to see it. First add yourself under “Limit document”.
folder-help = If you choose another case, they land at its top.
move-here = Move
copy-here = Copy
deleted = “{ $title }” has been deleted.
deleted-n = { $n ->
    [one] The document has been deleted.
   *[other] { $n } documents have been deleted.
}
not-yours = “{ $title }” was made by somebody else. Drafts can be deleted by whoever made them.
final-not-deleted = “{ $title }” is final and cannot be deleted.
restored = The document has been restored.
made-final-n = { $n ->
    [0] Nothing was chosen.
    [one] The document is final.
   *[other] { $n } documents are final.
}
made-final-some = { $made } were made final; { $were } already were.
limit-what = A limited document can only be seen by those you choose, and by those who manage the case. For others it does not exist.
limit-on = Limit the document
limit-who = Who may see it
text = Text
text-waiting = Being read …
text-done = Can be searched
text-protected = The file is protected by a password
text-large = The file is too large to read
text-none = There is no text in the file
text-failed = The text could not be read
text-again = Try again
none-chosen = Choose at least one document.
make-final-ask = { $n ->
    [one] Make the document final?
   *[other] Make { $n } documents final?
}
make-final-go = { $n ->
    [one] Make final
   *[other] Make { $n } documents final
}
make-final-ticked = Make the chosen documents final?
make-final-stays = A final document cannot be changed. This cannot be undone.
place-title-one = Move or copy “{ $title }”
folder-slash = A folder's name can't have slashes.
