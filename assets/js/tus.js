// One file's way to the server, by the tus protocol 1.0 (core, creation,
// termination). It survives a lost connection: it asks how far it came, and
// goes on from there.
import { token } from './send.js';

const CHUNK = 8 * 1024 * 1024;
const LONGEST = 30000;
const base64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

class Refused extends Error {
	constructor(xhr) {
		super(`status ${xhr.status}`);
		this.status = xhr.status;
		try {
			this.answer = JSON.parse(xhr.responseText);
		} catch {
			this.answer = {};
		}
	}
}

// Worth another try: no answer at all, or one that says later.
const passing = status => status === 0 || status === 408 || status === 423 || status === 425 || status === 429 || status >= 500;

export class Tus {
	/** @param on {progress(sent), lost(why), going()} */
	constructor(url, file, metadata, on) {
		Object.assign(this, { url, file, metadata, on, offset: 0, location: null, tries: 0 });
	}

	/** Sends it all; resolves with the answer to the last part. */
	async send() {
		for (;;) {
			try {
				if (this.stopped) throw new DOMException('stopped', 'AbortError');
				if (!this.location) await this.create();
				else if (this.unsure) await this.learn();
				const answer = await this.part();
				if (answer) return answer;
			} catch (error) {
				if (this.stopped || !(error instanceof Refused)) throw error;
				if (this.location && this.unsure && [404, 410].includes(error.status)) {
					this.location = null;
					continue;
				}
				if (!passing(error.status)) throw error;
				this.unsure = true;
				this.on.lost(error.status === 507 ? error.answer?.title : undefined);
				await this.pause();
				if (!this.stopped) this.on.going();
			}
		}
	}

	request(method, url, headers = {}, body = null) {
		return new Promise((resolve, reject) => {
			const xhr = (this.xhr = new XMLHttpRequest());
			xhr.open(method, url);
			const all = { 'Tus-Resumable': '1.0.0', 'X-CSRF-Token': token(), ...headers };
			for (const [name, value] of Object.entries(all)) xhr.setRequestHeader(name, value);
			if (method === 'PATCH') xhr.upload.onprogress = event => this.on.progress(this.offset + event.loaded);
			xhr.onload = () => (xhr.status >= 200 && xhr.status < 300 ? resolve(xhr) : reject(new Refused(xhr)));
			xhr.onerror = xhr.onabort = xhr.ontimeout = () => reject(new Refused(xhr));
			xhr.send(body);
		});
	}

	async create() {
		const metadata = Object.entries(this.metadata)
			.filter(([, value]) => value !== undefined && value !== '')
			.map(([name, value]) => `${name} ${base64(String(value))}`);
		const answer = await this.request('POST', this.url, {
			'Upload-Length': String(this.file.size),
			'Upload-Metadata': metadata.join(','),
		});
		this.location = new URL(answer.getResponseHeader('Location'), location.href).href;
		this.offset = 0;
		this.unsure = false;
	}

	async learn() {
		const answer = await this.request('HEAD', this.location);
		this.offset = Number(answer.getResponseHeader('Upload-Offset'));
		this.unsure = false;
	}

	async part() {
		const end = Math.min(this.offset + CHUNK, this.file.size);
		this.unsure = true;
		const answer = await this.request('PATCH', this.location, {
			'Content-Type': 'application/offset+octet-stream',
			'Upload-Offset': String(this.offset),
		}, this.file.slice(this.offset, end));
		this.unsure = false;
		this.tries = 0;
		this.offset = Number(answer.getResponseHeader('Upload-Offset') ?? end);
		this.on.progress(this.offset);
		return this.offset >= this.file.size ? answer : null;
	}

	/** Waits longer each time, but not when the line comes back. */
	pause() {
		const time = Math.min(1000 * 2 ** this.tries++, LONGEST) * (0.75 + Math.random() / 2);
		return new Promise(resolve => {
			const end = () => {
				clearTimeout(timer);
				removeEventListener('online', end);
				resolve();
			};
			const timer = setTimeout(end, time);
			addEventListener('online', end);
			this.wake = end;
		});
	}

	/** Gives up, and tells the server to forget what it has. */
	cancel() {
		this.stopped = true;
		this.xhr?.abort();
		this.wake?.();
		if (this.location) return this.request('DELETE', this.location).catch(() => {});
	}
}
