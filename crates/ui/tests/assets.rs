//! Files that may be kept for ever have their content's hash in their name.

use ui::assets::{HTMX, ICONS, SCRIPTS, STYLES, all};
use ui::{Icon, asset, asset_url};

#[test]
fn every_file_is_found_by_its_address_and_only_by_that() {
    let mut seen = 0;
    for (url, file) in all() {
        let name = url.strip_prefix("/assets/").unwrap_or_default();
        let found = asset(name).map(|f| f.etag);
        assert_eq!(found, Some(file.etag), "{url}");
        assert!(name.contains(file.etag.trim_matches('"')), "{url} lacks the hash {}", file.etag);
        seen += 1;
    }
    assert_eq!(seen, 6);
    for wrong in ["", "app.js", "app-0000000000000000.js", "/assets/app.js", "../Cargo.toml"] {
        assert!(asset(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn plain_names_lead_to_addresses() {
    assert_eq!(asset_url("ringbind.css"), Some(STYLES));
    assert_eq!(asset_url("app.js"), Some(SCRIPTS));
    assert_eq!(asset_url("htmx.js"), Some(HTMX));
    assert_eq!(asset_url("nothing.js"), None);
}

#[test]
fn files_are_what_they_say_and_small_when_zipped() {
    for (url, limit) in [(STYLES, 16_000), (SCRIPTS, 14_000), (HTMX, 20_000), (ICONS, 4_000)] {
        let file = asset(url.trim_start_matches("/assets/")).unwrap_or_else(|| panic!("{url} is missing"));
        assert_eq!(file.gzip.get(..2), Some(&[0x1f, 0x8b][..]), "{url}");
        assert!(file.gzip.len() < file.bytes.len(), "{url}");
        assert!(file.gzip.len() < limit, "{url} is {} bytes zipped", file.gzip.len());
    }
    let styles = asset(STYLES.trim_start_matches("/assets/")).map(|f| f.bytes).unwrap_or_default();
    assert!(styles.starts_with(b"@layer reset,tokens,base,layout,components,state"), "the order of layers comes first");
}

#[test]
fn every_icon_is_in_the_sprite() {
    let file = asset(ICONS.trim_start_matches("/assets/")).map(|f| f.bytes).unwrap_or_default();
    let sprite = String::from_utf8_lossy(file);
    for icon in Icon::ALL {
        assert!(sprite.contains(&format!("id=\"i-{}\"", icon.name())), "{icon:?}");
    }
    assert!(Icon::ALL.len() > 70);
}
