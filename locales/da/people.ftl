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
send-link = Send link
to-sign-in = Til log ind
forgotten-sent = Se i din indbakke
forgotten-sent-help = Findes kontoen, er der nu sendt en mail med et link. Det virker én gang, i to timer.
forgotten-subject = Ny adgangskode til Ringbind
forgotten-mail =
    Hej { $name }

    Du kan vælge en ny adgangskode her. Linket virker én gang, i to timer:
    { $link }

    Har du ikke bedt om det, skal du ikke gøre noget.
choose-password = Vælg en adgangskode
choose-password-error = Fejl: Vælg en adgangskode
new-password = Ny adgangskode
save-password = Gem adgangskode
