//! The line to the database.

use crate::program::Place;

/// Where the address wants it encrypted, a server that can't is refused: nothing is said to it in plain.
#[test]
fn a_server_without_tls_is_refused_where_it_is_wanted() {
    let Some(mut place) = Place::postgres() else { return };
    let make = ["user", "create", "bo", "bo@nordby.example", "Bo", "Bæk"];
    assert!(place.run(&make).status.success());
    let address = place.address().expect("an address");
    place.through(format!("{address}?sslmode=require"));
    let refused = place.run(&make);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("TLS"), "{said}");
}
