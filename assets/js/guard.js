// form[data-guard]: the browser asks before what was typed is left behind.

const touched = new Set();
const note = event => {
	const form = event.target.closest?.('form[data-guard]') ?? event.target.form;
	if (form?.matches('[data-guard]')) touched.add(form);
};
document.addEventListener('input', note);
document.addEventListener('change', note);
document.addEventListener('submit', event => touched.delete(event.target));
addEventListener('beforeunload', event => {
	if ([...touched].some(form => form.isConnected)) event.preventDefault();
});

/** Leaving is meant, and what was typed is kept elsewhere. */
export const release = () => touched.clear();
