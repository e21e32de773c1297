// The words on the screens, read from the product's own files, so that a journey runs in both
// languages and a reworded button breaks nothing.
import fs from 'node:fs';

const known = new Map();

function file(lang, name) {
  const key = `${lang}/${name}`;
  if (!known.has(key)) {
    const text = fs.readFileSync(new URL(`../../locales/${key}.ftl`, import.meta.url), 'utf8');
    const lines = text.split('\n').map((line) => line.match(/^([a-z][a-z0-9-]*) = (.+)$/));
    known.set(key, new Map(lines.filter(Boolean).map(([, id, words]) => [id, words])));
  }
  return known.get(key);
}

/** `text('da', 'people.sign-in')`; values for placeholders as `{ name: 'Karen' }`. */
export function text(lang, id, values = {}) {
  const [name, key] = id.split('.');
  const words = file(lang, name).get(key);
  if (words === undefined) throw new Error(`no text ${id} in ${lang}`);
  return words.replace(/\{ \$(\w+) \}/g, (_, placeholder) => {
    if (!(placeholder in values)) throw new Error(`${id} needs ${placeholder}`);
    return values[placeholder];
  });
}
