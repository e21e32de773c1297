// The count, as a line that `cargo xtask test` reads.
export default class Count {
  #ends = new Map();

  onTestEnd(test) {
    this.#ends.set(test.id, test.outcome());
  }

  onEnd() {
    const ends = [...this.#ends.values()];
    const count = (...which) => ends.filter((end) => which.includes(end)).length;
    console.log(`\nbrowser: ${count('expected')} passed, ${count('unexpected', 'flaky')} failed`);
  }

  printsToStdio() {
    return true;
  }
}
