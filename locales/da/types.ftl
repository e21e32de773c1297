types = Dokumenttyper
lede = De typer, man vælger på et dokument. En skabelon kan nøjes med nogle af dem.
lede-one = Navnet ændres på alle dokumenter, der har typen.
caption = Dokumenttyper i den rækkefølge, de vises
error-title = Fejl: { $title }
title = Titel
title-da = Titel på dansk
title-en = Titel på engelsk
other-language = På engelsk
state = Status
order = Rækkefølge
active = I brug
inactive = Ikke i brug
default = Standard
in-use = Brug
is-default = Det er standardtypen: den, et dokument får, når ingen vælger.
is-shipped = Typen fulgte med systemet og kan ikke slettes. Tag den ud af brug i stedet.
is-used = Typen er brugt på dokumenter eller skabeloner og kan ikke slettes. Tag den ud af brug i stedet.
is-unused = Intet dokument har typen endnu.
new-type = Ny dokumenttype
create = Opret dokumenttype
made = { $title } er oprettet
saved = Dokumenttypen er gemt
taken = Der er allerede en dokumenttype med den titel.
make-default = Gør til standard
default-stays = Standardtypen kan ikke tages ud af brug eller slettes. Vælg en anden standard først.
default-active = Kun en type i brug kan være standard.
activate = Tag i brug
deactivate = Tag ud af brug
activated = Dokumenttypen er taget i brug
deactivated = Dokumenttypen er taget ud af brug
delete = Slet dokumenttype
delete-title = Slet { $title }?
delete-text = Intet dokument har typen. Det kan ikke fortrydes.
deleted = Dokumenttypen er slettet
did-create = oprettede typen
did-activate = tog den i brug
did-deactivate = tog den ud af brug
did-default = gjorde den til standard
did-order = flyttede den fra plads { $old } til { $new }
did-change = rettede { $field ->
    [title_da] dansk titel
    [title_en] engelsk titel
   *[other] indhold
} fra »{ $old }« til »{ $new }«
