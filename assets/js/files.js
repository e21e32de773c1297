// What was dropped or pasted, as [{file, path}]; path is the folder it lay in.

const batch = reader => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
const opened = entry => new Promise((resolve, reject) => entry.file(resolve, reject));
const LITTER = /^(\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/i;

async function walk(entry, path, found) {
	if (entry.isFile) {
		if (!LITTER.test(entry.name)) found.push({ file: await opened(entry), path });
		return;
	}
	const reader = entry.createReader();
	const inside = path ? `${path}/${entry.name}` : entry.name;
	// A reader gives at most a hundred at a time.
	for (let some = await batch(reader); some.length; some = await batch(reader)) {
		for (const one of some) await walk(one, inside, found);
	}
}

/** The entries must be taken before the event is over. */
export function dropped(transfer) {
	const entries = [...transfer.items].filter(item => item.kind === 'file').map(item => item.webkitGetAsEntry?.());
	const plain = [...transfer.files].map(file => ({ file, path: '' }));
	return (async () => {
		if (!entries.length || entries.some(entry => !entry)) return plain;
		const found = [];
		for (const entry of entries) await walk(entry, '', found);
		return found;
	})();
}

/** Pictures from the clipboard get a name with the time. */
export function pasted(transfer, name) {
	const time = new Date().toTimeString().slice(0, 8).replaceAll(':', '.');
	return [...transfer.files].map(file => {
		const bare = /^image\.\w+$/.test(file.name);
		const named = bare ? new File([file], `${name} ${time}.${file.type.split('/')[1]}`, { type: file.type }) : file;
		return { file: named, path: '' };
	});
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** »11,4« and »18,3 MB«, both in the larger's unit. */
export function bytes(done, size) {
	const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(size, 1)) / 3));
	const format = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: power > 1 ? 1 : 0 });
	const scale = 1000 ** power;
	return [format.format(done / scale), `${format.format(size / scale)} ${UNITS[power]}`];
}

/** »{n} {fil|filer}« with the number and the word that goes with it. */
export const counted = (text, number) =>
	text.replace('{n}', number).replace(/\{([^|}]*)\|([^}]*)\}/, (_, one, other) => (number === 1 ? one : other));
