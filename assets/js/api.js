// form[data-api]: sends the call that the form describes, and shows what came.
import { send } from './send.js';

const SHOWN = 200_000;

const values = (form, place) => [...form.querySelectorAll(`[data-in=${place}]`)].flatMap(field => {
	const all = field.matches('[data-many]') ? field.value.split('\n').map(line => line.trim()).filter(Boolean) : [field.value.trim()];
	return all.length && all[0] !== '' ? [{ name: field.name, all, field }] : [];
});

const typed = (text, kind) => kind === 'flag' ? text === 'true' : kind === 'int' && Number.isSafeInteger(Number(text)) ? Number(text) : text;

/** Address, options and the bytes that go with them. */
function call(form) {
	const { method, path } = form.dataset;
	const named = Object.fromEntries(values(form, 'path').map(({ name, all }) => [name, all[0]]));
	const query = new URLSearchParams(values(form, 'query').flatMap(({ name, all }) => all.map(value => [name, value])));
	const url = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(named[name] ?? '')) + (query.size ? `?${query}` : '');
	const headers = Object.fromEntries(values(form, 'header').map(({ name, all }) => [name, all[0]]));
	const bytes = form.querySelector('[data-bytes]');
	const body = values(form, 'body');
	if (bytes) {
		headers['Content-Type'] = 'application/offset+octet-stream';
		headers['Tus-Resumable'] = '1.0.0';
		return { url, method, headers, body: bytes.files[0]?.slice(Number(headers['Upload-Offset']) || 0) ?? new Blob() };
	}
	if (!form.querySelector('[data-in=body]')) return { url, method, headers };
	headers['Content-Type'] = 'application/json';
	const whole = Object.fromEntries(body.map(({ name, all, field }) => {
		const list = all.map(text => typed(text, field.dataset.kind));
		return [name, field.matches('[data-many]') ? list : list[0]];
	}));
	return { url, method, headers, body: JSON.stringify(whole) };
}

const quoted = text => `'${text.replaceAll("'", "'\\''")}'`;

/** The same call as a line for a shell. */
function curl({ url, method, headers, body }) {
	const parts = [method === 'HEAD' ? 'curl --head' : `curl -X ${method}`, quoted(location.origin + url), '-H "Authorization: Bearer $TOKEN"'];
	for (const [name, value] of Object.entries(headers)) parts.push(`-H ${quoted(`${name}: ${value}`)}`);
	if (typeof body === 'string') parts.push(`-d ${quoted(body)}`);
	else if (body) parts.push('--data-binary @FILE');
	return parts.join(' \\\n  ');
}

const readable = text => {
	try {
		return JSON.stringify(JSON.parse(text), null, 2);
	} catch {
		return text;
	}
};

async function show(part, response, took, words) {
	const put = (name, text) => { part.querySelector(name).textContent = text; };
	put('.api-status', `${response.status} ${response.statusText} · ${took} ms`);
	part.querySelector('.api-status').dataset.well = String(response.ok);
	put('.api-headers', [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n'));
	const kind = response.headers.get('content-type') ?? '';
	const bytes = await response.blob();
	if (/json|^text\//.test(kind)) {
		put('.api-body', readable(await bytes.slice(0, SHOWN).text()) || words.empty);
	} else {
		put('.api-body', bytes.size ? `${kind}, ${bytes.size} B` : words.empty);
	}
	const save = part.querySelector('.api-save');
	if (response.headers.has('content-disposition') && bytes.size) {
		save.hidden = false;
		const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition'))?.[1];
		Object.assign(save.firstElementChild, { href: URL.createObjectURL(bytes), download: decodeURIComponent(name ?? 'file') });
	}
}

document.addEventListener('submit', async event => {
	const form = event.target.closest?.('form[data-api]');
	if (!form) return;
	event.preventDefault();
	const place = form.parentElement.querySelector('.api-answer');
	const template = document.getElementById('api-answer');
	const button = event.submitter;
	button?.setAttribute('aria-busy', 'true');
	const wanted = call(form);
	const part = template.content.cloneNode(true);
	part.querySelector('.api-request').textContent = curl(wanted);
	const start = performance.now();
	try {
		const response = await send(wanted.url, { ...wanted, redirect: 'manual' });
		await show(part, response, Math.round(performance.now() - start), template.dataset);
	} catch {
		part.querySelector('.api-status').textContent = template.dataset.failed;
	}
	place.replaceChildren(part);
	button?.removeAttribute('aria-busy');
});

// A link to an operation opens it.
const open = () => {
	const found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
	if (found?.matches('.api-call')) found.open = true;
};
addEventListener('hashchange', open);
open();
