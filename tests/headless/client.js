// Draws one column's list as the frameworks of portals do. `C` is the column's construction (see shells.py).
(function () {
  'use strict';
  var K = C.names, at = 1, tab = 0, total = 0, busy = false, kept = [], ended = false, hooks = [];
  var box = document.getElementById(C.box), pager = document.getElementById(C.pager), root = box;

  function get(value, path) { path.split('.').forEach(function (k) { value = value && value[k]; }); return value; }
  function pad(n) { return (n < 10 ? '0' : '') + n; }
  function day(value) {
    if (typeof value !== 'number') { return String(value).slice(0, 10); }
    var d = new Date(value + 8 * 3600 * 1000);
    return d.getUTCFullYear() + '-' + pad(d.getUTCMonth() + 1) + '-' + pad(d.getUTCDate());
  }
  function row(r) {
    var t = r[K[0]], when = day(r[K[2]]);
    return { title: t, short: t.length <= 16 ? t : t.slice(0, 14) + '...', day: when, md: when.slice(5), year: when.slice(0, 4),
             ym: when.slice(0, 7), dd: when.slice(8), id: String(r.id), url: r[K[1]] || C.address.replace('{id}', r.id).replace('{key}', C.key) };
  }
  function fill(text, v) { return text.replace(/\{(\w+)\}/g, function (_, k) { return v[k]; }); }
  function safe(text) { return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;'); }
  function html(t, v) {
    if (typeof t === 'string') { return safe(fill(t, v)); }
    var out = '<' + t[0];
    Object.keys(t[1]).forEach(function (k) { out += ' ' + k + '="' + safe(fill(t[1][k], v)) + '"'; });
    return out + '>' + t.slice(2).map(function (c) { return html(c, v); }).join('') + '</' + t[0] + '>';
  }
  function element(t, v) {
    if (typeof t === 'string') { return document.createTextNode(fill(t, v)); }
    var e = document.createElement(t[0]);
    Object.keys(t[1]).forEach(function (k) { e.setAttribute(k, fill(t[1][k], v)); });
    t.slice(2).forEach(function (c) { e.appendChild(element(c, v)); });
    return e;
  }
  // ---- where rows go
  function boxes() {
    if (C.draw === 'shadow') { root = box.attachShadow({ mode: 'open' }); }
    C.boxes.forEach(function (b) { var e = element(b, {}); root.appendChild(e); root = e; });
    root.addEventListener('click', function (event) {
      var to = event.target.closest('.to'), v;
      if (!to || C.link === 'href' || C.link === 'onclick') { return; }
      v = kept.filter(function (r) { return r.id === to.getAttribute('data-id'); })[0];
      if (C.link === 'assign') { location.href = v.url; }
      if (C.link === 'open') { window.open(v.url); }
      if (C.link === 'push') { history.pushState({}, '', v.url); document.getElementById('main').innerHTML = '<h1>' + v.title + '</h1><p>正文</p>'; }
    });
    window.addEventListener('popstate', function () { if (C.link === 'push' && C.paging !== 'hash') { location.reload(); } });
  }
  function draw(rows, append) {
    var fresh = rows.map(typeof rows[0] === 'string' ? String : row);
    if (!append) { kept = []; }
    if (typeof rows[0] === 'string') { root.innerHTML = (append ? root.innerHTML : '') + rows.join(''); return; }
    kept = kept.concat(fresh);
    if (C.paging === 'virtual') { hooks.forEach(function (f) { f(); }); return; }
    if (C.draw === 'html') { root.innerHTML = kept.map(function (v) { return html(C.row, v); }).join(''); return; }
    if (!append && C.draw !== 'patch') { while (root.firstChild) { root.removeChild(root.firstChild); } }
    if (C.draw !== 'patch') { fresh.forEach(function (v) { root.appendChild(element(C.row, v)); }); return; }
    kept.forEach(function (v, i) { patch(i, v); });
    while (root.children.length > kept.length) { root.removeChild(root.lastElementChild); }
  }
  function patch(i, v) { // the same elements, other words: what a virtual DOM does
    var old = root.children[i], fresh = element(C.row, v);
    if (!old) { root.appendChild(fresh); return; }
    (function same(a, b) {
      if (a.nodeType === 3) { if (a.data !== b.data) { a.data = b.data; } return; }
      Array.prototype.forEach.call(b.attributes, function (x) { if (a.getAttribute(x.name) !== x.value) { a.setAttribute(x.name, x.value); } });
      Array.prototype.forEach.call(b.childNodes, function (c, n) { same(a.childNodes[n], c); });
    })(old, fresh);
  }
  // ---- where rows come from
  function query(o) { return Object.keys(o).map(function (k) { return k + '=' + encodeURIComponent(o[k]); }).join('&'); }
  function asked(n) {
    var o = { channel: C.key };
    o[C.pages[0]] = C.pages[0] === 'start' ? (n - 1) * C.size : n;
    o[C.pages[1]] = C.size;
    if (C.tabs) { o.tab = tab; }
    return o;
  }
  function xhr(method, url, body, type, done) {
    var x = new XMLHttpRequest();
    x.open(method, url, true);
    if (type) { x.setRequestHeader('Content-Type', type); }
    x.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
    x.onload = function () { done(x.responseText); };
    x.send(body);
  }
  function given(done) { return function (text) { var v = typeof text === 'string' ? JSON.parse(text) : text; var p = C.wrap.split('.'); p[p.length - 1] = 'total';
    done(get(v, C.wrap), get(v, p.join('.'))); }; }
  function ask(n, done) {
    if (C.data === 'json-get') { xhr('GET', C.source + '?' + query(asked(n)), null, '', given(done)); }
    if (C.data === 'form-post') { xhr('POST', C.source, query(asked(n)), 'application/x-www-form-urlencoded; charset=UTF-8', given(done)); }
    if (C.data === 'json-post') {
      fetch(C.source, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(asked(n)) })
        .then(function (r) { return r.json(); }).then(given(done));
    }
    if (C.data === 'jsonp') {
      var name = 'cb' + Math.floor(Math.random() * 1e9), s = document.createElement('script');
      window[name] = function (v) { given(done)(v); s.remove(); };
      s.src = C.source + '?' + query(asked(n)) + '&callback=' + name + '&_=' + Date.now();
      document.head.appendChild(s);
    }
    if (C.data === 'proxy') {
      var first = (n - 1) * C.size + 1;
      xhr('POST', C.source + '?startrecord=' + first + '&endrecord=' + (first + C.size - 1) + '&perpage=' + C.size,
        'col=1&appid=1&webid=7&path=%2F&columnid=' + C.key + '&sourceContentType=3&unitid=55&webname=' + encodeURIComponent('市民政局') + '&permissiontype=0',
        'application/x-www-form-urlencoded; charset=UTF-8', function (text) {
          var xml = new DOMParser().parseFromString(text, 'text/xml');
          done(Array.prototype.map.call(xml.querySelectorAll('record'), function (r) { return r.textContent; }), +xml.querySelector('totalrecord').textContent);
        });
    }
    if (C.data === 'fragment') { xhr('GET', C.source + '?' + query(asked(n)), null, '', function (text) { done(text ? [text] : [], C.counts[tab]); }); }
    if (C.data === 'unit') { xhr('GET', C.source + '?' + query(asked(n)), null, '', function (text) { var d = JSON.parse(text).data;
      done(d.total > (n - 1) * C.size ? [d.html.replace(/^<ul>|<\/ul>$/g, '')] : [], d.total); }); }
    if (C.data === 'inline') { var all = JSON.parse(decodeURIComponent(escape(atob(C.inline)))).filter(function (r) { return !C.tabs || r.tab === tab; });
      setTimeout(function () { done(all.slice((n - 1) * C.size, n * C.size), all.length); }, 30); }
  }
  function pages() { return Math.max(1, Math.ceil(total / C.size)); }
  function load(n, append, then) {
    if (busy) { return; }
    busy = true;
    var spin = document.getElementById('spin');
    if (spin) { spin.style.display = ''; }
    ask(n, function (rows, count) {
      busy = false; at = n; total = count; ended = n >= pages();
      if (spin) { spin.style.display = 'none'; }
      draw(rows, append);
      if (PAGERS[C.paging]) { PAGERS[C.paging](); }
      if (then) { then(); }
    });
  }
  var PAGERS = PAGINGS(C, {
    pager: pager, at: function () { return at; }, pages: pages, load: load, ended: function () { return ended; },
    busy: function () { return busy; }, rows: function () { return kept; }, root: function () { return root; }, html: html, hooks: hooks,
    tab: function (t) { tab = t; }
  });
  boxes();
  if (PAGERS.start) { PAGERS.start(); }
  setTimeout(function () { load(PAGERS.first ? PAGERS.first() : 1, false); }, C.delay);
  if (C.polls) { setInterval(function () { xhr('GET', '/poll?t=' + Date.now(), null, '', function () {}); }, 400); }
})();
