//! Case templates: access with its effect, keys, folders, standard documents, copies.

use crate::plans_world::World;
use axum::http::StatusCode;
use base::args;

async fn template(world: &World, name: &str) -> i64 {
    let made = world.send(world.admin, "POST", "/admin/templates", &format!("name={name}&case_type=Byggesag")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    made.to.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id")
}

#[tokio::test]
async fn access_is_live_and_logged() {
    for world in World::all("access").await {
        let id: i64 = world.one("SELECT id FROM template ORDER BY id LIMIT 1").await;
        let key = world.add(None, "Top").await;
        world.case("Fælles", world.worker, Some(key)).await;
        assert!(world.listed(world.reader, &[key]).await.expect("a list").is_empty());
        let path = format!("/admin/templates/{id}/access");
        // First the effect, nothing saved.
        let form = format!("add={}&add_level=read", world.reader);
        let shown = world.send(world.admin, "POST", &path, &form).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(
            shown.text.contains("1 person får adgang") && shown.text.contains("1 sag") && shown.text.contains("Lone Læser"),
            "{}",
            shown.text
        );
        assert!(!shown.text.contains("Fælles"));
        assert!(world.listed(world.reader, &[key]).await.expect("a list").is_empty());
        let form = format!("confirm=true&principal={0}&level-{0}=read&create-{0}=true", world.reader);
        let saved = world.send(world.admin, "POST", &path, &form).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        assert_eq!(world.listed(world.reader, &[key]).await.expect("a list"), ["Fælles"]);
        // A stale page is refused.
        let stale = world.send(world.admin, "POST", &path, &format!("{form}&version=1")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let page = world.send(world.admin, "GET", &format!("/admin/templates/{id}"), "").await;
        assert!(page.text.contains("ændrede adgangen") && page.text.contains("Lone Læser (Sagslæser)"), "{}", page.text);
        let data: String = world.one("SELECT e.data FROM my_template_event e WHERE e.kind = 'template.access_changed'").await;
        assert!(data.contains("\"old\":[]") && data.contains("\"level\":1"), "{data}");
        // Nobody else reads the log.
        let hidden: Vec<(String,)> =
            world.ctx(world.worker).await.reader.all("SELECT e.data FROM my_template_event e", &[]).await.expect("readable");
        assert!(hidden.is_empty());
        // And away again.
        let away = world.send(world.admin, "PUT", &format!("/api/v1/templates/{id}/access"), "").await;
        assert_eq!(away.status, StatusCode::OK, "{}", away.text);
        assert!(world.listed(world.reader, &[key]).await.expect("a list").is_empty());
    }
}

#[tokio::test]
async fn only_who_may() {
    for world in World::all("tmay").await {
        let id = template(&world, "Byggesag").await;
        for (method, path) in [
            ("GET", "/admin/templates".to_owned()),
            ("POST", format!("/admin/templates/{id}/access")),
            ("PUT", format!("/api/v1/templates/{id}/access")),
            ("PATCH", format!("/api/v1/templates/{id}")),
            ("POST", format!("/admin/templates/{id}/delete")),
            ("GET", "/api/v1/templates?all=1".to_owned()),
        ] {
            let answer = world.send(world.worker, method, &path, "confirm=true").await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}");
        }
        let counted: Vec<(i64,)> =
            world.ctx(world.worker).await.reader.all("SELECT c.template_id FROM my_filed_case c", &[]).await.expect("readable");
        assert!(counted.is_empty());
    }
}

#[tokio::test]
async fn keys_of_a_template() {
    for world in World::all("tkeys").await {
        let id = template(&world, "Byggesag").await;
        let top = world.add(None, "Byggeri").await;
        let leaf = world.add(Some(top), "Tilladelser").await;
        let other = world.add(None, "Andet").await;
        let allowed = async |key| {
            let mut uow = world.system().write().await.expect("a unit");
            ringbind::templates::key_allowed(&mut uow, id, key).await.expect("an answer")
        };
        assert!(allowed(other).await, "none named: all");
        let edit = format!("/admin/templates/{id}/edit");
        let form = "name=Byggesag&case_type=Byggesag&icon=building";
        let outside = world.send(world.admin, "POST", &edit, &format!("{form}&keys={top}&fixed_key={other}")).await;
        assert_eq!(outside.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(allowed(other).await, "nothing was saved");
        let saved = world
            .send(world.admin, "POST", &edit, &format!("{form}&keys={top}&fixed_key={leaf}&title_pattern=%7Btemplate%7D+%7Byear%7D"))
            .await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        assert!(allowed(leaf).await && allowed(top).await && !allowed(other).await);
        let picked = world.send(world.worker, "GET", &format!("/pick/keys?template={id}"), "").await;
        assert!(picked.text.contains("Tilladelser") && !picked.text.contains("Andet"));
        let wrong = world.send(world.admin, "POST", &edit, &format!("{form}&title_pattern=%7Bfelt%7D")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("{felt}") && wrong.text.contains("<title>Fejl:"));
        // A key that a template names isn't deleted under it.
        let answer = world.send(world.admin, "POST", &format!("/admin/keys/{leaf}/delete"), "").await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        // The API changes what it names and leaves the rest.
        let patched = world.send(world.admin, "PATCH", &format!("/api/v1/templates/{id}"), "description=Om+byggeri").await;
        assert!(
            patched.status.is_success() && patched.text.contains("Om byggeri") && patched.text.contains(&top.to_string()),
            "{}",
            patched.text
        );
    }
}

#[tokio::test]
async fn folders_documents_and_copies() {
    for world in World::all("tfiles").await {
        let id = template(&world, "Byggesag").await;
        let folders = format!("/admin/templates/{id}/folders");
        for name in ["Udbud", "Tegninger", "Referater"] {
            assert_eq!(world.send(world.admin, "POST", &folders, &format!("name={name}")).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(world.send(world.admin, "POST", &folders, "name=udbud").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.send(world.admin, "POST", &folders, "name=a%2Fb").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let folder: base::Uuid = world.one("SELECT id FROM template_folder WHERE name = 'Tegninger'").await;
        assert_eq!(world.send(world.admin, "POST", &format!("{folders}/{folder}"), "to=in").await.status, StatusCode::SEE_OTHER);
        let names = async || {
            let mut uow = world.system().write().await.expect("a unit");
            let all = ringbind::templates::standard_folders(&mut uow, id).await.expect("folders");
            all.into_iter().map(|(_, parent, name)| format!("{name} {}", parent.is_some())).collect::<Vec<_>>()
        };
        assert_eq!(names().await, ["Udbud false", "Referater false", "Tegninger true"]);
        // A file goes in as the body; a program doesn't.
        let path = format!("/admin/templates/{id}/documents?file_name=Tjekliste.txt&type=1&folder={folder}");
        let sent = world.request(world.admin, "POST", &path, "application/octet-stream", b"Husk det hele\n".to_vec()).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let bad = format!("/admin/templates/{id}/documents?file_name=Tjekliste.txt&type=1");
        let program = world.request(world.admin, "POST", &bad, "application/octet-stream", b"MZ\x90\0\x03".to_vec()).await;
        assert_eq!(program.status, StatusCode::CONFLICT);
        assert_eq!(world.request(world.admin, "POST", &bad, "application/octet-stream", vec![]).await.status, StatusCode::CONFLICT);
        let mut uow = world.system().write().await.expect("a unit");
        let documents = ringbind::templates::standard_documents(&mut uow, id).await.expect("documents");
        drop(uow);
        assert_eq!((documents.len(), documents[0].title.as_str(), documents[0].folder_id), (1, "Tjekliste", Some(folder)));
        let kept = world.house.blobs.get(&documents[0].blob, 1000).await.expect("the file");
        assert_eq!(&kept[..], b"Husk det hele\n");
        let copied = world.send(world.admin, "POST", &format!("/admin/templates/{id}/copy"), "").await;
        let copy: i64 = copied.to.rsplit('/').next().and_then(|c| c.parse().ok()).expect("an id");
        let (same, active): (i64, bool) = world
            .system()
            .reader
            .one(
                "SELECT (SELECT count(*) FROM template_folder f WHERE f.template_id = t.id) + (SELECT count(*) FROM template_document d WHERE d.template_id = t.id), t.active
                 FROM template t WHERE t.id = $1",
                &args![copy],
            )
            .await
            .expect("the copy");
        assert_eq!((same, active), (4, false));
        // Folders go with what is in them; their documents stay.
        let top: base::Uuid = world
            .system()
            .reader
            .one::<(base::Uuid,)>("SELECT id FROM template_folder WHERE template_id = $1 AND name = 'Udbud'", &args![id])
            .await
            .expect("it")
            .0;
        world.send(world.admin, "POST", &format!("{folders}/{top}"), "to=delete").await;
        assert_eq!(names().await, ["Referater false"]);
        assert_eq!(world.one::<i64>("SELECT count(*) FROM template_document WHERE folder_id IS NULL").await, 1);
        // Unused ones are deleted, used ones aren't.
        assert_eq!(world.send(world.admin, "POST", &format!("/admin/templates/{copy}/delete"), "").await.status, StatusCode::SEE_OTHER);
        world.case("Sag", world.worker, None).await;
        let used: i64 = world.one("SELECT id FROM template ORDER BY id LIMIT 1").await;
        assert_eq!(world.send(world.admin, "POST", &format!("/admin/templates/{used}/delete"), "").await.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn a_template_that_nobody_may_use_says_so() {
    for world in World::all("tnobody").await {
        let id = template(&world, "Byggesag").await;
        let (own, access) = (format!("/admin/templates/{id}"), format!("/admin/templates/{id}/access"));
        // Links to the list of who may: on the page of all templates, and on its own beside the one that is always there.
        let warned = async || {
            let link = format!("href=\"{access}\"");
            let all = world.send(world.admin, "GET", "/admin/templates", "").await.text;
            let one = world.send(world.admin, "GET", &own, "").await.text;
            assert_eq!(one.contains("Ingen må oprette"), one.matches(&link).count() == 2, "{one}");
            (all.matches(&link).count(), one.matches(&link).count())
        };
        assert_eq!(warned().await, (1, 2));
        let may = async |who: i64| {
            let form = format!("confirm=true&principal={who}&level-{who}=none&create-{who}=true");
            assert_eq!(world.send(world.admin, "POST", &access, &form).await.status, StatusCode::SEE_OTHER);
        };
        may(world.worker).await;
        assert_eq!(warned().await, (0, 1));
        // An empty group is nobody, and so is somebody who was disabled.
        assert_eq!(world.send(world.admin, "POST", "/admin/groups/new", "name=Tom").await.status, StatusCode::SEE_OTHER);
        let group: i64 = world.one("SELECT id FROM groups WHERE name = 'Tom'").await;
        may(group).await;
        assert_eq!(warned().await, (1, 2));
        let joined = world.send(world.admin, "POST", &format!("/admin/groups/{group}/members"), &format!("member={}", world.worker)).await;
        assert_eq!((joined.status, warned().await), (StatusCode::SEE_OTHER, (0, 1)));
        let disabled = world.send(world.admin, "POST", &format!("/admin/users/{}/disable", world.worker), "").await;
        assert_eq!((disabled.status, warned().await), (StatusCode::SEE_OTHER, (1, 2)), "{}", disabled.text);
        // What isn't in use needs nobody.
        world.send(world.admin, "POST", &format!("{own}/active"), "active=").await;
        assert_eq!(warned().await, (0, 1));
    }
}

#[tokio::test]
async fn another_of_the_same_name_is_another() {
    for world in World::all("tnames").await {
        let id = template(&world, "Byggesag").await;
        let (one, two) = (world.user("Anna Ager", None).await, world.user("Anna Ager 2", None).await);
        world.run("UPDATE users SET name = 'Anna Ager' WHERE id = $1", &args![two]).await;
        // Two plans may have a key of the same code and title.
        let first = world.add(None, "Byggeri").await;
        let made = world.send(world.admin, "POST", "/admin/plans", "name=Anden+plan").await;
        let added = world.send(world.admin, "POST", &format!("{}/new", made.to), "title=Byggeri&cases_to=new").await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{} {}", made.to, added.text);
        let second: base::Uuid = {
            let sql = "SELECT k.id FROM journal_key k WHERE k.title = 'Byggeri' AND k.id <> $1";
            world.system().reader.one::<(base::Uuid,)>(sql, &args![first]).await.expect("the other").0
        };
        let edit = format!("/admin/templates/{id}/edit");
        let changes = async || world.one::<i64>("SELECT count(*) FROM event WHERE kind = 'template.changed'").await;
        let save = async |owner: i64, key: base::Uuid| {
            let form = format!("name=Byggesag&case_type=Byggesag&icon=binder&default_owner={owner}&keys={key}&fixed_key={key}");
            let saved = world.send(world.admin, "POST", &edit, &form).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        };
        save(one, first).await;
        let before = changes().await;
        save(two, second).await;
        let kept: (i64, base::Uuid, base::Uuid) = world
            .system()
            .reader
            .one(
                "SELECT t.default_owner, t.fixed_key, (SELECT k.key_id FROM template_key k WHERE k.template_id = t.id) AS only_key FROM template t WHERE t.id = $1",
                &args![id],
            )
            .await
            .expect("the template");
        assert_eq!((kept, changes().await), ((two, second, second), before + 3));
        save(two, second).await;
        assert_eq!(changes().await, before + 3, "nothing changed, nothing told");
    }
}
