// [data-picker]: a combobox whose choices become hidden inputs, shown as tags.
import { Combobox, options } from './combobox.js';

const made = new WeakMap();
const tags = picker => [...picker.querySelectorAll('[data-picked]')];
const changed = picker => picker.dispatchEvent(new Event('change', { bubbles: true }));

export function add(picker, input, { value, label }) {
	const { several, remove } = picker.dataset;
	const old = tags(picker);
	if (several === undefined) old.forEach(tag => tag.remove());
	else if (old.some(tag => tag.querySelector('input').value === value)) return;
	const tag = picker.querySelector('template').content.firstElementChild.cloneNode(true);
	tag.firstElementChild.textContent = label;
	tag.querySelector('input').value = value;
	tag.querySelector('button').setAttribute('aria-label', `${remove} ${label}`);
	input.before(tag);
	input.value = '';
	changed(picker);
}

function none(picker) {
	const row = document.createElement('li');
	row.className = 'small muted';
	row.setAttribute('role', 'option');
	row.setAttribute('aria-disabled', 'true');
	row.textContent = picker.dataset.nothing;
	return row.outerHTML;
}

document.addEventListener('focusin', event => {
	const input = event.target;
	const picker = input.closest?.('[data-picker]');
	if (!picker || input.getAttribute('role') !== 'combobox' || made.has(input)) return;
	made.set(input, new Combobox(input, document.getElementById(input.getAttribute('aria-controls')), {
		first: true,
		async search(text, signal) {
			const found = (await options(picker.dataset.source, text, signal)).trim();
			picker.querySelector('[role=status]').textContent = found ? '' : picker.dataset.nothing;
			return found || none(picker);
		},
		choose: option => add(picker, input, option.dataset),
	}));
	input.addEventListener('input', () => input.setCustomValidity(''));
	// What was typed and left is taken if it can only mean one.
	input.addEventListener('blur', async () => {
		const text = input.value.trim();
		if (!text) return;
		const place = document.createElement('ul');
		place.innerHTML = await options(picker.dataset.source, text).catch(() => '');
		const found = [...place.querySelectorAll('[role=option]:not([aria-disabled])')];
		const one = found.length === 1 ? found[0] : found.find(option => option.dataset.label?.toLowerCase() === text.toLowerCase());
		if (one && input.isConnected && input.value.trim() === text) add(picker, input, one.dataset);
	});
});

// Half a name is no answer: the form waits for a choice, or for an empty field.
document.addEventListener('submit', event => {
	const input = [...event.target.querySelectorAll('[data-picker] input[role=combobox]')].find(one => one.value.trim());
	if (!input) return;
	event.preventDefault();
	event.stopImmediatePropagation();
	input.setCustomValidity(document.body.dataset.unpicked);
	input.reportValidity();
}, true);

document.addEventListener('click', event => {
	const tag = event.target.closest?.('[data-picked] button')?.closest('[data-picked]');
	const picker = tag?.closest('[data-picker]');
	if (!picker) return;
	tag.remove();
	picker.querySelector('input[role]').focus();
	changed(picker);
});

document.addEventListener('keydown', event => {
	const picker = event.target.closest?.('[data-picker]');
	if (picker && event.key === 'Enter' && event.target.value) event.preventDefault();
	if (!picker || event.key !== 'Backspace' || !event.target.matches('[role=combobox]') || event.target.value) return;
	const tag = tags(picker).pop();
	if (!tag) return;
	tag.remove();
	changed(picker);
});
