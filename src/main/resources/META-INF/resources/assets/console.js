// What htmx does not do by itself: stopping a scan that goes on, selecting all rows, and telling that the relay does not answer. The pages work without it.
document.addEventListener('click', event => {
  if (event.target.closest('[data-stop]')) {
    document.body.dataset.stopped = '';
  } else if (event.target.closest('[data-go]')) {
    delete document.body.dataset.stopped;
  }
});
document.addEventListener('htmx:beforeRequest', event => {
  const goesOnByItself = event.target.matches('[data-auto]') && event.detail.requestConfig.triggeringEvent?.type !== 'submit';
  if (goesOnByItself && 'stopped' in document.body.dataset) event.preventDefault();
});
document.addEventListener('change', event => {
  if (!event.target.matches('[data-all]')) return;
  document.querySelectorAll('input[name="' + event.target.dataset.all + '"]').forEach(box => { box.checked = event.target.checked; });
});
let upToDate = new Date();
document.addEventListener('htmx:afterRequest', event => {
  if (!event.detail.successful) return;
  upToDate = new Date();
  document.getElementById('stale').textContent = '';
});
['htmx:sendError', 'htmx:responseError', 'htmx:timeout'].forEach(failure => document.addEventListener(failure, () => {
  const stale = document.getElementById('stale');
  const since = upToDate.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
  if (!stale.textContent) stale.textContent = stale.dataset.text + ' ' + since;
}));
