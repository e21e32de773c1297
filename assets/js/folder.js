// A folder among documents: its rows come after it, one deeper, from
// [data-twist]; closing takes them away again.
import { send } from './send.js';

document.addEventListener('click', async event => {
	const twist = event.target.closest?.('[data-twist]');
	if (!twist) return;
	const row = twist.closest('tr');
	const open = twist.getAttribute('aria-expanded') !== 'true';
	twist.setAttribute('aria-expanded', open);
	if (!open) {
		while (row.nextElementSibling?.querySelector('td.indent')) row.nextElementSibling.remove();
		return;
	}
	const answer = await send(twist.dataset.twist, { headers: { 'HX-Request': 'true' } }).catch(() => null);
	if (!answer?.ok || twist.getAttribute('aria-expanded') !== 'true') {
		twist.setAttribute('aria-expanded', 'false');
		return;
	}
	const template = document.createElement('template');
	template.innerHTML = await answer.text();
	const rows = [...template.content.children];
	row.after(...rows);
	rows.forEach(one => htmx.process(one));
});
