(function () {
  'use strict';
  var id = function (name) { return document.getElementById(name); };
  var all = function (what, within) { return Array.prototype.slice.call((within || document).querySelectorAll(what)); };
  var pane = id('pane'), shown = id('shown');
  // Served in parts, the server filters and counts, and the pane holds one report at a time.
  var live = document.body.hasAttribute('data-live');
  var fields = { q: id('q'), actor: id('actor'), kind: id('kind'), report: id('report'), from: id('from'), to: id('to') };
  ['story', 'mark', 'since'].forEach(function (n) { if (id(n)) fields[n] = id(n); });
  var names = Object.keys(fields);
  var lines = all('main .line'), marks = all('.mk'), texts = all('.text li');
  var words = new Map();
  all('.search, .filters, .only, .take').forEach(function (e) { e.hidden = false; });
  pane.classList.add('js');

  // Filters: what does not fit is hidden in the lists, faint in the pictures.
  function asked() {
    var want = {};
    names.forEach(function (n) { want[n] = fields[n].value.trim(); });
    want.q = want.q.toLowerCase();
    want.reports = want.story && !live ? fields.story.selectedOptions[0].dataset.r.trim().split(' ') : null;
    return want;
  }
  function text(e) {
    // The derivation under "why?" is no part of what a line says.
    if (!words.has(e)) {
      var how = e.querySelector('details, .about');
      var told = how && e.classList.contains('line') ? all('.day, .place, .told, .status', e) : [e];
      if (e.parentElement.className === 'people') told = all('b, .role, .spellings', e);
      words.set(e, told.map(function (part) { return part.textContent; }).join(' ').toLowerCase());
    }
    return words.get(e);
  }
  function fits(line, want) {
    var d = line.dataset;
    return (!want.actor || (d.a || '').indexOf('|' + want.actor + '|') >= 0) &&
      (!want.kind || !d.k || d.k === want.kind) &&
      (!want.reports || want.reports.some(function (r) { return (d.r || '').indexOf(' ' + r + ' ') >= 0; })) &&
      (!want.mark || d.m === want.mark) &&
      (!want.report || (d.r || '').indexOf(' ' + want.report + ' ') >= 0) &&
      (!want.from || !d.k || (d.e || d.d || '') >= want.from) &&
      (!want.to || !d.k || (d.d && d.d <= want.to)) &&
      (!want.q || text(line).indexOf(want.q) >= 0);
  }
  function filter() {
    if (live) return;
    var want = asked(), active = names.some(function (n) { return want[n]; }), count = 0, whole = 0, hits = 0;
    document.body.classList.toggle('filtering', active);
    lines.forEach(function (line) {
      var fit = fits(line, want);
      line.hidden = !fit;
      if (line.id.charAt(0) === 'F') { whole += 1; if (fit) count += 1; }
    });
    marks.forEach(function (mark) {
      var fit = mark.dataset.f.split(' ').some(function (f) { var line = id(f); return line && !line.hidden; });
      mark.classList.toggle('dim', active && !fit);
    });
    texts.forEach(function (line) {
      var hit = want.q.length > 1 && text(line).indexOf(want.q) >= 0;
      line.classList.toggle('hit', hit);
      if (hit) hits += 1;
    });
    all('.bars a').forEach(function (bar) {
      var on = bar.dataset.report ? bar.dataset.report === want.report : active && bar.dataset.from === want.from;
      if (on && (want.report || want.from)) bar.setAttribute('aria-current', 'true');
      else bar.removeAttribute('aria-current');
    });
    id('clear').hidden = !active;
    shown.textContent = active ? count + ' of ' + whole + ' facts' + (want.q.length > 1 ? ', ' + hits + ' lines of the reports' : '') : '';
  }
  function keep() {
    if (live) return id('filters').requestSubmit();
    var p = new URLSearchParams();
    names.forEach(function (n) { if (fields[n].value) p.set(n, fields[n].value); });
    var s = p.toString();
    try { history.replaceState(null, '', location.pathname + (s ? '?' + s : '') + location.hash); } catch (e) { /* some browsers forbid it for files */ }
    filter();
  }
  function recall() {
    var p = new URLSearchParams(location.search);
    if (!live) names.forEach(function (n) { fields[n].value = p.get(n) || ''; });
    filter();
  }
  names.forEach(function (n) { if (!live) fields[n].addEventListener('input', keep); });
  if (live) all('select', id('filters')).forEach(function (f) { f.addEventListener('change', keep); });
  else {
    all('form').forEach(function (f) { f.addEventListener('submit', function (e) { e.preventDefault(); nextHit(); }); });
    id('clear').addEventListener('click', function () {
      names.forEach(function (n) { fields[n].value = ''; });
      keep();
      fields.actor.focus();
    });
  }
  var hit = -1;
  function nextHit() {
    var list = all('.text .hit');
    if (!list.length) return;
    hit = (hit + 1) % list.length;
    list[hit].scrollIntoView({ block: 'center' });
  }

  // The source pane: the address names the passage; the script keeps it open while other parts are visited.
  var back = null, copier = document.createElement('button');
  copier.type = 'button';
  copier.className = 'copy';
  copier.textContent = 'copy citation';
  function open(psg) {
    all('.psg.on').forEach(function (p) { p.classList.remove('on'); });
    psg.classList.add('on');
    all('.report.open').forEach(function (r) { r.classList.remove('open'); });
    psg.closest('.report').classList.add('open');
    var about = all('.about', psg).filter(function (a) { return a.parentElement === psg; })[0];
    about.insertBefore(copier, about.querySelector('.rests'));
    all('.psg[data-p="' + psg.id + '"]').forEach(function (p) { p.classList.add('on'); });
    all('.cite[aria-current]').forEach(function (c) { c.removeAttribute('aria-current'); });
    all('.cite[href="#' + psg.id + '"]').forEach(function (c) { c.setAttribute('aria-current', 'true'); });
    var facts = all('.rests', psg).map(function (a) { return a.getAttribute('href').slice(1); });
    marks.forEach(function (m) {
      m.classList.toggle('on', m.dataset.f.split(' ').some(function (f) { return facts.indexOf(f) >= 0; }));
    });
  }
  function moved() {
    var name = decodeURIComponent(location.hash.slice(1));
    var target = name && id(name);
    if (live && !target && reportOf(name)) return fetched(reportOf(name));
    if (target && target.classList.contains('psg')) {
      open(target);
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
    }
    else if (target) {
      var within = target.closest('details');
      if (within) within.open = true;
      if (target.hidden) { names.forEach(function (n) { fields[n].value = ''; }); keep(); target.scrollIntoView(); }
      if (target.classList.contains('line')) { target.tabIndex = -1; target.focus({ preventScroll: true }); }
    }
    if (!all('.psg.on').length) {
      var first = pane.querySelector('.psg.first');
      if (first) { open(first); first.scrollIntoView({ block: 'center' }); window.scrollTo(0, 0); }
    }
  }
  window.addEventListener('hashchange', moved);

  // The report of a passage, a line, a head or the reasons of a day; the pane fetches it where it is not there.
  function reportOf(name) {
    var at = /^(?:p(\d+)-|r(\d+)l|[wd](\d+)$)/.exec(name);
    return at && (at[1] || at[2] || at[3]);
  }
  function fetched(no) {
    fetch('/report/' + no).then(function (r) { return r.ok ? r.text() : Promise.reject(); }).then(function (html) {
      var box = pane.querySelector('.texts'), name = location.hash.slice(1);
      box.replaceChildren(document.createRange().createContextualFragment(html));
      box.scrollTop = 0;
      if (!id(name)) return;
      moved();
      var at = id(name).getBoundingClientRect().top - box.getBoundingClientRect().top;
      box.scrollTop += at - box.clientHeight / 3;
    }, function () { location.reload(); });
  }
  if (live) document.addEventListener('click', function (e) {
    var a = e.target.closest && e.target.closest('a[href*="#"]');
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || e.button) return;
    var to = new URL(a.href), name = to.hash.slice(1), no = reportOf(name);
    var fact = a.classList.contains('rests') && a.pathname.split('/').pop();
    if (fact && id(fact)) { e.preventDefault(); location.hash = fact; return; }
    if (!no || to.pathname !== location.pathname) return;
    e.preventDefault();
    history.pushState(null, '', to);
    moved();
    if (id(name)) id(name).scrollIntoView({ block: 'center' });
  });
  document.addEventListener('keydown', function (e) {
    if (e.key === 'Escape' && back && pane.contains(document.activeElement)) back.focus();
  });

  // Citations, and what is shown, to take away.
  function quote(psg) {
    var parts = [psg].concat(all('.psg[data-p="' + psg.id + '"]'));
    return parts.map(function (part, n) {
      var copy = part.cloneNode(true);
      all('.about, .to', copy).forEach(function (e) { e.remove(); });
      return (n ? '\n'.repeat(part.dataset.n ? +part.dataset.n : 1) : '') + copy.textContent;
    }).join('');
  }
  function source(psg) {
    var d = psg.closest('.report').dataset, at = psg.id.split('-');
    return [d.outlet || 'outlet not stated', d.title ? '“' + d.title + '”' : d.name, d.url || 'no address', d.date,
      'characters ' + at[1] + '–' + at[2] + ' of ' + d.hash, 'report ' + d.no + ', line ' + psg.closest('li').value].join(', ');
  }
  function hand(words, button) {
    var said = button.textContent;
    var done = function () {
      button.textContent = 'copied';
      shown.textContent = 'copied';
      setTimeout(function () { button.textContent = said; }, 1500);
    };
    var byHand = function () {
      var area = document.createElement('textarea');
      area.value = words;
      document.body.appendChild(area);
      area.select();
      if (document.execCommand('copy')) done();
      area.remove();
      button.focus();
    };
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(words).then(done, byHand);
    else byHand();
  }
  function visible() {
    return lines.filter(function (l) { return l.id.charAt(0) === 'F' && l.getClientRects().length; });
  }
  function told(line) {
    var part = function (what) { var e = line.querySelector(what); return e ? e.textContent.trim() : ''; };
    return { day: part('.day'), place: part('.place'), text: part('.told'), status: part('.status'),
      cites: all('.cite', line).map(function (c) { return c.getAttribute('href').slice(1); }) };
  }
  function markdown() {
    var notes = [], numbers = {};
    var body = visible().map(function (line) {
      var t = told(line);
      var refs = t.cites.map(function (c) {
        if (!numbers[c]) { notes.push(c); numbers[c] = notes.length; }
        return '[^' + numbers[c] + ']';
      }).join('');
      return '- ' + [t.day, t.place, t.text, t.status].filter(Boolean).join(', ').replace(/([\\`*_<>[\]])/g, '\\$1') + refs;
    });
    var feet = notes.map(function (c, n) {
      return '[^' + (n + 1) + ']: “' + quote(id(c)).replace(/\s+/g, ' ').replace(/([\\`*_<>[\]])/g, '\\$1') + '” ' + source(id(c));
    });
    return '# ' + document.querySelector('h1').textContent + ', ' + document.querySelector('.asof').textContent + '\n\n' + body.join('\n') + '\n\n' + feet.join('\n') + '\n';
  }
  function csv() {
    var cell = function (v) { v = String(v); if (/^[=+\-@\t\r]/.test(v)) v = "'" + v; return '"' + v.replace(/"/g, '""') + '"'; };
    var rows = [['fact', 'kind', 'earliest', 'latest', 'day', 'place', 'text', 'status', 'actors', 'report', 'line', 'start', 'end', 'quote', 'sha256']];
    visible().forEach(function (line) {
      var t = told(line), d = line.dataset;
      t.cites.forEach(function (c) {
        var psg = id(c), at = c.split('-'), report = psg.closest('.report').dataset;
        rows.push([line.id, d.k, d.d || '', d.e || d.d || '', t.day, t.place, t.text, t.status, (d.a || '').replace(/^\||\|$/g, '').replace(/\|/g, '; '), report.no, psg.closest('li').value, at[1], at[2], quote(psg), report.hash]);
      });
    });
    return rows.map(function (r) { return r.map(cell).join(','); }).join('\r\n') + '\r\n';
  }
  function save(words, name) {
    var a = document.createElement('a');
    a.href = URL.createObjectURL(new Blob([words], { type: 'text/csv' }));
    a.download = name;
    a.click();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 1000);
  }
  if (!live) {
    id('copy-shown').addEventListener('click', function (e) { hand(markdown(), e.target); });
    id('save-shown').addEventListener('click', function () { save(csv(), 'dossier.csv'); });
  }
  id('more').addEventListener('click', function (e) {
    var open = id('filters').classList.toggle('open');
    e.target.setAttribute('aria-expanded', String(open));
  });
  id('print').addEventListener('click', function () { window.print(); });

  document.addEventListener('click', function (e) {
    var at = e.target.closest ? e.target : e.target.parentElement;
    var cite = at.closest('main .cite, main .mk');
    if (cite) back = cite;
    var copy = at.closest('.copy');
    if (copy) {
      var psg = copy.closest('.psg');
      hand('“' + quote(psg) + '” ' + source(psg), copy);
    }
    var only = at.closest('.only');
    if (only) {
      fields.actor.value = only.closest('.line').dataset.a.replace(/\|/g, '');
      keep();
      id('main').scrollIntoView();
      fields.actor.focus({ preventScroll: true });
    }
    var bar = at.closest('.bars a');
    if (live && bar && !bar.dataset.report) {
      e.preventDefault();
      fields.from.value = bar.dataset.from;
      fields.to.value = bar.dataset.to;
      keep();
    } else if (live) return;
    else if (bar && bar.dataset.report) {
      fields.report.value = fields.report.value === bar.dataset.report ? '' : bar.dataset.report;
      keep();
    } else if (bar) {
      var same = fields.from.value === bar.dataset.from;
      fields.from.value = same ? '' : bar.dataset.from;
      fields.to.value = same ? '' : bar.dataset.to;
      keep();
    }
  });
  recall();
  moved();
})();
