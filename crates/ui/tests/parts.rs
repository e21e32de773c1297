//! What the parts promise: nothing unescaped, errors tied to their fields,
//! lists that can be read aloud.

use ui::{
    Bulk, Button, Cell, Choice, Column, Confirm, Fact, Field, FileKind, Form, FormError, Icon, Kind, MenuItem, Node, Order, Pager, Picked,
    Picker, Render, Row, Table, Title, Toast, UploadWords, Uploads, error_summary, html, list_foot, menu_of, picker_option, tree,
};

const NASTY: &str = r#""><script>alert('x')</script>&"#;

fn holds(markup: &str, parts: &[&str]) {
    for part in parts {
        assert!(markup.contains(part), "{part} is missing from {markup}");
    }
}

#[test]
fn nothing_comes_out_unescaped() {
    let choices = [Choice { value: NASTY, label: NASTY, chosen: true }];
    let picked = [Picked { value: NASTY, label: NASTY }];
    let picker = Picker {
        source: NASTY,
        chosen: &picked,
        several: true,
        placeholder: NASTY,
        remove: NASTY,
        nothing: NASTY,
        icon: None,
        action: None,
    };
    let columns = [Column::new(Kind::Title, NASTY).sort(NASTY, Some(Order::Ascending))];
    let rows = vec![
        Row::new(vec![Title::new(NASTY, NASTY).below(NASTY).cell()]).tick(NASTY, NASTY, NASTY, false).preview(NASTY),
        Row::heading(NASTY),
    ];
    let all = html! {
        (Button::link(NASTY, NASTY).icon_only(Icon::Plus).attr("data-x", NASTY).unavailable(NASTY))
        (Field::text(NASTY, NASTY, NASTY).help(NASTY).error(Some(NASTY)).attr("data-x", NASTY))
        (Field::textarea(NASTY, NASTY, NASTY, 3)) (Field::select(NASTY, NASTY, &choices)) (Field::picker(NASTY, NASTY, picker))
        (MenuItem::link(NASTY, NASTY).key(NASTY)) (Node::new(1, NASTY, NASTY).code(NASTY).add(NASTY, NASTY))
        (Fact::new(NASTY, NASTY).edit(NASTY, NASTY)) (Table::new(NASTY, &columns, rows).ticks(NASTY).attr("data-x", NASTY))
        (picker_option(NASTY, NASTY, None, Some(NASTY)))
        (Confirm { id: NASTY, title: NASTY, text: NASTY, action: NASTY, csrf: NASTY, cancel: NASTY, go: NASTY, danger: true, fields: &[(NASTY, NASTY)] })
        (Toast { text: NASTY, failed: false, undo: Some((NASTY, NASTY)) }.markup())
    };
    assert!(!all.0.contains("<script"), "{}", all.0);
    let safe = "&quot;&gt;&lt;script&gt;alert('x')&lt;/script&gt;&amp;";
    assert_eq!(all.0.matches("alert").count(), all.0.matches(safe).count(), "{}", all.0);
    assert!(all.0.matches(safe).count() > 60);
}

#[test]
fn errors_lead_to_their_fields() {
    let errors = [FormError { field: "part", message: "Vælg en primær part" }];
    let summary = error_summary("Ret et felt:", &errors).0;
    holds(&summary, &["role=\"alert\"", "data-focus", "<a href=\"#part\">Vælg en primær part</a>"]);
    let field = Field::text("part", "Primær part", "").help("Hjælp").error(Some("Vælg en.")).render().0;
    holds(
        &field,
        &[
            "<label for=\"part\">",
            "id=\"part\"",
            "aria-invalid=\"true\"",
            "aria-describedby=\"part-error part-help\"",
            "<p class=\"error\" id=\"part-error\">",
            "<p class=\"help\" id=\"part-help\">",
        ],
    );
    assert!(error_summary("Ret:", &[]).0.is_empty());
}

#[test]
fn a_field_without_trouble_says_nothing_of_it() {
    let field = Field::text("titel", "Titel", "Regnskab").render().0;
    assert!(!field.contains("aria-"), "{field}");
    assert!(!Field::password("kode", "Adgangskode").render().0.contains("value="));
}

#[test]
fn text_keeps_its_first_line_break() {
    let field = Field::textarea("t", "T", "\nanden linje", 3).render().0;
    assert!(field.contains(">\n\nanden linje</textarea>"), "{field}");
}

#[test]
fn a_form_carries_token_and_version() {
    let form = Form::new("/sager", "tegn").version("7").guard().body(html! { "x" }).0;
    holds(&form, &["method=\"post\"", "action=\"/sager\"", "data-guard", "name=\"csrf\" value=\"tegn\"", "name=\"version\" value=\"7\""]);
}

#[test]
fn the_pager_links_only_where_there_is_more() {
    let pager = Pager {
        range: "51–100 af 3.214",
        previous: Some("?side=1"),
        next: None,
        previous_label: "Forrige side",
        next_label: "Næste side",
        size: None,
    };
    let markup = pager.render().0;
    holds(
        &markup,
        &["51–100 af 3.214", "aria-label=\"Forrige side\" href=\"?side=1\" rel=\"prev\"", "aria-label=\"Næste side\" disabled>"],
    );
    let bulk = Bulk { form: "bulk", csrf: "t", counted: "{n} valgt", actions: html! {}, clear: "Fravælg" };
    holds(&list_foot("Valgte", Some(&bulk), &pager).0, &["id=\"bulk\"", "data-bulk=\"{n} valgt\"", "role=\"region\""]);
}

#[test]
fn a_table_says_its_order_and_keeps_its_columns() {
    let columns = [
        Column::new(Kind::Title, "Titel").sort("?sort=titel", None),
        Column::new(Kind::When, "Ændret").leaves(1).sort("?sort=-aendret", Some(Order::Descending)),
        Column::new(Kind::Short, "Kassation").leaves(9).end(),
    ];
    let rows = vec![
        Row::heading("I dag"),
        Row::new(vec![Title::new("Regnskab", "/sag/1").cell(), Cell::dim("24. feb.")]).tick("bulk", "1", "Vælg Regnskab", true),
    ];
    let table = Table::new("Sager", &columns, rows).ticks("Vælg alle").render().0;
    holds(
        &table,
        &[
            "<caption class=\"sr\">Sager</caption>",
            "<th scope=\"col\" class=\"p1\" aria-sort=\"descending\"><a href=\"?sort=-aendret\"",
            "<col class=\"p1 c-when\">",
            "<td class=\"dim p1\">24. feb.</td>",
            "<td class=\"p4 end\"></td>",
            "<th scope=\"rowgroup\">I dag</th>",
            "name=\"id\" value=\"1\" form=\"bulk\"",
            "<a href=\"/sag/1\" title=\"Regnskab\">Regnskab</a>",
        ],
    );
    assert_eq!(table.matches("aria-sort").count(), 1);
}

#[test]
fn one_item_of_a_tree_is_in_the_tab_order() {
    let nodes = [
        Node::new(1, "Byggeri", "/2").branch(true),
        Node::new(2, "Nyt", "/2.1").selected(true),
        Node::new(1, "Skoler", "/3").lazy("/3/under"),
    ];
    let markup = tree("Nøgler", &nodes).0;
    assert_eq!(markup.matches("tabindex=\"0\"").count(), 1);
    holds(
        &markup,
        &[
            "aria-level=\"2\" aria-selected=\"true\" tabindex=\"0\"",
            "aria-expanded=\"false\" aria-selected=\"false\" tabindex=\"-1\" data-href=\"/3\" data-children=\"/3/under\"",
        ],
    );
    holds(&tree("Nøgler", &nodes[..1]).0, &["tabindex=\"0\""]);
}

#[test]
fn what_destroys_comes_last() {
    let menu = menu_of("m", &[MenuItem::button("Slet").danger(), MenuItem::link("Åbn", "/x")]).0;
    assert!(menu.find("Åbn") < menu.find("<hr>") && menu.find("<hr>") < menu.find("Slet"), "{menu}");
}

#[test]
fn a_toast_fits_in_a_header() {
    let header = Toast { text: "Fristen »ændret« \"\\\n😀", failed: false, undo: Some(("Fortryd", "/undo?a=1")) }.header();
    assert!(header.bytes().all(|b| (b' '..=b'~').contains(&b)), "{header}");
    holds(
        &header,
        &["Fristen \\u00bb\\u00e6ndret\\u00ab \\\"\\\\\\u000a\\ud83d\\ude00", "\"undo\":{\"label\":\"Fortryd\",\"url\":\"/undo?a=1\"}"],
    );
}

#[test]
fn files_are_known_by_their_ending() {
    assert_eq!(FileKind::of_name("Referat.DOCX"), FileKind::Text);
    assert_eq!(FileKind::of_name("arkiv.tar.gz"), FileKind::Zip);
    assert_eq!(FileKind::of_name("README"), FileKind::Other);
    assert_eq!(FileKind::of_name("noget."), FileKind::Other);
}

#[test]
fn an_upload_zone_brings_its_words() {
    let words = UploadWords {
        running: "Lægger {n} filer op",
        finished: "b",
        failures: "c",
        waiting: "Venter",
        sent: "e",
        ready: "f",
        lost: "Forbindelsen røg",
        failed: "h",
        duplicate: "i",
        cancel: "j",
        cancel_all: "k",
        retry: "l",
        show: "m",
        add_anyway: "n",
        skip: "o",
        close: "p",
        pasted: "q",
        file: "Fil",
    };
    let uploads = Uploads { url: "/upload?sag=1", folder: Some("7"), stage: Some("ny"), words };
    let zone = uploads.zone(uploads.rows("up")).0;
    holds(
        &zone,
        &[
            "data-upload=\"/upload?sag=1\"",
            "data-upload-folder=\"7\"",
            "data-upload-stage=\"ny\"",
            "data-upload-lost=\"Forbindelsen røg\"",
            "<template data-upload-row>",
            "data-upload-rows",
            "data-kind=\"pdf\"",
        ],
    );
}
