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
organisation-help = Such as Northby School. It stands on the page where people sign in.
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
send-link = Send link
to-sign-in = To sign in
forgotten-sent = Look in your inbox
forgotten-sent-help = If there is such an account, a mail with a link is on its way. It works once, for two hours.
forgotten-subject = New password for Ringbind
forgotten-mail =
    Hello { $name }

    You can choose a new password here. The link works once, for two hours:
    { $link }

    If you did not ask for this, there is nothing to do.
choose-password = Choose a password
choose-password-error = Error: Choose a password
new-password = New password
save-password = Save password
