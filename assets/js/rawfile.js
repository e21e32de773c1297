// [data-read-into=id]: a file of text fills the field with that id.
// form[data-raw]: its file is sent as the body, its other fields in the address.
import { send } from './send.js';
import { say } from './toast.js';

function decode(bytes) {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('windows-1252').decode(bytes);
	}
}

document.addEventListener('change', async event => {
	const input = event.target;
	const field = input.dataset?.readInto && document.getElementById(input.dataset.readInto);
	if (field && input.files[0]) field.value = decode(await input.files[0].arrayBuffer());
});

document.addEventListener('submit', async event => {
	const form = event.target.closest?.('form[data-raw]');
	if (!form) return;
	event.preventDefault();
	const data = new FormData(form);
	const file = [...data.values()].find(value => value instanceof File);
	const words = new URLSearchParams([...data].filter(([, value]) => typeof value === 'string'));
	if (file?.name) words.set('file_name', file.name);
	const headers = { 'Content-Type': 'application/octet-stream', 'HX-Request': 'true' };
	const answer = await send(`${form.action}?${words}`, { method: 'POST', body: file, headers }).catch(() => null);
	const next = answer?.headers.get('HX-Redirect');
	if (next) return location.assign(next);
	delete form.dataset.sent;
	form.querySelector('button[aria-busy]')?.removeAttribute('aria-busy');
	say({ text: (answer && await answer.text()) || document.body.dataset.failed, failed: true });
}, true);
