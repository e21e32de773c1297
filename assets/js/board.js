// Tickets are dragged between columns; [data-board-drop] is told the ticket's
// id. Who doesn't drag changes the state on the task's page.

let dragged;
const column = event => event.target.closest?.('[data-board-drop]');

document.addEventListener('dragstart', event => {
	dragged = event.target.closest?.('[data-ticket]');
	dragged?.classList.add('dragging');
});
document.addEventListener('dragend', () => {
	dragged?.classList.remove('dragging');
	dragged = null;
	document.querySelectorAll('.board .over').forEach(one => one.classList.remove('over'));
});
document.addEventListener('dragover', event => {
	const over = dragged && column(event);
	document.querySelectorAll('.board .over').forEach(one => one !== over && one.classList.remove('over'));
	if (!over) return;
	event.preventDefault();
	over.classList.add('over');
});
document.addEventListener('drop', event => {
	const over = dragged && column(event);
	if (!over) return;
	event.preventDefault();
	const ticket = dragged;
	over.querySelector('ol').prepend(ticket);
	htmx.ajax('POST', over.dataset.boardDrop, { source: ticket, values: { id: ticket.dataset.ticket }, swap: 'none' });
});
