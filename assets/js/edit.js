// A fact that turns into a field and back: the focus goes along.

const FIELD = ':is(input:not([type=hidden]), select, textarea)';

document.addEventListener('htmx:afterSwap', () => {
	// The swapped-in fact is told by what it holds, for the old one is gone.
	const form = [...document.querySelectorAll('form[data-edit]:not([data-met])')].pop();
	if (form) {
		form.dataset.met = '';
		const field = form.querySelector(`[aria-invalid=true]${FIELD}`) ?? form.querySelector(FIELD);
		field?.focus();
		field?.select?.();
	}
});

// Which fact was being edited, by its place in the page, so that it gets the
// focus again when it is a button once more.
let back = null;
document.addEventListener('htmx:beforeSwap', event => {
	const fact = event.detail.target.closest?.('[data-fact]');
	if (fact?.querySelector('form[data-edit]')) {
		const list = fact.parentElement;
		back = { list, nr: [...list.children].indexOf(fact) };
	}
});
document.addEventListener('htmx:afterSettle', () => {
	if (!back) return;
	const button = back.list.children[back.nr]?.querySelector('.fact');
	back = null;
	if (document.activeElement === document.body) button?.focus();
});

document.addEventListener('keydown', event => {
	const form = event.target.closest?.('form[data-edit]');
	if (!form || event.defaultPrevented) return;
	if (event.key === 'Escape') {
		const long = form.querySelector('textarea');
		if (long && long.value !== long.defaultValue && !confirm(document.body.dataset.unsaved)) return;
		event.preventDefault();
		form.querySelector('[data-cancel]')?.click();
	} else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
		form.requestSubmit();
	}
});
