// [data-dialog=id] opens, [data-close] closes, so does a click beside it.

export function open(id) {
	const dialog = document.getElementById(id);
	if (dialog && !dialog.open) dialog.showModal();
	return dialog;
}

document.addEventListener('click', event => {
	const opens = event.target.closest?.('[data-dialog]');
	if (opens) open(opens.dataset.dialog);
	if (event.target.closest?.('dialog [data-close]')) event.target.closest('dialog').close();
	if (event.target.matches?.('dialog[open]')) {
		const box = event.target.getBoundingClientRect();
		const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
		if (!inside) event.target.close();
	}
});
