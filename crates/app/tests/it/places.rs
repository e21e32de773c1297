//! Where documents stand in a case: folders, and moving between them.

use crate::world::both;
use base::args;
use serde_json::json;

#[tokio::test]
async fn a_document_is_moved_from_where_it_is() {
    both(async |w| {
        let k = &w.known;
        let (case, draft, picture) = (k.case, k.draft.id.to_string(), k.picture.id.to_string());
        let (at, place) = (format!("/documents/{draft}/place"), format!("/cases/{case}/documents/place"));
        let (folder, top) = (k.inner_folder.to_string(), "<option value=\"\" selected>".to_owned());
        let form = w.get("bo", &at).await.is(200).text();
        assert!(form.contains(&top), "{form}");
        assert!(form.contains("Flyt eller kopiér »Referat af byggemødet"), "which document it is: {form}");
        assert!(form.contains(&format!("href=\"/documents/{draft}\" class=\"button\">Annullér")), "back to the document: {form}");
        let moved = [("id", draft.as_str()), ("back", draft.as_str()), ("folder", folder.as_str()), ("do", "move")];
        let answer = w.post("bo", &place, &moved).await.is(303);
        assert_eq!(answer.to(), format!("/documents/{draft}"));
        let chosen = format!("<option value=\"{folder}\" selected>");
        let form = w.get("bo", &at).await.is(200).text();
        assert!(form.contains(&chosen) && !form.contains(&top), "its own folder is chosen: {form}");
        // From the list: their common folder, and back to the list.
        let form = w.post("bo", &place, &[("id", &draft), ("id", &k.sealed.id.to_string())]).await.is(200).text();
        assert!(form.contains(&chosen) && form.contains("Flyt eller kopiér 2 dokumenter"), "{form}");
        let form = w.post("bo", &place, &[("id", &draft), ("id", &picture)]).await.is(200).text();
        assert!(form.contains(&top) && !form.contains(&chosen), "{form}");
        assert!(form.contains(&format!("href=\"/cases/{case}\" class=\"button\">Annullér")), "{form}");
        // What is there already isn't moved; what is chosen stays chosen when something else is wrong.
        let events = w.events().await;
        w.post("bo", &place, &moved).await.is(303);
        w.json("bo", "POST", &format!("/api/v1/documents/{draft}/move"), &json!({ "folder": folder })).await.is(200);
        assert_eq!(w.events().await, events);
        let nowhere = base::Uuid::from_u128(9).to_string();
        let form = w.post("bo", &place, &[("id", &draft), ("target", &nowhere), ("folder", ""), ("do", "move")]).await.is(422).text();
        assert!(form.contains(&top), "{form}");
        w.post("bo", &place, &[("id", &draft), ("id", &picture), ("folder", &folder), ("do", "move")]).await.is(303);
        let (n,): (i64,) = w.one("SELECT count(*) FROM document WHERE folder_id = $1", &args![k.inner_folder]).await;
        assert_eq!(n, 3);
    })
    .await;
}

#[tokio::test]
async fn a_folders_name_is_no_path() {
    both(async |w| {
        let k = &w.known;
        let (folders, rename) = (format!("/cases/{}/folders", k.case), format!("/folders/{}/rename", k.inner_folder));
        let said = "Et mappenavn kan ikke have skråstreger.";
        let events = w.events().await;
        for bad in ["Breve/2026", "Breve\\2026", "/Breve"] {
            let form = w.post("bo", &folders, &[("name", bad), ("parent", &k.folder.to_string())]).await.is(422).text();
            assert!(form.contains(said) && form.contains(bad), "in the form, with what was typed: {form}");
            assert!(form.contains(&format!("name=\"parent\" value=\"{}\"", k.folder)), "{form}");
            let form = w.post("bo", &rename, &[("name", bad)]).await.is(422).text();
            assert!(form.contains(said) && form.contains(bad), "{form}");
            w.post("carl", &folders, &[("name", bad)]).await.is(403);
            w.post("dora", &folders, &[("name", bad)]).await.is(404);
            w.post("dora", &rename, &[("name", bad)]).await.is(404);
            let of_api = w.json("bo", "POST", &format!("/api/v1{folders}"), &json!({ "name": bad })).await.is(422).json();
            assert_eq!(of_api["errors"][0]["message"], said);
            w.json("bo", "PATCH", &format!("/api/v1/folders/{}", k.inner_folder), &json!({ "name": bad })).await.is(422);
        }
        assert_eq!(w.events().await, events);
        w.post("bo", &rename, &[("name", "Breve & bilag")]).await.is(303);
    })
    .await;
}
