// [data-submit]: a choice that sends its form. And a form is sent once: the
// button that sent it says that it is at work.
import { arrive } from './request.js';

document.addEventListener('change', event => {
	if (event.target.matches?.('[data-submit]')) event.target.form?.requestSubmit();
});

document.addEventListener('submit', event => {
	const form = event.target;
	if (event.defaultPrevented || form.method !== 'post' || form.closest('dialog[open]')) return;
	if (form.dataset.sent) return void event.preventDefault();
	form.dataset.sent = '1';
	event.submitter?.setAttribute('aria-busy', 'true');
	// The answer may be a file to save, and then the page stays.
	setTimeout(() => {
		delete form.dataset.sent;
		event.submitter?.removeAttribute('aria-busy');
	}, 5000);
});
addEventListener('pageshow', event => {
	if (!event.persisted) return;
	for (const form of document.querySelectorAll('form[data-sent]')) {
		delete form.dataset.sent;
		form.querySelectorAll('button[aria-busy]').forEach(button => button.removeAttribute('aria-busy'));
	}
});

/** Each error with its field's name, in the order of the fields. */
function named(errors) {
	const rows = [...errors.querySelectorAll('li')].map(row => {
		const link = row.querySelector('a[href^="#"]');
		const id = link && decodeURIComponent(link.hash.slice(1));
		return { row, link, field: id && document.getElementById(id), label: id && document.querySelector(`label[for="${CSS.escape(id)}"]`) };
	});
	rows.sort((a, b) => (a.field && b.field && a.field.compareDocumentPosition(b.field) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : 0));
	for (const { row, link, field, label } of rows) {
		const name = label ?? field?.closest('fieldset')?.querySelector('legend');
		const text = name?.firstChild?.textContent.trim();
		if (text) link.prepend(`${text}: `);
		row.parentElement.append(row);
	}
}

// The list of errors takes the focus, and its links lead into the fields.
arrive(root => {
	const errors = root.querySelector('.errors[data-focus]');
	if (errors) named(errors);
	root.querySelector('[data-focus]')?.focus();
	for (const tab of root.querySelectorAll('.tabs [aria-current]')) tab.closest('.tabs').scrollLeft = tab.offsetLeft - 40;
	// Behind what is proposed, to go on writing.
	const first = root.querySelector('input[autofocus]');
	if (first?.value) first.setSelectionRange(first.value.length, first.value.length);
});
document.addEventListener('click', event => {
	const link = event.target.closest?.('.errors a[href^="#"]');
	const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
	if (!field) return;
	event.preventDefault();
	field.focus();
	(field.closest('.field') ?? field).scrollIntoView({ block: 'center' });
});
