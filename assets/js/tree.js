// [data-tree]: one flat list of items with their level; one of them is in the
// tab order. Children that aren't there yet come from [data-children].
import { remember } from './place.js';
import { send } from './send.js';

const level = item => Number(item.getAttribute('aria-level'));
const expanded = item => item.getAttribute('aria-expanded');
const seen = tree => [...tree.querySelectorAll('[role=treeitem]')].filter(item => !item.hidden);

function focus(item) {
	if (!item) return;
	item.closest('[role=tree]').querySelectorAll('[tabindex="0"]').forEach(other => (other.tabIndex = -1));
	item.tabIndex = 0;
	item.focus();
}

function below(item) {
	const inside = [];
	for (let next = item.nextElementSibling; next && level(next) > level(item); next = next.nextElementSibling) inside.push(next);
	return inside;
}

async function toggle(item, open = expanded(item) !== 'true') {
	if (expanded(item) === null) return;
	item.setAttribute('aria-expanded', open);
	if (open && item.dataset.children) {
		const answer = await send(item.dataset.children, { headers: { 'HX-Request': 'true' } }).catch(() => null);
		if (!answer?.ok) return void item.setAttribute('aria-expanded', 'false');
		delete item.dataset.children;
		const template = document.createElement('template');
		template.innerHTML = await answer.text();
		item.after(template.content);
	}
	let closed = open ? Infinity : level(item);
	for (const child of below(item)) {
		if (level(child) <= closed) closed = Infinity;
		child.hidden = !open || level(child) > closed;
		if (expanded(child) === 'false') closed = Math.min(closed, level(child));
	}
}

function go(item, keyed) {
	if (!item.dataset.href) return;
	if (keyed) remember(item.dataset.href, '[role=treeitem][aria-selected=true]');
	location.assign(item.dataset.href);
}

document.addEventListener('click', event => {
	const item = event.target.closest?.('[data-tree] [role=treeitem]');
	if (!item) return;
	if (event.target.closest('.twist') && expanded(item) !== null) {
		toggle(item);
		focus(item);
	} else if (event.target.closest('.add')) {
		location.assign(item.dataset.add);
	} else {
		focus(item);
		go(item);
	}
});

let typed = '';
let pause;
document.addEventListener('keydown', event => {
	const item = event.target.closest?.('[data-tree] [role=treeitem]');
	if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
	const tree = item.closest('[role=tree]');
	const all = seen(tree);
	const now = all.indexOf(item);
	const keys = {
		ArrowDown: () => focus(all[now + 1]),
		ArrowUp: () => focus(all[now - 1]),
		Home: () => focus(all[0]),
		End: () => focus(all.at(-1)),
		ArrowRight: () => expanded(item) === 'false' ? toggle(item, true) : expanded(item) === 'true' && focus(below(item)[0]),
		ArrowLeft: () => expanded(item) === 'true' ? toggle(item, false) : focus(all.slice(0, now).findLast(other => level(other) < level(item))),
		Enter: () => go(item, true),
		' ': () => go(item, true),
		'*': () => all.filter(other => level(other) === level(item)).forEach(other => toggle(other, true)),
	};
	if (event.key === 'n' && item.dataset.add && !typed) {
		location.assign(item.dataset.add);
	} else if (keys[event.key]) {
		keys[event.key]();
	} else if (event.key.length === 1) {
		clearTimeout(pause);
		typed += event.key.toLowerCase();
		pause = setTimeout(() => (typed = ''), 600);
		focus([...all.slice(now + (typed.length === 1 ? 1 : 0)), ...all].find(other =>
			[...other.querySelectorAll('.code, .name')].some(part => part.textContent.toLowerCase().startsWith(typed))));
	} else {
		return;
	}
	event.preventDefault();
});
