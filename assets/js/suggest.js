// The search box: form[data-suggest]. Enter goes to the chosen hit; without a
// choice it searches.
import { Combobox, options, visit } from './combobox.js';

const made = new WeakSet();
document.addEventListener('focusin', event => {
	const form = event.target.closest?.('form[data-suggest]');
	const input = event.target;
	if (!form?.dataset.suggest || input.getAttribute('role') !== 'combobox' || made.has(input)) return;
	made.add(input);
	const url = new URL(form.dataset.suggest, location.href);
	for (const [name, value] of new FormData(form)) if (name !== input.name) url.searchParams.set(name, value);
	new Combobox(input, document.getElementById(input.getAttribute('aria-controls')), {
		least: 2,
		search: (text, signal) => options(url, text, signal),
		choose: visit,
	});
});
document.addEventListener('keydown', event => {
	if (event.key === 'Escape' && !event.defaultPrevented && event.target.matches?.('[data-suggest] input')) event.target.blur();
});
