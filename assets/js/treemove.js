// [data-shift]: Alt and an arrow moves a tree's item one step. [data-remember]:
// an item that is opened or closed says so, for the next visit.
import { send } from './send.js';
import { say } from './toast.js';

const ways = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' };

document.addEventListener('keydown', async event => {
	const item = event.target.closest?.('[role=treeitem][data-shift]');
	const to = event.altKey && !event.ctrlKey && !event.metaKey && ways[event.key];
	if (!item || !to) return;
	event.preventDefault();
	const body = new URLSearchParams({ to });
	const answer = await send(item.dataset.shift, { method: 'POST', body, headers: { 'HX-Request': 'true' } }).catch(() => null);
	const next = answer?.headers.get('HX-Redirect');
	if (next) location.assign(next);
	else say({ text: (answer && await answer.text()) || document.body.dataset.failed, failed: true });
});

const seen = new MutationObserver(changes => {
	for (const { target } of changes) {
		const url = target.dataset.remember;
		if (url) send(`${url}&open=${target.getAttribute('aria-expanded') === 'true' ? 1 : 0}`, { method: 'POST' }).catch(() => null);
	}
});
for (const tree of document.querySelectorAll('[data-tree]')) {
	seen.observe(tree, { subtree: true, attributes: true, attributeFilter: ['aria-expanded'] });
}

// The chosen item of a long tree is in sight.
document.querySelector('[data-tree] [aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
