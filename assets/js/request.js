// What every request carries, and what is shown while it takes its time.
import { token } from './send.js';
import { say } from './toast.js';

const WAIT = 300;

/** Runs now for the page, and again for each part that htmx brings. */
export function arrive(run) {
	document.addEventListener('htmx:load', event => run(event.detail.elt));
	if (!window.htmx) run(document.body);
}

document.addEventListener('htmx:configRequest', event => {
	event.detail.headers['X-CSRF-Token'] = token();
});

const busy = new WeakMap();
document.addEventListener('htmx:beforeRequest', ({ detail }) => {
	const { target, xhr } = detail;
	if (!(target instanceof Element)) return;
	busy.set(xhr, setTimeout(() => target.setAttribute('aria-busy', 'true'), WAIT));
});
document.addEventListener('htmx:afterRequest', ({ detail }) => {
	clearTimeout(busy.get(detail.xhr));
	detail.target?.removeAttribute?.('aria-busy');
});

// A refusal that is put nowhere says itself.
document.addEventListener('htmx:afterRequest', ({ detail: { xhr } }) => {
	if (xhr.status < 400 || xhr.status === 401) return;
	const told = xhr.getResponseHeader('HX-Reswap') === 'none' && xhr.responseText;
	if (told || ![409, 422].includes(xhr.status)) say({ text: told || document.body.dataset.failed, failed: true });
});
document.addEventListener('htmx:sendError', () => say({ text: document.body.dataset.offline, failed: true }));

// What can't be done just now keeps its place and focus, but does nothing.
document.addEventListener('click', event => {
	if (event.target.closest?.('[aria-disabled=true]')) {
		event.preventDefault();
		event.stopImmediatePropagation();
	}
}, true);
