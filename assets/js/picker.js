// [data-picker]: a combobox whose choices become hidden inputs, shown as tags.
import { Combobox, options } from './combobox.js';

const made = new WeakSet();
const tags = picker => [...picker.querySelectorAll('[data-picked]')];
const changed = picker => picker.dispatchEvent(new Event('change', { bubbles: true }));

function add(picker, input, { value, label }) {
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
	made.add(input);
	new Combobox(input, document.getElementById(input.getAttribute('aria-controls')), {
		first: true,
		async search(text, signal) {
			const found = (await options(picker.dataset.source, text, signal)).trim();
			picker.querySelector('[role=status]').textContent = found ? '' : picker.dataset.nothing;
			return found || none(picker);
		},
		choose: option => add(picker, input, option.dataset),
	});
});

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
	// Half a name is no answer: it doesn't send the form.
	if (picker && event.key === 'Enter' && event.target.value) event.preventDefault();
	if (!picker || event.key !== 'Backspace' || !event.target.matches('[role=combobox]') || event.target.value) return;
	const tag = tags(picker).pop();
	if (!tag) return;
	tag.remove();
	changed(picker);
});
