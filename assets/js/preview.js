// The pane at the right: #preview, filled from a row's [data-preview].

let wait;
const pane = () => document.getElementById('preview');

export const shown = () => {
	const place = pane();
	return place && !place.hidden && document.querySelector('[data-preview].chosen');
};

export function preview(row) {
	if (!row.dataset.preview || !pane()) return false;
	document.querySelectorAll('[data-preview].chosen').forEach(other => other.classList.remove('chosen'));
	row.classList.add('chosen');
	clearTimeout(wait);
	wait = setTimeout(() => {
		htmx.ajax('GET', row.dataset.preview, { source: pane(), target: '#preview', swap: 'outerHTML' });
	}, shown() ? 120 : 0);
	return true;
}

export function close() {
	const row = document.querySelector('[data-preview].chosen');
	row?.classList.remove('chosen');
	const place = pane();
	place.hidden = true;
	place.replaceChildren();
	row?.querySelector('a')?.focus();
}

document.addEventListener('click', event => {
	if (event.target.closest?.('[data-preview-close]')) close();
	const row = event.target.closest?.('tr[data-preview]');
	const other = event.target.closest?.('a, button, input, label, select');
	if (row && !other && getSelection().isCollapsed) preview(row);
});
