// [data-set-theme]: shows the theme at once; the form or link that carries it
// tells the server.

document.addEventListener('click', event => {
	const choice = event.target.closest?.('[data-set-theme]');
	if (!choice) return;
	if (choice.dataset.setTheme) document.documentElement.dataset.theme = choice.dataset.setTheme;
	else delete document.documentElement.dataset.theme;
});
