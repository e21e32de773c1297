// A text field with a list of options that somebody else fetches. The focus
// stays in the field; aria-activedescendant points at the option.

const PAUSE = 120;
let ids = 0;

export class Combobox {
	/**
	 * @param search (text, signal) => html, a promise of it, or null for none
	 * @param choose (option, event)
	 * @param least letters before it asks
	 * @param first whether the first option is chosen at once
	 * @param stay whether it is part of a dialog, that closes it
	 */
	constructor(input, list, { search, choose, least = 1, first = false, stay = false }) {
		Object.assign(this, { input, list, search, choose, least, first, stay });
		input.addEventListener('input', () => this.later());
		input.addEventListener('keydown', event => this.key(event));
		if (!stay) input.addEventListener('blur', () => setTimeout(() => this.close(), 120));
		list.addEventListener('pointerdown', event => event.preventDefault());
		list.addEventListener('click', event => {
			const option = event.target.closest('[role=option]:not([aria-disabled])');
			if (option) this.take(option, event);
		});
	}

	get options() {
		return [...this.list.querySelectorAll('[role=option]:not([aria-disabled])')];
	}

	get active() {
		return this.list.querySelector('[aria-selected=true]');
	}

	later() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.ask(), PAUSE);
	}

	async ask() {
		this.stop?.abort();
		this.stop = new AbortController();
		const text = this.input.value.trim();
		if (text.length < this.least) return this.close();
		try {
			const html = await this.search(text, this.stop.signal);
			if (html !== null) this.show(html);
		} catch (error) {
			if (error.name !== 'AbortError') this.close();
		}
	}

	show(content) {
		if (typeof content === 'string') this.list.innerHTML = content;
		else this.list.replaceChildren(...content);
		for (const option of this.options) option.id ||= `option-${++ids}`;
		const any = this.list.childElementCount > 0 && document.activeElement === this.input;
		this.list.hidden = !any;
		this.input.setAttribute('aria-expanded', any);
		this.point(this.first ? this.options[0] : null);
	}

	close() {
		this.stop?.abort();
		clearTimeout(this.timer);
		this.list.hidden = true;
		this.input.setAttribute('aria-expanded', 'false');
		this.point(null);
	}

	point(option) {
		this.active?.setAttribute('aria-selected', 'false');
		if (option) {
			option.setAttribute('aria-selected', 'true');
			option.scrollIntoView({ block: 'nearest' });
			this.input.setAttribute('aria-activedescendant', option.id);
		} else {
			this.input.removeAttribute('aria-activedescendant');
		}
	}

	take(option, event) {
		this.close();
		this.choose(option, event);
	}

	key(event) {
		const all = this.options;
		const now = all.indexOf(this.active);
		if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
			event.preventDefault();
			if (this.list.hidden) return void this.ask();
			const by = event.key === 'ArrowDown' ? 1 : -1;
			this.point(all[(now < 0 && by < 0 ? all.length - 1 : now + by + all.length) % all.length]);
		} else if (event.key === 'Enter' && !this.list.hidden && this.active) {
			event.preventDefault();
			this.take(this.active, event);
		} else if (event.key === 'Escape' && !this.list.hidden && !this.stay) {
			event.preventDefault();
			this.close();
		}
	}
}

/** Asks a server for options. */
export async function options(url, text, signal) {
	const at = new URL(url, location.href);
	at.searchParams.set('q', text);
	const answer = await fetch(at, { signal, headers: { 'HX-Request': 'true' } });
	return answer.ok ? answer.text() : '';
}

/** Goes where an option points, in a new tab with Ctrl. */
export function visit(option, event) {
	if (event.ctrlKey || event.metaKey) window.open(option.dataset.href, '_blank', 'noopener');
	else location.assign(option.dataset.href);
}
