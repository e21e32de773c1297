//! Making final, and closing with drafts: asked about where it can't be undone.

use crate::world::{World, both};
use base::args;

/// What is asked for must be refused with this status, and leave no event.
async fn refused(w: &World, who: &str, path: &str, pairs: &[(&str, &str)], status: u16) -> String {
    let before = w.events().await;
    let answer = w.post(who, path, pairs).await;
    assert_eq!(answer.status.as_u16(), status, "{who} {path} {pairs:?}: {}", answer.text());
    assert_eq!(w.events().await, before, "{path} {pairs:?}: refused, yet something happened");
    answer.text()
}

#[tokio::test]
async fn what_cannot_be_undone_asks() {
    both(async |w| {
        let (draft, picture, sealed) = (w.known.draft.id.to_string(), w.known.picture.id.to_string(), w.known.sealed.id.to_string());
        let (one, all) = (format!("/documents/{draft}/final"), format!("/cases/{}/documents/final", w.known.case));
        let final_ones = async || w.one::<(i64,)>("SELECT count(*) FROM document WHERE status = 1", &[]).await.0;
        // Bo can't make a draft of it again: a dialog on the page, and without script the server asks.
        let page = w.get("bo", &format!("/documents/{draft}")).await.is(200).text();
        assert!(page.contains("data-dialog=\"make-final\"") && page.contains("Det kan ikke fortrydes"), "{page}");
        let pane = w.get("bo", &format!("/cases/{}?docs=flat", w.known.case)).await.is(200).text();
        assert!(pane.contains("data-dialog=\"make-final\"") && pane.contains("Gør de valgte dokumenter endelige?"), "{pane}");
        let version = w.get("bo", &format!("/api/v1/documents/{draft}")).await.json()["version"].to_string();
        let asked = w.post("bo", &one, &[("version", &version)]).await.is(200).text();
        assert!(asked.contains("Gør dokumentet endeligt?") && asked.contains("name=\"sure\""), "{asked}");
        let asked = w.post("bo", &all, &[("id", &draft), ("id", &picture), ("id", &sealed)]).await.is(200).text();
        assert!(asked.contains("Gør 2 dokumenter endelige?") && asked.contains("Hul i vejen"), "{asked}");
        assert_eq!(final_ones().await, 1, "nothing happened yet");
        refused(w, "carl", &one, &[], 403).await;
        refused(w, "bo", &one, &[("version", "99")], 409).await;
        w.post("bo", &one, &[("version", &version), ("sure", "true")]).await.is(303);
        w.post("bo", &all, &[("id", &draft), ("id", &picture), ("sure", "true")]).await.is(303);
        assert_eq!(final_ones().await, 3);
        // Who may make a draft of it again isn't asked.
        let other = w.document("anna", &format!("/cases/{}/uploads", w.known.case), "Kort.txt", b"kort").await;
        let page = w.get("anna", &format!("/documents/{}", other.id)).await.is(200).text();
        assert!(!page.contains("make-final") && page.contains("/final\""), "{page}");
        w.post("anna", &format!("/documents/{}/final", other.id), &[]).await.is(303);
    })
    .await;
}

#[tokio::test]
async fn a_case_is_closed_with_its_drafts_made_final() {
    both(async |w| {
        let (case, bo) = (w.known.case, w.known.user("bo").to_string());
        let close = format!("/cases/{case}/close");
        w.post("bo", &close, &[("finalise", "true")]).await.is(403);
        w.post("anna", &format!("/cases/{case}/members"), &[("principal", &bo), ("level", "manage")]).await.is(303);
        let page = w.get("bo", &close).await.is(200).text();
        assert!(page.contains("Gør 3 kladder endelige og luk") && page.contains("data-dialog=\"close-final\""), "{page}");
        assert!(
            page.contains("aria-disabled=\"true\" aria-describedby=\"close-drafts\"") && page.contains("id=\"close-drafts\""),
            "{page}"
        );
        assert!(page.contains(&format!("<a href=\"/documents/{}\">", w.known.draft.id)), "{page}");
        refused(w, "bo", &close, &[], 409).await;
        refused(w, "bo", &close, &[("finalise", "true"), ("version", "99")], 409).await;
        w.post("bo", &close, &[("finalise", "true")]).await.is(303);
        let of: Vec<(i64, bool)> =
            w.all("SELECT DISTINCT status, seal IS NULL AS unsealed FROM document WHERE case_id = $1", &args![case]).await;
        assert_eq!(of, [(1, false)], "all of them, the limited one too");
        assert_eq!(w.last_event().await.0, "case.status_changed");
        // A tab from before says what is the matter, and leads back.
        for (path, back) in
            [(close.clone(), true), (format!("/cases/{case}/assign"), false), (format!("/documents/{}/place", w.known.draft.id), false)]
        {
            let page = w.get("bo", &path).await.is(409).text();
            assert!(page.contains("Sagen er lukket. Genåbn den") && !page.contains("Din rolle"), "{path}: {page}");
            assert!(!back || page.contains(&format!("href=\"/cases/{case}\" class=\"button\">Tilbage til sagen")), "{page}");
        }
        w.get("carl", &close).await.is(403);
        let upload = w.upload("bo", &format!("/cases/{case}/uploads"), "Sen.txt", b"sen").await.is(409).json();
        assert_eq!(upload["detail"], "Sagen er lukket. Genåbn den for at ændre noget.");
        assert_eq!(w.upload("carl", &format!("/cases/{case}/uploads"), "Sen.txt", b"sen").await.status, 403);
        let fact = w.post("bo", &format!("/cases/{case}/facts/title"), &[("value", "Min titel")]).await.is(409).text();
        assert!(fact.contains("Sagen er lukket") && fact.contains("Min titel"), "what was typed stays: {fact}");
        let fact = w.get("bo", &format!("/cases/{case}/facts/title")).await.is(200);
        assert!(fact.header("hx-trigger").contains("Sagen er lukket"), "{:?}", fact.headers);
        let fact = w.post("bo", &format!("/documents/{}/facts/title", w.known.draft.id), &[("value", "Min titel")]).await.is(409).text();
        assert!(fact.contains("Min titel"), "{fact}");
    })
    .await;
}
