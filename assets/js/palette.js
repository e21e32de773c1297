// Ctrl+K: what this page can do, where its menus go, and what the server finds.
import { Combobox, options, visit } from './combobox.js';

const PLACES = '.mainnav a[href], #usermenu a[href], .tabs a[href], .adminmenu a[href]';
const COMMANDS = '[data-command], .actions :is(a[href], button[data-key])';

/** The text a person sees, without figures and keys beside it. */
function words(element) {
	if (element.dataset.command) return element.dataset.command;
	const copy = element.cloneNode(true);
	copy.querySelectorAll('.badge, .count, .sr, kbd, svg').forEach(part => part.remove());
	return copy.textContent.trim();
}

function option(source) {
	const entry = document.createElement('div');
	entry.setAttribute('role', 'option');
	entry.setAttribute('aria-selected', 'false');
	const symbol = source.querySelector('svg')?.cloneNode(true);
	const name = document.createElement('span');
	name.className = 'clip';
	name.textContent = words(source);
	entry.append(...(symbol ? [symbol, name] : [name]));
	const keys = source.dataset.go ? ['g', source.dataset.go] : source.dataset.key ? [source.dataset.key] : [];
	if (keys.length) {
		const box = document.createElement('span');
		box.className = 'keys';
		for (const key of keys) box.append(Object.assign(document.createElement('kbd'), { textContent: key }));
		entry.append(box);
	}
	if (source.href) entry.dataset.href = source.href;
	entry.run = () => source.click();
	return entry;
}

function group(title, selector, text) {
	const seen = new Set();
	const wanted = text.toLowerCase().split(/\s+/);
	const found = [...document.querySelectorAll(selector)].filter(source => {
		const name = words(source);
		const hit = name && wanted.every(part => name.toLowerCase().includes(part)) && !seen.has(name);
		if (hit) seen.add(name);
		return hit;
	});
	if (!found.length) return [];
	const box = document.createElement('div');
	box.setAttribute('role', 'group');
	box.setAttribute('aria-label', title);
	box.append(Object.assign(document.createElement('span'), { textContent: title }), ...found.map(option));
	return [box];
}

document.addEventListener('toggle', event => {
	const dialog = event.target;
	if (dialog.id !== 'palette' || event.newState !== 'open') return;
	const input = dialog.querySelector('input');
	dialog.combobox ??= make(dialog, input);
	input.value = '';
	dialog.combobox.ask();
}, true);

function make(dialog, input) {
	const nothing = dialog.querySelector('.nothing');
	const local = text => [
		...group(dialog.dataset.commands, COMMANDS, text),
		...group(dialog.dataset.places, PLACES, text),
	];
	const box = new Combobox(input, dialog.querySelector('.hits'), {
		least: 0,
		first: true,
		stay: true,
		async search(text, signal) {
			const here = local(text);
			box.show(here);
			if (text.length > 1) {
				const template = document.createElement('template');
				template.innerHTML = await options(dialog.dataset.source, text, signal);
				here.unshift(...template.content.children);
				box.show(here);
			}
			nothing.textContent = here.length ? '' : nothing.dataset.said;
			return null;
		},
		choose(chosen, event) {
			dialog.close();
			if (chosen.dataset.href) visit(chosen, event);
			else chosen.run();
		},
	});
	return box;
}
