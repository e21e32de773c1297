// About what you just did: `HX-Trigger: {"toast": {text, failed, undo}}`, or
// [data-toast] in the page after a redirect. Goes away by itself, but not
// while it is being read.
import { arrive } from './request.js';

const SHOWN = 8000;

export function say({ text, failed, undo }) {
	const region = document.getElementById('toasts');
	if (!region || !text) return;
	const toast = region.querySelector('template').content.firstElementChild.cloneNode(true);
	toast.classList.add(failed ? 'failed' : 'done');
	toast.querySelector('p').textContent = text;
	const button = toast.querySelector('[data-undo]');
	if (undo) {
		button.lastElementChild.textContent = undo.label;
		button.onclick = () => {
			toast.remove();
			htmx.ajax('POST', undo.url, { source: document.body, swap: 'none' });
		};
	} else {
		button.remove();
	}
	toast.querySelector('[data-close]').onclick = () => toast.remove();
	region.querySelector('.toastlines').append(toast);
	const leave = () => {
		if (toast.matches(':hover, :focus-within')) setTimeout(leave, 2000);
		else toast.remove();
	};
	setTimeout(leave, undo || failed ? SHOWN * 2 : SHOWN);
}

document.addEventListener('toast', event => say(event.detail));
arrive(root => {
	for (const place of [root, ...root.querySelectorAll('[data-toast]')]) {
		if (!place.dataset.toast) continue;
		const { toast, failed, undoLabel, undoUrl } = place.dataset;
		say({ text: toast, failed: failed !== undefined, undo: undoUrl && { label: undoLabel, url: undoUrl } });
		place.remove();
	}
});
