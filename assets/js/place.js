// Who sorts or turns a page by keyboard, or opens a branch of a tree, goes on
// from there on the page that comes.
const PLACE = 'ringbind.place';

/** What gets the focus when that page has come. */
export function remember(url, selector) {
	const { pathname } = new URL(url, location.href);
	try {
		sessionStorage.setItem(PLACE, JSON.stringify({ pathname, selector }));
	} catch {
		// Then it begins at the top.
	}
}

document.addEventListener('click', event => {
	// A click of the keyboard has no count.
	const link = event.detail === 0 && event.target.closest?.('thead a, .pager a');
	if (!link) return;
	const head = link.closest('th');
	remember(link.href, head ? `thead th:nth-child(${[...head.parentElement.children].indexOf(head) + 1}) a` : '.listfoot');
});

const { pathname, selector } = JSON.parse(sessionStorage.getItem(PLACE) ?? '{}');
sessionStorage.removeItem(PLACE);
if (pathname === location.pathname) {
	const place = document.querySelector(selector);
	(place?.matches('a, [tabindex]') ? place : place?.querySelector('a, button'))?.focus();
}
