// [data-upload]: files dropped anywhere on it, chosen or pasted, three at a
// time. Folders keep their paths; a row with [data-folder] takes them itself.
import { arrive } from './request.js';
import { counted, dropped, pasted } from './files.js';
import { UploadRow } from './uploadrow.js';

const AT_ONCE = 3;
const queues = new Map();

class Queue {
	constructor(zone) {
		this.zone = zone;
		this.words = zone.dataset;
		this.url = zone.dataset.upload;
		this.template = zone.querySelector('template[data-upload-row]');
		this.box = zone.querySelector('[data-upload-rows]');
		this.list = this.box.querySelector('ul');
		this.rows = [];
		this.box.addEventListener('click', event => {
			const what = event.target.closest('header [data-do]')?.dataset.do;
			if (what === 'cancel-all') this.rows.filter(row => row.state !== 'done').forEach(row => row.cancel());
			if (what === 'close') this.rows.slice().forEach(row => this.remove(row));
		});
	}

	add(files, folder) {
		const rows = files.map(one => new UploadRow(this, one, folder));
		this.rows.push(...rows);
		this.list.append(...rows.map(row => row.row));
		this.box.hidden = !this.rows.length;
		this.next();
	}

	/** What was uploaded before the form came back, or before signing in again. */
	keep(input) {
		const row = new UploadRow(this, { file: { name: input.dataset.name, size: Number(input.dataset.size) }, path: '' });
		this.rows.push(row);
		this.list.append(row.row);
		this.box.hidden = false;
		row.kept(input);
	}

	count(...states) {
		return this.rows.filter(row => states.includes(row.state)).length;
	}

	next() {
		while (this.count('running', 'lost') < AT_ONCE) {
			const row = this.rows.find(one => one.state === 'waiting');
			if (!row) break;
			this.fresh = true;
			row.run().finally(() => this.next());
		}
		if (this.fresh && !this.count('running', 'lost', 'waiting')) this.finish();
		this.paint();
	}

	finish() {
		this.fresh = false;
		if (!this.count('done')) return;
		this.zone.dispatchEvent(new CustomEvent('uploads:done', { bubbles: true, detail: { done: this.count('done') } }));
		document.querySelectorAll('[data-refresh-on-upload]').forEach(place => htmx.trigger(place, 'uploads:done'));
	}

	remove(row) {
		this.rows = this.rows.filter(one => one !== row);
		row.row.remove();
		this.box.hidden = !this.rows.length;
		this.next();
	}

	/** On a form for something new, the upload goes along as its id. */
	staged(location, file) {
		const form = this.words.uploadStage;
		if (form === undefined) return null;
		const input = document.createElement('input');
		input.type = 'hidden';
		input.name = 'upload';
		input.value = new URL(location).pathname.split('/').pop();
		Object.assign(input.dataset, { name: file.name, size: file.size });
		if (form) input.setAttribute('form', form);
		(form ? this.zone : this.zone.closest('form') ?? this.zone).append(input);
		return input;
	}

	/** The head and the sum, once a frame however many rows move. */
	paint() {
		if (this.painting) return;
		this.painting = true;
		requestAnimationFrame(() => {
			this.painting = false;
			const left = this.count('running', 'lost', 'waiting');
			const failed = this.count('failed');
			const text = left ? counted(this.words.uploadRunning, left) : counted(this.words.uploadFinished, this.count('done'));
			const head = failed ? `${text} · ${counted(this.words.uploadFailures, failed)}` : text;
			const title = this.box.querySelector('h3 > span');
			if (title.textContent !== head) title.textContent = head;
			const size = this.rows.reduce((sum, row) => sum + row.file.size, 0);
			const sent = this.rows.reduce((sum, row) => sum + row.sent, 0);
			const bar = this.box.querySelector('[data-upload-sum]');
			bar.value = size ? (100 * sent) / size : 0;
			bar.hidden = !left || this.rows.length < 2;
			this.box.querySelector('[data-do=cancel-all]').hidden = !left;
			// What goes along with a form stays in sight until it is sent.
			this.box.querySelector('[data-do=close]').hidden = left > 0 || this.words.uploadStage !== undefined;
		});
	}
}

function queue(zone) {
	for (const old of queues.keys()) if (!old.isConnected) queues.delete(old);
	if (!queues.has(zone)) queues.set(zone, new Queue(zone));
	return queues.get(zone);
}

const folderOf = (event, zone) => event.target.closest('[data-folder]')?.dataset.folder ?? zone.dataset.uploadFolder;
const carries = event => [...(event.dataTransfer?.types ?? [])].includes('Files');
const zoneOf = event => event.target.closest?.('[data-upload]') ?? document.querySelector('[data-upload]');

function mark(zone, row) {
	document.querySelectorAll('.dropping, [data-folder].drop').forEach(one => one.classList.remove('dropping', 'drop'));
	document.querySelectorAll('.dropzone.over').forEach(one => one.classList.remove('over'));
	zone?.classList.add('dropping');
	row?.classList.add('drop');
	if (!row) zone?.querySelectorAll('.dropzone').forEach(one => one.classList.add('over'));
}

document.addEventListener('dragover', event => {
	const zone = carries(event) && zoneOf(event);
	if (!zone) return;
	event.preventDefault();
	event.dataTransfer.dropEffect = 'copy';
	mark(zone, event.target.closest?.('[data-folder]'));
});
document.addEventListener('dragleave', event => {
	if (!event.relatedTarget) mark();
});
document.addEventListener('drop', async event => {
	const zone = carries(event) && zoneOf(event);
	if (!zone) return;
	event.preventDefault();
	mark();
	const folder = folderOf(event, zone);
	queue(zone).add(await dropped(event.dataTransfer), folder);
});
document.addEventListener('change', event => {
	const input = event.target;
	if (!input.matches?.('[data-upload-browse]')) return;
	const zone = zoneOf(event);
	if (!zone) return;
	const files = [...input.files].map(file => ({ file, path: file.webkitRelativePath.split('/').slice(0, -1).join('/') }));
	input.value = '';
	queue(zone).add(files, zone.dataset.uploadFolder);
});
document.addEventListener('paste', event => {
	const zone = document.querySelector('[data-upload]');
	if (!zone || !event.clipboardData?.files.length) return;
	event.preventDefault();
	queue(zone).add(pasted(event.clipboardData, zone.dataset.uploadPasted), zone.dataset.uploadFolder);
});
/** An upload of before, for a form with that id. */
export function keepUpload(form, value, name, size) {
	const zone = document.querySelector('[data-upload-stage]');
	if (!zone || !form || document.querySelector(`input[name=upload][value="${CSS.escape(value)}"]`)) return;
	const input = Object.assign(document.createElement('input'), { type: 'hidden', name: 'upload', value });
	Object.assign(input.dataset, { name, size });
	input.setAttribute('form', form);
	zone.append(input);
	queue(zone).keep(input);
}

arrive(root => root.querySelectorAll('input[name=upload][data-name]').forEach(input => {
	const zone = input.closest('[data-upload]') ?? document.querySelector('[data-upload-stage]');
	if (zone && !input.dataset.row) queue(zone).keep(input);
}));
addEventListener('beforeunload', event => {
	for (const [zone, one] of queues) if (zone.isConnected && one.count('running', 'lost', 'waiting')) event.preventDefault();
});
