// One file's row: how far it is, and what can be done about it.
import { bytes } from './files.js';
import { Tus } from './tus.js';

export class UploadRow {
	constructor(queue, { file, path }, folder) {
		Object.assign(this, { queue, file, path, folder, sent: 0, state: 'waiting', words: queue.words });
		this.row = queue.template.content.firstElementChild.cloneNode(true);
		const ending = file.name.split('.').pop().toLowerCase();
		const kinds = [...this.row.querySelectorAll('[data-kind]')];
		const kind = kinds.find(one => one.dataset.kind.split(' ').includes(ending)) ?? kinds.at(-1);
		kinds.forEach(one => one !== kind && one.remove());
		kind.replaceWith(kind.firstElementChild);
		this.name = path ? `${path}/${file.name}` : file.name;
		const label = this.row.querySelector('.clip');
		label.textContent = this.name;
		label.title = this.name;
		this.bar = this.row.querySelector('progress');
		this.bar.setAttribute('aria-label', this.name);
		this.said = this.row.querySelector('.said');
		const cancel = this.button('cancel');
		cancel.setAttribute('aria-label', `${this.words.uploadCancel} ${this.name}`);
		cancel.onclick = () => this.cancel();
		this.button('skip').onclick = () => this.cancel();
		this.button('retry').onclick = () => this.retry();
		this.button('add').onclick = () => this.again({ duplicate: 'add' });
		this.show('waiting', this.words.uploadWaiting);
	}

	button(what) {
		return this.row.querySelector(`[data-do=${what}]`);
	}

	/** The buttons that are of use; cancel is one until it's done. */
	show(state, text, buttons = ['cancel']) {
		this.state = state;
		this.said.textContent = text;
		this.said.title = text;
		this.said.classList.toggle('late', state === 'failed' || state === 'lost');
		this.bar.classList.toggle('done', state === 'done');
		this.bar.classList.toggle('failed', state === 'failed');
		for (const one of this.row.querySelectorAll('[data-do]')) one.hidden = !buttons.includes(one.dataset.do);
		this.queue.paint();
	}

	async run() {
		this.show('running', '');
		this.progress(0);
		this.tus = new Tus(this.queue.url, this.file, {
			filename: this.file.name,
			folder: this.folder,
			path: this.path,
			type: this.file.type,
			lastModified: this.file.lastModified,
			...this.more,
		}, {
			progress: sent => this.progress(sent),
			lost: why => this.show('lost', why ?? this.words.uploadLost, ['retry', 'cancel']),
			going: () => this.show('running', this.words.uploadWaiting),
		});
		try {
			this.done(await this.tus.send());
		} catch (error) {
			if (!this.tus.stopped) this.refused(error);
		}
	}

	progress(sent) {
		this.sent = sent;
		if (this.state !== 'running') return;
		this.bar.value = this.file.size ? (100 * sent) / this.file.size : 100;
		const [done, size] = bytes(sent, this.file.size);
		this.said.textContent = this.words.uploadSent.replace('{done}', done).replace('{size}', size);
		this.queue.paint();
	}

	done(answer) {
		let made = {};
		try {
			made = JSON.parse(answer.responseText);
		} catch {
			// Staged uploads have no page yet.
		}
		this.sent = this.file.size;
		this.bar.value = 100;
		const link = this.button('show');
		if (made.url) link.href = made.url;
		const staged = this.queue.staged(this.tus.location, this.file);
		this.input = staged;
		if (staged) staged.dataset.row = '';
		const size = bytes(0, this.file.size)[1];
		this.show('done', this.words.uploadReady.replace('{size}', size), staged ? ['cancel'] : made.url ? ['show'] : []);
	}

	/** It is there already, and goes along by its input. */
	kept(input) {
		input.dataset.row = '';
		this.input = input;
		this.sent = this.file.size;
		this.bar.value = 100;
		this.show('done', this.words.uploadReady.replace('{size}', bytes(0, this.file.size)[1]));
	}

	refused(error) {
		const { duplicate, detail, title } = error.answer ?? {};
		this.sent = 0;
		if (duplicate) {
			const link = this.button('show');
			link.href = duplicate.url;
			link.title = duplicate.title;
			this.show('failed', this.words.uploadDuplicate, ['show', 'add', 'skip']);
		} else {
			// What was refused for a reason is refused again.
			const final = detail && error.status < 500;
			this.show('failed', detail ?? title ?? this.words.uploadFailed, final ? ['cancel'] : ['retry', 'cancel']);
		}
	}

	/** Now rather than later; or from the beginning, if it was refused. */
	retry() {
		if (this.state === 'lost') this.tus.wake?.();
		else this.again();
	}

	again(more) {
		this.more = more;
		this.show('waiting', this.words.uploadWaiting);
		this.queue.next();
	}

	cancel() {
		this.tus?.cancel();
		this.input?.remove();
		this.queue.remove(this);
	}
}
