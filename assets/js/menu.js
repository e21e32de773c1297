// Menus are popovers: the browser opens and closes them. Here are the arrow
// keys, and a place beside the button where CSS can't find it.

const items = menu => [...menu.querySelectorAll('a[href], button, input')].filter(item => item.offsetParent);
const opener = menu => document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);

function place(menu) {
	if (CSS.supports('position-area', 'end')) return;
	const at = opener(menu)?.getBoundingClientRect();
	if (!at) return;
	const below = at.bottom + 4 + menu.offsetHeight <= innerHeight;
	menu.style.inset = 'auto';
	menu.style.top = `${below ? at.bottom : Math.max(4, at.top - menu.offsetHeight - 8)}px`;
	menu.style.left = `${Math.max(4, Math.min(at.left, innerWidth - menu.offsetWidth - 8))}px`;
}

document.addEventListener('toggle', event => {
	const menu = event.target;
	if (!menu.matches?.('.menu[popover]')) return;
	const open = event.newState === 'open';
	opener(menu)?.setAttribute('aria-expanded', open);
	if (!open) return;
	place(menu);
	items(menu)[0]?.focus({ preventScroll: true });
}, true);

document.addEventListener('keydown', event => {
	const button = event.target.closest?.('[popovertarget]');
	if (button && event.key === 'ArrowDown') {
		document.getElementById(button.getAttribute('popovertarget'))?.showPopover();
		event.preventDefault();
		return;
	}
	const menu = event.target.closest?.('.menu[popover]');
	if (!menu || event.target.matches('input[type=text], input[type=search], input[role]')) return;
	const all = items(menu);
	const now = all.indexOf(event.target);
	const to = {
		ArrowDown: (now + 1) % all.length,
		ArrowUp: (now - 1 + all.length) % all.length,
		Home: 0,
		End: all.length - 1,
	}[event.key];
	if (to !== undefined) {
		all[to]?.focus();
		event.preventDefault();
	} else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey) {
		const next = [...all.slice(now + 1), ...all].find(item =>
			(item.closest('label') ?? item).textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()));
		next?.focus();
	}
});

document.addEventListener('click', event => {
	event.target.closest?.('.menu[popover] :is(a[href], button)')?.closest('.menu').hidePopover();
});
