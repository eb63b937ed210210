// The generated portals' own little renderer: asks as its configuration says, draws rows, pages as it is told.
(function () {
  var C = window.__LIST__, N = C.names, page = 0, over = false, busy = false, panel = 0;
  var box = document.getElementById('list'), foot = document.getElementById('pager');
  function dig(o, path) { path.forEach(function (k) { o = o && o[k]; }); return o; }
  function pad(n) { return (n < 10 ? '0' : '') + n; }
  function day(v) {
    if (v === undefined || v === null) { return ''; }
    if (C.dates === 'ms' || C.dates === 's') {
      var d = new Date((C.dates === 's' ? v * 1000 : v) + 8 * 3600e3);
      return d.getUTCFullYear() + '-' + pad(d.getUTCMonth() + 1) + '-' + pad(d.getUTCDate());
    }
    return String(v).slice(0, 10).replace(/\//g, '-');
  }
  function parsed(data) {
    if (C.asks === 'gkmlpt') {
      return { total: data.total, rows: data.articles.map(function (r) {
        return { title: r.title, href: r.url, day: (r.display_publish_time || '').slice(0, 10) }; }) };
    }
    var inner = C.nest.length ? dig(data, C.nest.slice(0, -1)) : data;
    var rows = C.nest.length ? inner[C.nest[C.nest.length - 1]] : (data.list || data);
    return { total: inner[N.total], rows: (rows || []).map(function (r) {
      return { title: r[N.title], href: r[N.url] || C.pattern.replace('{id}', r[N.id]), day: day(r[N.day]) }; }) };
  }
  function html(text) {
    var t = document.createElement('template'); t.innerHTML = text;
    return { nodes: [].slice.call(t.content.querySelectorAll('li')) };
  }
  function ask(n) {
    var q = {}; q[N.channel] = C.slug; q[N.page] = n; q[N.size] = C.size; if (C.shows === 'tabs') { q.panel = panel; }
    var s = new URLSearchParams(q).toString();
    var j = function (r) { return r.json(); }, x = function (r) { return r.text(); };
    if (C.asks === 'get') { return fetch(C.api + '?' + s).then(j).then(parsed); }
    if (C.asks === 'offset') {
      delete q[N.page]; q.start = (n - 1) * C.size;
      return fetch(C.api + '?' + new URLSearchParams(q)).then(j).then(parsed);
    }
    if (C.asks === 'post-json') {
      delete q.panel;
      return fetch(C.api, { method: 'POST', headers: { 'Content-Type': 'application/json;charset=UTF-8' },
        body: JSON.stringify({ param: q, panel: panel }) }).then(j).then(parsed);
    }
    if (C.asks === 'post-form') {
      return new Promise(function (done) {
        var r = new XMLHttpRequest(); r.open('POST', C.api);
        r.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
        r.onload = function () { done(parsed(JSON.parse(r.responseText))); }; r.send(s);
      });
    }
    if (C.asks === 'jsonp') {
      return new Promise(function (done) {
        var name = 'cb_' + Date.now() + n, e = document.createElement('script');
        window[name] = function (d) { done(parsed(d)); }; e.src = C.api + '?' + s + '&callback=' + name;
        document.head.appendChild(e);
      });
    }
    if (C.asks === 'static') { return fetch(C.api + '_' + n + '.json').then(j).then(parsed); }
    if (C.asks === 'fragment') {
      return fetch(C.api + '_' + n + '.html').then(function (r) { return r.ok ? r.text() : ''; }).then(html);
    }
    if (C.asks === 'gkmlpt') { return fetch(C.api + '?page=' + n + '&sid=7550&panel=' + panel).then(j).then(parsed); }
    if (C.asks === 'jpaas') {
      var p = "{'pageId':'" + C.slug + "e3c1','tplSetId':'a9','pageType':'column','tagId':'当前栏目_list'}".replace(/'/g, '"');
      var o = new URLSearchParams(JSON.parse(p.replace(/'/g, '"')));
      o.set('paramJson', JSON.stringify({ pageNo: n, pageSize: C.size })); o.set('panel', panel);
      return fetch(C.api + '?' + o).then(j).then(function (d) {
        var got = html(d.data.html); got.total = d.data.count; return got; });
    }
    var first = (n - 1) * C.size + 1;
    return fetch(C.api + '?startrecord=' + first + '&endrecord=' + (first + C.size - 1) + '&perpage=' + C.size +
      (C.shows === 'tabs' ? '&panel=' + panel : ''),
      { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'col=1&appid=1&webid=2&path=%2F&columnid=' + C.slug + '&unitid=9&permissiontype=0' })
      .then(x).then(function (t) {
        var d = new DOMParser().parseFromString(t, 'text/xml');
        var cells = [].slice.call(d.querySelectorAll('record')).map(function (r) { return r.textContent; });
        var got = html(cells.join('')); got.total = +d.querySelector('totalrecord').textContent; return got;
      });
  }
  function row(r) {
    var li = document.createElement('li'), a = document.createElement(C.rows === 'click' ? 'p' : 'a');
    a.innerHTML = r.title; a.className = 'bt';
    if (C.rows === 'click') { li.style.cursor = 'pointer'; li.onclick = function () { location.href = r.href; }; }
    else { a.href = r.href; }
    li.appendChild(a);
    if (r.day) { var s = document.createElement('span'); s.className = 'rq'; s.textContent = r.day; li.appendChild(s); }
    return li;
  }
  function draw(got, append) {
    var nodes = got.nodes || got.rows.map(row);
    if (!append) { box.innerHTML = ''; }
    nodes.forEach(function (n) { box.appendChild(n); });
    if (!box.children.length) { box.innerHTML = '<li class="none">暂无数据</li>'; }
    if (nodes.length < C.size || got.total !== undefined && box.querySelectorAll('li').length >= got.total) { over = true; }
    return nodes.length;
  }
  function button(words, n, now) {
    var b = document.createElement(C.shows === 'laypage' ? 'a' : 'li');
    b.textContent = words; b.className = n === now ? 'number active layui-laypage-curr' : 'number';
    if (C.shows === 'laypage') { b.href = 'javascript:;'; }
    b.onclick = function () { if (n !== page && n > 0) { go(n, false); } }; return b;
  }
  function pager(total) {
    var last = Math.max(1, Math.ceil(total / C.size)); foot.innerHTML = '';
    var inner = document.createElement(C.shows === 'laypage' ? 'div' : 'ul');
    inner.className = C.shows === 'laypage' ? 'layui-box layui-laypage' : 'el-pager'; foot.appendChild(inner);
    if (last < 2) { return; }
    if (page > 1) { inner.appendChild(button('上一页', page - 1, page)); }
    for (var n = Math.max(1, page - 2); n <= Math.min(last, page + 2); n++) { inner.appendChild(button('' + n, n, page)); }
    if (page < last) { inner.appendChild(button('下一页', page + 1, page)); }
  }
  function go(n, append) {
    if (busy) { return; }
    busy = true; if (!append) { over = false; }
    ask(n).then(function (got) {
      busy = false; page = n; draw(got, append);
      if (C.shows === 'numbers' || C.shows === 'laypage') { pager(got.total === undefined ? C.static_total : got.total); }
      if (C.shows === 'more' || C.shows === 'tabs') { foot.style.display = over ? 'none' : ''; }
      if ((C.shows === 'window' || C.shows === 'inner') && over) { foot.textContent = '没有更多了'; }
    }).catch(function () { busy = false; over = true; });
  }
  if (C.shows === 'more' || C.shows === 'tabs') {
    foot.innerHTML = '<button type="button">' + (C.slug < 'p' ? '加载更多' : '查看更多') + '</button>';
    foot.firstChild.onclick = function () { if (!over) { go(page + 1, true); } };
  }
  if (C.shows === 'window') {
    window.addEventListener('scroll', function () {
      if (!over && window.innerHeight + window.scrollY > document.body.scrollHeight - 150) { go(page + 1, true); }
    });
  }
  if (C.shows === 'inner') {
    var frame = box.parentNode; frame.style.cssText = 'height:260px;overflow-y:auto';
    frame.addEventListener('scroll', function () {
      if (!over && frame.scrollTop + frame.clientHeight > frame.scrollHeight - 40) { go(page + 1, true); }
    });
  }
  if (C.shows === 'tabs') {
    var bar = document.getElementById('tabs');
    ['本级文件', '上级文件', '其他文件'].forEach(function (words, n) {
      var t = document.createElement('span'); t.className = n ? 'tab' : 'tab on'; t.textContent = words;
      t.setAttribute('role', 'tab');
      t.onclick = function () {
        [].forEach.call(bar.children, function (c) { c.className = 'tab'; }); t.className = 'tab on';
        panel = n; go(1, false);
      };
      bar.appendChild(t);
    });
  }
  go(1, false);
})();
