sign-in = Log ind
sign-in-error = Fejl: Log ind
account = Brugernavn eller e-mail
password = Adgangskode
forgotten = Glemt adgangskode?
wrong = Navn og adgangskode passer ikke sammen.
wrong-help = Prøv igen, eller få en ny adgangskode.
wait = Der er forsøgt for mange gange. Vent { $seconds ->
    [one] { $seconds } sekund.
   *[other] { $seconds } sekunder.
}
demo = Prøv som en af disse
demo-help = Dette er en demo med opfundne mennesker og sager.
first-link = Opret den første administrator her (linket virker én gang, i 48 timer):
welcome = Velkommen til Ringbind
welcome-error = Fejl: Velkommen til Ringbind
welcome-help = Du opretter organisationen og dig selv som den første administrator.
organisation = Organisationens navn
organisation-help = Fx Nordby Skole. Det står på siden, hvor man logger ind.
first-name = Fornavn
last-name = Efternavn
email = E-mail
user-name = Brugernavn
password-help = Mindst 12 tegn. Nogle tilfældige ord i træk er gode.
begin = Opret og begynd
password-short = Skriv mindst 12 tegn.
password-long = Skriv højst 200 tegn.
password-common = Den er for let at gætte. Vælg noget, der ikke er et navn, et kendt ord eller en række tegn.
user-name-taken = Brugernavnet er optaget.
email-taken = En anden bruger har den e-mail.
no-such-role = Den rolle findes ikke.
forgotten-help = Skriv dit brugernavn eller din e-mail, så sender vi et link, hvor du vælger en ny adgangskode.
forgotten-error = Fejl: Glemt adgangskode
account-empty = Skriv dit brugernavn eller din e-mail.
send-link = Send link
to-sign-in = Til log ind
forgotten-sent = Se i din indbakke
forgotten-sent-help = Findes kontoen, er der nu sendt en mail med et link. Det virker én gang, i to timer.
forgotten-help-no-mail = Ringbind har ingen mailserver, så linket når dig ikke selv: du får det af en administrator eller af den, der driver Ringbind.
ask-for-link = Bed om et link
forgotten-no-mail = Spørg en administrator
forgotten-no-mail-help = Der er ikke sendt nogen mail: Ringbind har ingen mailserver. En administrator kan lave et link, hvor du vælger en ny adgangskode.
forgotten-subject = Ny adgangskode til Ringbind
forgotten-mail =
    Hej { $name }

    Du kan vælge en ny adgangskode her. Linket virker én gang, i to timer:
    { $link }

    Når du gemmer, bliver du logget ud alle steder, og har du API-nøgler, trækkes de tilbage.

    Har du ikke bedt om det, skal du ikke gøre noget.
choose-password = Vælg en adgangskode
choose-password-error = Fejl: Vælg en adgangskode
link-ended = Linket er brugt eller udløbet
link-ended-help = Det virker kun én gang og i kort tid. Har du valgt en adgangskode, så log ind. Ellers kan du få et nyt link.
password-saved = Adgangskoden er gemt
new-password = Ny adgangskode
save-password = Gem adgangskode
reset-ends = Du har { $n ->
    [one] { $n } API-nøgle
   *[other] { $n } API-nøgler
}. Når du gemmer, trækkes de tilbage, og du bliver logget ud alle steder.
end-tokens = Træk også mine API-nøgler tilbage
end-tokens-help = { $n ->
    [one] { $n } nøgle
   *[other] { $n } nøgler
}. Kan andre have kendt din adgangskode, kan de også have lavet en.
group = Gruppe
user = Bruger
name = Navn
job-title = Titel
department = Afdeling
kind = Slags
state = Status
active = Aktiv
disabled = Lukket
active-users = Aktive
disabled-users = Lukkede
all-users = Alle
last-sign-in = Sidst logget ind
new-user = Ny bruger
find-user = Find bruger
users-caption = Brugere efter navn
no-users = Ingen brugere passer
no-users-why = Skriv mindre af navnet, eller vis også dem, der er lukket.
show-all-users = Vis alle
pages = Sider
previous-page = Forrige side
next-page = Næste side
range = { $a_from ->
    [one] { $a_from }
   *[other] { $a_from }
}–{ $b_to ->
    [one] { $b_to }
   *[other] { $b_to }
} af { $c_total ->
    [one] { $c_total }
   *[other] { $c_total }
}
kind-internal = Intern
kind-external = Ekstern
kind-guest = Gæst
kind-service = Tjeneste
last-administrator = Så var der ingen tilbage, der kan holde både brugere og roller. Giv først en anden de rettigheder.
above-you = Det kræver retten til at holde roller: det handler om nogen med rettigheden »{ $name }«, som du ikke selv har.
edit = Ret
edit-user = Ret bruger
edit-user-error = Fejl: Ret bruger
new-user-error = Fejl: Ny bruger
create-user = Opret bruger
user-made = Brugeren er oprettet
user-saved = Brugeren er gemt
from-directory = Holdes af { $source }, og kan kun ændres der.
send-password-link = Send link til adgangskode
send-password-link-help = Brugeren får en mail og vælger selv en adgangskode.
send-link-title = Send et link til { $name }?
send-link-text = { $email } får en mail med et link, hvor man vælger en adgangskode. Det virker én gang, i 48 timer.
link-sent = Linket er sendt
make-password-link = Lav link til adgangskode
make-password-link-help = Der er ingen mailserver. Du får linket vist, når brugeren er oprettet, og giver det selv videre.
make-link-title = Lav et link til { $name }?
make-link-text = Der er ingen mailserver. Du får vist et link, som du selv giver videre. Det virker én gang, i 48 timer, og tidligere link holder op med at virke.
make-link = Lav link
link-made = Linket er lavet, men ikke sendt: der er ingen mailserver.
user-made-with-link = Brugeren er oprettet. Linket er ikke sendt: der er ingen mailserver.
link-shown-once = Kopiér det nu, og giv det til brugeren ad en sikker vej. Det virker én gang, i 48 timer, og vises kun her.
link-to-copy = Link til adgangskode
link-by-hand = Der er ingen mailserver, så et link kan ikke sendes. Lav det på brugerens side, hvor du får det vist.
is-disabled = Brugeren er lukket. Genåbn først.
disable = Luk bruger
enable = Genåbn bruger
initials = Initialer
manager = Leder
own-manager = Man kan ikke være sin egen leder.
phone = Telefon
mobile = Mobil
language = Sprog
made = Oprettet
never = Aldrig
particulars = Oplysninger
roles = Roller
groups = Grupper
no-roles = Har ingen roller, og kan derfor kun se det, andre deler.
roles-help = Uden en rolle kan man ikke oprette sager, kun se det, andre deler.
roles-by-others = Du må ikke selv give roller. Uden en rolle kan brugeren ikke oprette sager: bed en med rettigheden »{ $permission }« om det, når brugeren er oprettet.
in-no-groups = Er ikke med i nogen gruppe.
through-group = gennem en anden gruppe
take-role = Fjern rollen { $name }
role-to-give = Endnu en rolle
choose-role = Vælg en rolle
give-role = Giv rolle
optional = (valgfri)
kind-help = Eksterne ser kun det, de er medlem af. Gæster ser aldrig en sag.
guest-no-part = { $name } er gæst, og gæster har ingen del i sager.
guest-has-access = Brugeren ejer eller står på sager, dokumenter eller skabeloner. Fjern det først: en gæst har ingen del i sager.
guest-what = En gæst inviteres kun til samarbejdsrum: ser aldrig en sag, og har ingen rettigheder gennem roller og grupper.
write-a-name = Skriv et navn
remove = Fjern
nobody-found = Ingen fundet
invited-subject = Din adgang til Ringbind
invited-mail = 
    Hej { $name }
    
    Du kan vælge en adgangskode her. Linket virker én gang, i 48 timer:
    { $link }
user-disabled = Brugeren er lukket
user-enabled = Brugeren er genåbnet
not-yourself = Du kan ikke lukke dig selv. Bed en anden administrator om det.
hand-to-another = Vælg en anden end den, der lukkes.
nobody-there = Vælg en bruger eller gruppe, der er i brug.
disable-title = Luk { $name }
disable-error = Fejl: Luk { $name }
disable-text = Brugeren kan ikke længere logge ind, og det sker med det samme. Alt, brugeren har gjort, bliver stående.
owns-cases = Brugeren ejer { $n ->
    [one] { $n } sag
   *[other] { $n } sager
}.
owns-cases-more = En sag bliver let glemt, når dens ejer er lukket.
owns-nothing = Brugeren ejer ingen sager.
hand-over-to = Overdrag sagerne til
hand-over-help = En bruger eller gruppe. Hver overdragelse står i sagens historik. Lad feltet være tomt for at lade sagerne stå.
role-given = Rollen er givet
role-taken = Rollen er fjernet
roles-saved = Rollerne er gemt
new-role = Ny rolle
unsaved-changes = Ændringer, der ikke er gemt
changes-unsaved = { $n ->
    [one] { $n } ændring er ikke gemt
   *[other] { $n } ændringer er ikke gemt
}
undo-changes = Fortryd
save-roles = Gem roller
no-changes = Sæt eller fjern mærker, og se hvem det gælder, før du gemmer.
show-effect = Vis virkningen
people-gain = { $n ->
    [one] { $n } får
   *[other] { $n } får
} »{ $name }«.
people-lose = { $n ->
    [one] { $n } mister
   *[other] { $n } mister
} »{ $name }«.
nobody-met = Ingen får eller mister noget.
nobody-loses = Ingen mister noget.
matrix-caption = Rettigheder pr. rolle
permission = Rettighed
role-made = Rollen er oprettet. Vælg, hvad den må.
new-role-error = Fejl: Ny rolle
role-name-taken = En anden rolle hedder det.
role-saved = Rollen er gemt
role-error = Fejl: Rolle
role-deleted = Rollen er slettet
role-shipped = Rollen følger med systemet. Du kan ændre dens navn og rettigheder, men ikke slette den.
role-in-use = Rollen er givet til nogen. Fjern den der først.
delete-role = Slet rolle
delete-role-title = Slet rollen { $name }?
delete-role-text = Det kan ikke fortrydes.
who-has-it = Hvem har rollen
take-role-from = Fjern rollen fra { $name }
role-unused = Ingen har rollen endnu.
give-to = Giv rollen til
like = Begynd med det samme som
like-none = Ingenting
like-help = Rettighederne kopieres og kan ændres bagefter.
name-in-danish = Navn på dansk
name-in-english = Navn på engelsk
create-role = Opret rolle
change-log = Ændringslog
nothing-changed = Der er ikke ændret noget endnu.
new-group = Ny gruppe
new-group-error = Fejl: Ny gruppe
edit-group = Ret gruppe
edit-group-error = Fejl: Ret gruppe
create-group = Opret gruppe
group-made = Gruppen er oprettet
group-saved = Gruppen er gemt
group-deleted = Gruppen er slettet
group-in-use = Gruppen har medlemmer eller er i brug. Fjern det først.
group-name-taken = En anden gruppe hedder det.
description = Beskrivelse
description-help = Hvem der er med, og hvad de bruger gruppen til.
shared-email = Fælles e-mail
find-group = Find gruppe
groups-caption = Grupper efter navn
no-groups = Ingen grupper passer
no-groups-why = Skriv mindre af navnet, eller opret gruppen.
members = Medlemmer
no-members = Gruppen har ingen medlemmer endnu.
new-member = Nye medlemmer
add-members = Tilføj
members-added = Medlemmerne er tilføjet
remove-member = Fjern { $name }
member-removed = Medlemmet er fjernet
circle = Så ville gruppen være medlem af sig selv: { $way }
delete-group = Slet gruppe
delete-group-title = Slet gruppen { $name }?
delete-group-text = Den er tom og ikke i brug. Det kan ikke fortrydes.
used-where = Hvor den bruges
used-nowhere = Den bruges ikke på sager eller skabeloner.
used-by-templates = Står på { $n ->
    [one] { $n } skabelon
   *[other] { $n } skabeloner
}
used-by-cases = Ejer { $n ->
    [one] { $n } sag
   *[other] { $n } sager
}
used-by-members = Har adgang til { $n ->
    [one] { $n } sag eller dokument
   *[other] { $n } sager og dokumenter
}
member-of = Er med i
theme = Udseende
theme-machine = Som maskinen
theme-light = Lyst
theme-dark = Mørkt
theme-contrast = Høj kontrast
account-pages = Min profil
profile-saved = Din profil er gemt
profile-error = Fejl: Min profil
password-error = Fejl: Adgangskode
password-changed = Din adgangskode er skiftet
password-change-help = Skifter du adgangskode, bliver du logget ud alle andre steder.
old-password = Nuværende adgangskode
old-password-wrong = Den nuværende adgangskode passer ikke.
sessions-help = Her er du logget ind. Kender du ikke et sted, så log det ud, og skift adgangskode.
session-seen = Brugt { $b_when } fra { $a_address }, logget ind { $c_since }
this-session = Her og nu
end-session = Log ud
end-session-on = Log ud af { $device }
end-other-sessions = Log ud alle andre steder
session-ended = Der er logget ud
other-sessions-ended = Du er logget ud alle andre steder
device = { $browser } på { $system }
unknown-device = Ukendt enhed
tokens-help = Med en nøgle kan et program handle for dig. Giv den kun det, programmet skal bruge.
tokens-error = Fejl: API-nøgler
no-tokens = Du har ingen nøgler endnu.
new-token = Ny nøgle
create-token = Opret nøgle
token-name-help = Hvilket program den er til.
token-expires = Udløber
token-expires-help = Højst et år frem. Nøglen virker til og med dagen.
token-past = Vælg en dag efter i dag.
token-too-long = Vælg en dag højst et år frem.
token-no-admin = Du har ingen rettigheder i administrationen at give videre.
token-made = Nøglen er oprettet:
token-made-more = Kopiér den nu. Den vises kun denne ene gang.
token-revoked = Nøglen er trukket tilbage
token-never-used = Aldrig brugt
token-used = Brugt { $b_when } fra { $a_address }
token-until = Til { $date }
token-expired = Udløbet
revoke = Træk tilbage
revoke-token = Træk { $name } tilbage
scopes = Hvad den må
scope-read = Læse
scope-read-help = Alt, du selv kan se
scope-write = Skrive
scope-write-help = Oprette og ændre, som du selv kan
scope-admin = Administrere
scope-admin-help = Også dine rettigheder i administrationen
log-system = Systemet
log-person = Person
log-kind = Hændelse
log-all-kinds = Alle
log-filter = Vis
log-kind-sign-in = Log ind og ud
log-kind-failed = Mislykkede forsøg
log-kind-password = Adgangskoder
log-kind-user = Brugere
log-kind-group = Grupper
log-kind-role = Roller
log-kind-token = API-nøgler
log-kind-setting = Indstillinger
log-empty = Intet i loggen passer
log-empty-why = Vælg en anden person eller hændelse.
log-show-all = Vis alt
log-newest = Nyeste
log-older = Ældre
log-other = ændrede noget ({ $kind })
log-setting = ændrede indstillingen »{ $key }«
log-set-up = satte organisationen op med { $a_roles ->
    [one] { $a_roles } rolle
   *[other] { $a_roles } roller
} og { $b_types ->
    [one] { $b_types } dokumenttype
   *[other] { $b_types } dokumenttyper
}
log-demo-set-up = satte en demo op med { $a_users ->
    [one] { $a_users } bruger
   *[other] { $a_users } brugere
}, { $b_groups ->
    [one] { $b_groups } gruppe
   *[other] { $b_groups } grupper
} og { $c_templates ->
    [one] { $c_templates } skabelon
   *[other] { $c_templates } skabeloner
}
log-demo-loaded = fyldte demoen med { $n ->
    [one] { $n } sag
   *[other] { $n } sager
}
log-signed-in = loggede ind fra { $device }
log-signed-out = loggede ud
log-failed = Mislykket forsøg på at logge ind som »{ $account }«
log-created = oprettede brugeren { $a_name } ({ $b_user_name })
log-changed = ændrede brugeren { $name }
log-disabled = lukkede brugeren { $name }.
log-handed = { $a_n ->
    [one] { $a_n } sag
   *[other] { $a_n } sager
} blev overdraget til { $b_to }.
log-enabled = genåbnede brugeren { $name }
log-password-set = valgte en adgangskode med et link
log-password-changed = skiftede sin adgangskode
log-password-asked = bad om et link til en ny adgangskode
log-link-sent = sendte { $b_name } et link til adgangskode på { $a_email }
log-link-shown = lavede et link til adgangskode for { $name } og fik det vist
log-sessions-ended = loggede sig ud { $n ->
    [one] { $n } andet sted
   *[other] { $n } andre steder
}
log-token-made = oprettede nøglen »{ $b_name }« ({ $c_scopes }) til { $a_expires }
log-token-revoked = trak nøglen »{ $name }« tilbage
log-token-used-from = brugte nøglen »{ $name }« fra en ny adresse
log-first-link = lavede linket til den første administrator
log-named = gav organisationen navn
log-group-created = oprettede gruppen { $name }
log-group-changed = ændrede gruppen { $name }
log-group-deleted = slettede gruppen { $name }
log-member-added = tilføjede { $b_name } til { $a_group }
log-member-removed = fjernede { $b_name } fra { $a_group }
log-role-created = oprettede rollen { $name }
log-role-renamed = gav en rolle nyt navn
log-role-changed = ændrede, hvad rollen { $name } må
log-role-deleted = slettede rollen { $name }
log-role-given = gav rollen { $a_role } til { $b_who }
log-role-taken = fjernede rollen { $a_role } fra { $b_who }
more-actions = Flere handlinger
group-no-roles = Gruppen giver ingen roller.
find-member = Find medlem
members-shown = { $a_shown ->
    [one] { $a_shown }
   *[other] { $a_shown }
} af { $b_all ->
    [one] { $b_all }
   *[other] { $b_all }
} vises. Skriv et navn for at finde andre.
