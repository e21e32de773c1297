//! Puts texts together: what stands in a letter, a note, minutes, an invoice …

use super::chance::Chance;
use super::content::{Content, Topic};
use super::days;
use super::words::{Scene, fill, grouped};

/// A text to be made: of a type, on a topic.
pub struct Wanted<'a> {
    pub title: &'a str,
    pub kind_of: &'a str,
    /// The form of file (`docx`, `xlsx` …).
    pub kind: &'a str,
    pub topic: &'a str,
    pub incoming: bool,
}

struct Writer<'a> {
    content: &'a Content,
    topic: &'a Topic,
    scene: &'a Scene<'a>,
    chance: Chance,
    out: String,
}

/// The text in the markup of `documents.toml`.
pub fn compose(content: &Content, wanted: &Wanted<'_>, scene: &Scene<'_>, chance: Chance) -> String {
    let Some(topic) = content.topics.get(wanted.topic).or_else(|| content.topics.get("general")) else {
        return format!("# {}\n", wanted.title);
    };
    let mut writer = Writer { content, topic, scene, chance, out: String::new() };
    match (wanted.kind, wanted.kind_of) {
        ("eml" | "msg", _) => writer.mail(wanted.incoming),
        ("xlsx" | "ods" | "csv", _) => writer.sheet(wanted),
        ("pptx", _) => writer.report(wanted.title, false),
        (_, "faktura") => writer.invoice(wanted.title),
        (_, "brev" | "foelgebrev" | "samtykke") => writer.letter(wanted.title, wanted.incoming),
        (_, "referat") => writer.minutes(wanted.title),
        (_, "dagsorden") => writer.agenda(wanted.title),
        (_, "rapport") => writer.report(wanted.title, true),
        _ => writer.note(wanted.title),
    }
    writer.out
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn paragraph(&mut self, pattern: &str) {
        let text = fill(self.content, &mut self.chance, pattern, self.scene);
        self.line(&text);
        self.line("");
    }

    fn say(&mut self, of: &[String]) {
        let pattern = self.chance.text(of).to_owned();
        self.paragraph(&pattern);
    }

    fn on_topic(&mut self, n: usize) {
        let topic = self.topic;
        let chosen: Vec<String> = self.chance.some(&topic.paragraphs, n).into_iter().cloned().collect();
        for pattern in chosen {
            self.paragraph(&pattern);
        }
    }

    fn title(&mut self, title: &str) {
        self.line(&format!("# {title}"));
    }

    fn letter(&mut self, title: &str, incoming: bool) {
        let blocks = &self.content.blocks;
        if incoming {
            self.line("Til Nørrevang Kommune");
            self.line("");
        } else {
            self.say(&blocks.letter_greetings);
        }
        self.title(title);
        if !incoming {
            self.say(&blocks.letter_openings);
        }
        let n = 2 + self.chance.below(3);
        self.on_topic(n);
        if incoming {
            self.say(&blocks.outside_signatures);
        } else {
            self.say(&blocks.letter_closings);
            self.say(&blocks.signatures);
        }
    }

    fn mail(&mut self, incoming: bool) {
        let blocks = &self.content.blocks;
        if incoming {
            let greeting = if self.chance.percent(50) { "Hej" } else { "Til Nørrevang Kommune" };
            self.line(greeting);
            self.line("");
        } else {
            self.say(&blocks.mail_greetings);
            self.say(&blocks.mail_openings);
        }
        let n = 1 + self.chance.below(2);
        self.on_topic(n);
        self.say(&blocks.mail_closings);
        self.say(if incoming { &blocks.outside_signatures } else { &blocks.signatures });
    }

    fn note(&mut self, title: &str) {
        self.title(title);
        self.say(&self.content.blocks.note_openings);
        let n = 2 + self.chance.below(3);
        self.sections(n, 2);
        self.say(&self.content.blocks.signatures);
    }

    fn sections(&mut self, n: usize, most: usize) {
        let topic = self.topic;
        let headings: Vec<String> = self.chance.some(&topic.headings, n).into_iter().cloned().collect();
        for heading in headings {
            self.line(&format!("## {heading}"));
            let paragraphs = 1 + self.chance.below(most);
            self.on_topic(paragraphs);
        }
    }

    fn report(&mut self, title: &str, table: bool) {
        self.title(title);
        self.say(&self.content.blocks.report_openings);
        let n = 4 + self.chance.below(2);
        self.sections(n, 3);
        if table {
            self.line("## Nøgletal");
            self.table(5);
        }
    }

    fn minutes(&mut self, title: &str) {
        self.title(title);
        let day = days::words(self.scene.day);
        self.line(&format!("| Dato | {day} |"));
        let present = [0; 3].map(|_| fill(self.content, &mut self.chance, "{colleague}", self.scene)).join(", ");
        self.line(&format!("| Deltagere | {present} |"));
        self.line("");
        self.say(&self.content.blocks.minutes_openings);
        for (at, point) in self.points(5).iter().enumerate() {
            self.line(&format!("## {}. {point}", at + 1));
            self.on_topic(1);
            if self.chance.percent(60) {
                let of = if self.chance.percent(50) { &self.topic.decisions } else { &self.content.blocks.decisions };
                let decision = self.chance.text(of).to_owned();
                let text = fill(self.content, &mut self.chance, &decision, self.scene);
                self.line(&format!("Beslutning: {text}"));
                self.line("");
            }
        }
        self.say(&self.content.blocks.minutes_closings);
    }

    fn points(&mut self, n: usize) -> Vec<String> {
        let (topic, blocks) = (self.topic, &self.content.blocks);
        let mut points: Vec<String> = self.chance.some(&topic.agenda, n.saturating_sub(2)).into_iter().cloned().collect();
        points.extend(self.chance.some(&blocks.agenda, 2).into_iter().cloned());
        points
    }

    fn agenda(&mut self, title: &str) {
        self.title(title);
        let day = days::words(days::working(days::later(self.scene.day, 7)));
        let hour = 8 + self.chance.below(6);
        self.line(&format!("Mødet holdes den {day} kl. {hour}.00."));
        self.line("");
        for (at, point) in self.points(7).iter().enumerate() {
            self.line(&format!("## {}. {point}", at + 1));
            if self.chance.percent(60) {
                self.on_topic(1);
            }
        }
    }

    fn invoice(&mut self, title: &str) {
        self.title(title);
        let number = self.chance.between(10_000, 99_999);
        self.line(&format!("Fakturanummer {number}. Fakturadato {}.", days::words(self.scene.day)));
        self.line(&format!("Jeres reference: {}", self.scene.number));
        self.line("");
        self.line("| Ydelse | Antal | Pris, kr. | Beløb, kr. |");
        let budget = &self.content.blocks.budget;
        let names: Vec<String> = self.chance.some(budget, 3).into_iter().filter(|b| b.amount > 0).map(|b| b.name.clone()).collect();
        let mut sum = 0;
        for name in names {
            let (n, price) = (self.chance.between(1, 40), self.chance.between(3, 90) * 25);
            sum += n * price;
            self.line(&format!("| {name} | {n} | {} | {} |", grouped(price), grouped(n * price)));
        }
        self.line("");
        self.line(&format!("| I alt uden moms | {} |", grouped(sum)));
        self.line(&format!("| Moms 25 % | {} |", grouped(sum / 4)));
        self.line(&format!("| At betale | {} |", grouped(sum + sum / 4)));
        self.line("");
        self.paragraph("Betales senest den {due}. Ved for sen betaling beregnes renter efter renteloven.");
    }

    fn table(&mut self, n: usize) {
        self.line("| Post | Budget, kr. | Forbrug, kr. | Rest, kr. |");
        let budget = &self.content.blocks.budget;
        let chosen: Vec<(String, i64)> = self.chance.some(budget, n).into_iter().map(|b| (b.name.clone(), b.amount)).collect();
        for (name, amount) in chosen {
            let spent = amount * self.chance.between(20, 108) / 100;
            self.line(&format!("| {name} | {} | {} | {} |", grouped(amount), grouped(spent), grouped(amount - spent)));
        }
        self.line("");
    }

    fn sheet(&mut self, wanted: &Wanted<'_>) {
        let title = wanted.title.to_lowercase();
        if ["måling", "tælling", "målerækker", "co2"].iter().any(|w| title.contains(w)) {
            return self.counts();
        }
        if ["liste", "plan", "ønsker", "skema"].iter().any(|w| title.contains(w)) && wanted.topic != "economy" {
            return self.list();
        }
        let n = 10 + self.chance.below(14);
        self.table(n);
    }

    fn counts(&mut self) {
        self.line("| Dato | Klokken | Sted | Målt |");
        for day in 0..5 {
            let date = days::later(self.scene.day, day - 7);
            for hour in 7..16 {
                let n = self.chance.between(380, 2400);
                self.line(&format!("| {date} | {hour}.00 | Punkt {} | {n} |", 1 + hour % 3));
            }
        }
    }

    fn list(&mut self) {
        self.line("| Nr. | Emne | Ansvarlig | Frist | Bemærkning |");
        let topic = self.topic;
        let decisions: Vec<String> = topic.decisions.iter().chain(&self.content.blocks.decisions).cloned().collect();
        for at in 1..=14 {
            let subject = self.chance.text(if self.chance.clone().percent(50) { &topic.headings } else { &topic.agenda }).to_owned();
            let (who, note) = (fill(self.content, &mut self.chance, "{colleague}", self.scene), self.chance.text(&decisions).to_owned());
            let (due, note) =
                (days::later(self.scene.day, self.chance.between(5, 60)), fill(self.content, &mut self.chance, &note, self.scene));
            self.line(&format!("| {at} | {subject} | {who} | {due} | {note} |"));
        }
    }
}
