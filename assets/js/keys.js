// Single keys, unless somebody is writing or has turned them off
// (`data-keys="off"` on body). [data-key=x] is what x does: a field gets the
// focus, anything else is clicked. [data-go=x] is where `g x` goes.
import { open } from './dialog.js';

const WRITING = 'input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]';
let going = 0;

/** Whether a key pressed here is a shortcut. */
export const idle = event =>
	!event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey &&
	!event.target.closest?.(`${WRITING}, dialog, .menu:popover-open`);

const shown = selector => [...document.querySelectorAll(selector)].find(element => element.offsetParent);

document.addEventListener('keydown', event => {
	if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && open('palette')) {
		event.preventDefault();
		return;
	}
	if (!idle(event) || document.body.dataset.keys === 'off') return;
	const key = CSS.escape(event.key);
	const way = Date.now() < going && shown(`[data-go="${key}"]`);
	going = 0;
	if (way) {
		way.click();
	} else if (event.key === 'g') {
		going = Date.now() + 1200;
	} else if (event.key === '?') {
		open('shortcuts');
	} else {
		const found = shown(`[data-key="${key}"]`);
		if (!found) return;
		if (found.matches(WRITING)) found.focus(), found.select?.();
		else found.click();
	}
	event.preventDefault();
});
