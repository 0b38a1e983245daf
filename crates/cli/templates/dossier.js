(function () {
  'use strict';
  var $ = function (s) { return Array.prototype.slice.call(document.querySelectorAll(s)); };
  var q = document.getElementById('q'), actor = document.getElementById('actor'), report = document.getElementById('report');
  var shown = document.getElementById('shown');
  document.querySelector('.tools').hidden = false;
  $('.copy').forEach(function (b) { b.hidden = false; });
  var lines = $('.line');
  function filter() {
    var words = q.value.trim().toLowerCase(), who = actor.value, no = report.value, n = 0;
    lines.forEach(function (line) {
      var fits = (!words || line.textContent.toLowerCase().indexOf(words) >= 0) &&
        (!who || ('|' + line.dataset.actors + '|').indexOf('|' + who + '|') >= 0) &&
        (!no || (' ' + line.dataset.reports + ' ').indexOf(' ' + no + ' ') >= 0);
      line.hidden = !fits;
      if (fits) n += 1;
    });
    shown.textContent = words || who || no ? n + ' of ' + lines.length + ' lines shown' : '';
  }
  function keep() {
    var p = new URLSearchParams();
    if (q.value) p.set('q', q.value);
    if (actor.value) p.set('actor', actor.value);
    if (report.value) p.set('report', report.value);
    var s = p.toString();
    try { history.replaceState(null, '', location.pathname + (s ? '?' + s : '') + location.hash); } catch (e) { /* some browsers forbid it for files */ }
    filter();
  }
  var asked = new URLSearchParams(location.search);
  q.value = asked.get('q') || '';
  actor.value = asked.get('actor') || '';
  report.value = asked.get('report') || '';
  [q, actor, report].forEach(function (e) { e.addEventListener('input', keep); });
  document.querySelector('.tools').addEventListener('submit', function (e) { e.preventDefault(); });
  document.getElementById('print').addEventListener('click', function () { window.print(); });
  function current() {
    $('.cite').forEach(function (c) {
      if (location.hash && c.getAttribute('href') === location.hash) c.setAttribute('aria-current', 'true');
      else c.removeAttribute('aria-current');
    });
  }
  window.addEventListener('hashchange', current);
  document.addEventListener('click', function (e) {
    var cite = e.target.closest ? e.target.closest('.cite') : null;
    if (cite) {
      // The pane changes in place: the reader's line does not move.
      var y = window.scrollY;
      setTimeout(function () { window.scrollTo(0, y); }, 0);
    }
    var copy = e.target.closest ? e.target.closest('.copy') : null;
    if (copy && navigator.clipboard) {
      navigator.clipboard.writeText(copy.dataset.cite).then(function () { copy.textContent = 'copied'; });
    }
  });
  filter();
  current();
})();
