// Links in [data-prefetch] are fetched when the mouse rests on them. Only for
// pages whose reading leaves no trace; seeing `Purpose: prefetch`, the server
// lets the answer be kept a few seconds.

const fetched = new Map();
let rest;
document.addEventListener('pointerover', event => {
	clearTimeout(rest);
	const link = event.target.closest?.('[data-prefetch] a[href], a[data-prefetch]');
	if (!link || event.pointerType !== 'mouse' || link.origin !== location.origin || navigator.connection?.saveData) return;
	if (Date.now() - (fetched.get(link.href) ?? 0) < 10000) return;
	rest = setTimeout(() => {
		fetched.set(link.href, Date.now());
		fetch(link.href, { priority: 'low', headers: { Purpose: 'prefetch' } }).catch(() => {});
	}, 65);
});
