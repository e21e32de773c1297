// Lists: [data-list] is a table or a list of hits. The focus is on a row's
// link; j and k move it, x ticks, and ticks are counted in the bulk bar.
import { idle } from './keys.js';
import { close, preview, shown } from './preview.js';
import { arrive } from './request.js';

const ROWS = '[data-list] tbody tr, li.hit, [data-list] > li';
const link = row => row.querySelector('.title > a, h3 > a, .grow > a');
const rows = () => [...document.querySelectorAll(ROWS)].filter(row => row.offsetParent && link(row));
const box = row => row.querySelector('.tick input[type=checkbox]');

function move(by) {
	const all = rows();
	if (!all.length) return false;
	const now = all.indexOf(document.activeElement.closest?.(ROWS) ?? all.find(row => row.matches('.chosen')));
	const row = all[Math.max(0, Math.min(all.length - 1, now + by))];
	link(row).focus();
	row.scrollIntoView({ block: 'nearest' });
	if (shown()) preview(row);
	return true;
}

document.addEventListener('keydown', event => {
	if (!idle(event)) return;
	const arrows = event.target === document.body || event.target.closest(ROWS);
	const off = document.body.dataset.keys === 'off';
	const row = event.target.closest(ROWS);
	let done = true;
	switch (event.key) {
		case 'ArrowDown': done = arrows && move(1); break;
		case 'ArrowUp': done = arrows && move(-1); break;
		case 'j': done = !off && move(1); break;
		case 'k': done = !off && move(-1); break;
		case 'x': done = !off && row && box(row) && (box(row).click(), true); break;
		case ' ': done = row && !event.target.matches('input, button') && preview(row); break;
		case 'e': {
			const edit = !off && row?.querySelector('[data-edit-row]');
			done = edit && (edit.click(), true);
			break;
		}
		case 'Escape': done = shown() && (close(), true); break;
		default: done = false;
	}
	if (done) event.preventDefault();
});

/** Counts, and shows in the head's box whether all, some or none are ticked. */
function count(table) {
	const boxes = [...table.querySelectorAll('tbody .tick input[type=checkbox]')];
	const ticked = boxes.filter(one => one.checked);
	const all = table.querySelector('[data-tick-all]');
	if (all) {
		all.checked = boxes.length > 0 && ticked.length === boxes.length;
		all.indeterminate = ticked.length > 0 && !all.checked;
	}
	const bulk = boxes[0]?.form;
	if (bulk?.dataset.bulk) bulk.querySelector('.n').textContent = ticked.length ? bulk.dataset.bulk.replace('{n}', ticked.length) : '';
}

let last;
document.addEventListener('click', event => {
	const one = event.target;
	if (!one.matches?.('.tick input[type=checkbox]')) return;
	const table = one.closest('table');
	const boxes = [...table.querySelectorAll('tbody .tick input[type=checkbox]')];
	if (one.matches('[data-tick-all]')) {
		boxes.forEach(other => (other.checked = one.checked));
	} else if (event.shiftKey && boxes.includes(last)) {
		const [from, to] = [boxes.indexOf(last), boxes.indexOf(one)].sort((a, b) => a - b);
		boxes.slice(from, to + 1).forEach(other => (other.checked = one.checked));
	}
	last = one;
	count(table);
});
document.addEventListener('reset', event => {
	if (!event.target.matches('[data-bulk]')) return;
	event.preventDefault();
	for (const one of event.target.elements) if (one.type === 'checkbox') one.checked = false;
	document.querySelectorAll('table:has([data-tick-all])').forEach(count);
});
// What was ticked stays so when the list comes anew.
let ticked = null;
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
	const boxes = [...detail.target.querySelectorAll?.('tbody .tick input:checked') ?? []];
	ticked = boxes.length && detail.shouldSwap ? new Set(boxes.map(box => `${box.name} ${box.value}`)) : null;
});
document.addEventListener('htmx:afterSettle', () => {
	if (!ticked) return;
	for (const box of document.querySelectorAll('tbody .tick input')) box.checked ||= ticked.has(`${box.name} ${box.value}`);
	ticked = null;
	document.querySelectorAll('table:has(tbody .tick)').forEach(count);
});
arrive(() => document.querySelectorAll('table:has(tbody .tick)').forEach(count));
