// Files that journeys drop: made here, of every kind that the product must read.

/** A zip without compression, as office files are. */
export function zip(entries) {
  const table = Array.from({ length: 256 }, (_, n) => {
    for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n >>> 0;
  });
  const crc = (bytes) => (bytes.reduce((c, b) => table[(c ^ b) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
  const parts = [];
  const index = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const [title, data] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc(data), 10);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(title.length, 22);
    // After the same fields as in the local header: comment, disk, attributes, where it begins.
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    index.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, entry, title);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), head, title, data);
    offset += 30 + title.length + data.length;
  }
  const directory = Buffer.concat(index);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(entries).length, 8);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

export function docx(text) {
  return zip({
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`,
  });
}

export const mail = (subject, text) =>
  Buffer.from(
    [
      'From: Peter Holm <peter@byg.example>',
      'To: skolen@nordby.example',
      `Subject: ${subject}`,
      'Date: Mon, 23 Feb 2026 10:00:00 +0100',
      'Message-ID: <1@byg.example>',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
      '',
    ].join('\r\n'),
  );

const lines = (words) => words.map((word) => `<h1>${word}</h1>`).join('');

/** A picture of words, as a scanner makes one. */
export async function scan(context, words) {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1000, height: 500 });
  await page.setContent(`<body style="background:#fff;color:#000;font:28px serif;padding:40px">${lines(words)}</body>`);
  const picture = await page.screenshot({ type: 'png' });
  await page.close();
  return picture;
}

/** A PDF of so many pages, with a word on one of them. */
export async function pdf(context, pages, at, word) {
  const page = await context.newPage();
  const one = (n) => `<section style="break-after:page"><h1>Side ${n}</h1><p>${n === at ? word : 'Brødtekst om vedligeholdelse.'}</p></section>`;
  await page.setContent(`<body>${Array.from({ length: pages }, (_, n) => one(n + 1)).join('')}</body>`);
  const file = await page.pdf({ format: 'A4' });
  await page.close();
  return file;
}
