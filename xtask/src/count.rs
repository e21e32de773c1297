//! Counting tests in what test runners print.

/// How many tests passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl Count {
    /// Both together.
    pub fn and(self, other: Count) -> Count {
        Count { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// A run that ended badly without a failing test (it didn't build, it crashed) counts as one failure.
    pub fn with_end(self, good: bool) -> Count {
        if !good && self.failed == 0 { Count { failed: 1, ..self } } else { self }
    }

    /// The line that ends the suite.
    pub fn line(self) -> String {
        format!("{} passed, {} failed", self.passed, self.failed)
    }
}

/// Adds up the summaries of libtest, nextest and the browser tests.
pub fn read(printed: &str) -> Count {
    printed.lines().map(plain).filter_map(|line| summary(&line)).fold(Count::default(), Count::and)
}

fn summary(line: &str) -> Option<Count> {
    let line = line.trim();
    let told = ["test result:", "Summary [", "browser:"].iter().any(|start| line.starts_with(start));
    told.then(|| {
        // A test that ran too long is a failure to nextest, under a word of its own.
        let failed = ["failed", "timed out", "exec failed"].iter().map(|word| before(line, word)).sum();
        Count { passed: before(line, "passed"), failed }
    })
}

/// The number that stands before a word: in "3 passed; 1 failed" 3 before "passed".
fn before(line: &str, word: &str) -> u64 {
    line.split([',', ';', ':', '.', '(', ')'])
        .filter_map(|part| part.trim().strip_suffix(word))
        .find_map(|number| number.trim().parse().ok())
        .unwrap_or(0)
}

/// The line without colours.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libtest_is_added_up() {
        let printed = "running 2 tests\ntest result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s\n\
                       test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(read(printed), Count { passed: 15, failed: 2 });
    }

    #[test]
    fn nextest_is_understood_with_colours_and_time_outs() {
        assert_eq!(read("     Summary [   0.512s] 14 tests run: 14 passed, 0 skipped"), Count { passed: 14, failed: 0 });
        let printed = "\u{1b}[31;1m     Summary\u{1b}[0m [   9.1s] \u{1b}[1m20\u{1b}[0m tests run: \u{1b}[1m16\u{1b}[0m passed (1 slow), 3 failed, 1 timed out, 0 skipped";
        assert_eq!(read(printed), Count { passed: 16, failed: 4 });
    }

    #[test]
    fn the_browser_is_understood() {
        assert_eq!(read("noise 7 passed\nbrowser: 31 passed, 1 failed\n"), Count { passed: 31, failed: 1 });
    }

    #[test]
    fn a_crash_is_a_failure() {
        assert_eq!(Count::default().with_end(false).line(), "0 passed, 1 failed");
        assert_eq!(Count { passed: 3, failed: 2 }.with_end(false), Count { passed: 3, failed: 2 });
        assert_eq!(Count { passed: 3, failed: 0 }.with_end(true).line(), "3 passed, 0 failed");
    }
}
