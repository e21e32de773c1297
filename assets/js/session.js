// When a session has ended: sign in, come back, and what was typed is there.
// It stays in this tab, and only for the same person.
import { release } from './guard.js';
import { add } from './picker.js';
import { arrive } from './request.js';
import { keepUpload } from './upload.js';

const PLACE = 'ringbind.kept';
const here = () => location.pathname + location.search;
const who = () => document.body.dataset.user;
const KEPT = 'input:not([type=hidden], [type=password], [type=file], [type=search]), textarea, select';
const name = form => form.id || form.getAttribute('action') || '';

/** `sure` when the session is known to have ended. */
function keep(sure) {
	const fields = [];
	const picked = [];
	const uploads = [];
	for (const form of document.querySelectorAll('form[method=post]')) {
		for (const field of form.querySelectorAll(KEPT)) {
			if (field.name) fields.push([name(form), field.name, field.type, field.value, field.checked]);
		}
		for (const tag of form.querySelectorAll('[data-picked]')) {
			const { name: field, value } = tag.querySelector('input');
			picked.push([name(form), field, value, tag.firstElementChild.textContent]);
		}
		for (const field of form.elements) {
			if (field.name === 'upload') uploads.push([form.id, field.value, field.dataset.name, field.dataset.size]);
		}
	}
	try {
		sessionStorage.setItem(PLACE, JSON.stringify({ url: here(), user: who(), sure, fields, picked, uploads }));
	} catch {
		// Full or forbidden: nothing to be done, the sign-in still comes.
	}
}

function fill(root) {
	const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? 'null');
	if (!kept) return;
	// Only the page to sign in has no address of itself.
	if (!document.body.dataset.signIn) return void sessionStorage.setItem(PLACE, JSON.stringify({ ...kept, sure: true }));
	if (!kept.sure || kept.url !== here() || kept.user !== who()) return void sessionStorage.removeItem(PLACE);
	const left = kept.fields.filter(([form, field, type, value, checked]) => {
		const found = [...root.querySelectorAll('form[method=post]')].find(one => name(one) === form);
		const inputs = [...(found?.querySelectorAll(KEPT) ?? [])].filter(one => one.name === field);
		if (!inputs.length) return true;
		for (const one of inputs) {
			if (type === 'checkbox' || type === 'radio') {
				if (one.value === value) one.checked = checked;
			} else {
				one.value = value;
			}
		}
		return false;
	});
	const pickers = [...root.querySelectorAll('form[method=post] [data-picker]')];
	for (const [form, field, value, label] of kept.picked ?? []) {
		const picker = pickers.find(one => name(one.closest('form')) === form && one.querySelector('template').content.querySelector('input').name === field);
		if (picker) add(picker, picker.querySelector('input[role=combobox]'), { value, label });
	}
	for (const [form, value, file, size] of kept.uploads ?? []) keepUpload(form, value, file, size);
	Object.assign(kept, { picked: [], uploads: [] });
	if (left.length) sessionStorage.setItem(PLACE, JSON.stringify({ ...kept, fields: left }));
	else sessionStorage.removeItem(PLACE);
}

export function signIn() {
	const url = document.body.dataset.signIn;
	if (!url) return;
	keep(true);
	release();
	const at = new URL(url, location.href);
	at.searchParams.set('to', here());
	location.assign(at);
}

document.addEventListener('htmx:beforeOnLoad', event => {
	if (event.detail.xhr.status !== 401) return;
	event.preventDefault();
	signIn();
});
// A whole form may meet an ended session too: it is kept until the next page,
// and longer only if that is the one to sign in.
document.addEventListener('submit', event => {
	if (!event.defaultPrevented && event.target.matches('[data-guard]')) keep(false);
});
arrive(fill);
