types = Document types
lede = The types one chooses for a document. A template can make do with some of them.
lede-one = The name changes on every document that has the type.
caption = Document types in the order they are shown
error-title = Error: { $title }
title = Title
title-da = Title in Danish
title-en = Title in English
other-language = In Danish
state = State
order = Order
active = In use
inactive = Not in use
default = Default
in-use = Use
is-default = This is the default type: what a document gets when nobody chooses.
is-shipped = The type came with the system and can't be deleted. Take it out of use instead.
is-used = Documents or templates have the type, so it can't be deleted. Take it out of use instead.
is-unused = No document has the type yet.
new-type = New document type
create = Create document type
made = { $title } was created
saved = The document type was saved
taken = There is a document type of that title already.
make-default = Make default
default-stays = The default type can't be taken out of use or deleted. Choose another default first.
default-active = Only a type in use can be the default.
activate = Put into use
deactivate = Take out of use
activated = The document type is in use
deactivated = The document type is no longer in use
delete = Delete document type
delete-title = Delete { $title }?
delete-text = No document has the type. This can't be undone.
deleted = The document type was deleted
did-create = created the type
did-activate = put it into use
did-deactivate = took it out of use
did-default = made it the default
did-order = moved it from place { $old } to { $new }
did-change = changed { $field ->
    [title_da] the Danish title
    [title_en] the English title
   *[other] the content
} from “{ $old }” to “{ $new }”
