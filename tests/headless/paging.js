// The ways in which a script's list goes on: numbered pagers of several libraries, more buttons, scrolling, tabs.
function PAGINGS(C, list) {
  'use strict';
  var out = {};
  function click(e, n) { if (e) { e.addEventListener('click', function (event) { event.preventDefault(); if (n >= 1 && n <= list.pages() && n !== list.at()) { list.load(n, false); } }); } }
  function around() {
    var at = list.at(), last = list.pages(), out = [], n;
    for (n = 1; n <= last; n++) { if (n === 1 || n === last || Math.abs(n - at) <= 2) { out.push(n); } else if (out[out.length - 1] !== 0) { out.push(0); } }
    return out;
  }
  function wire(numbers, previous, next) {
    Array.prototype.forEach.call(list.pager.querySelectorAll(numbers), function (e) { click(e, parseInt(e.textContent, 10)); });
    click(list.pager.querySelector(previous), list.at() - 1);
    click(list.pager.querySelector(next), list.at() + 1);
  }
  out.numbers = function () {
    var href = ['', ' href="javascript:;"', ' href="#"', ' href="javascript:void(0)"'][C.button % 4], at = list.at(), last = list.pages();
    list.pager.innerHTML = '<a class="prev"' + href + '>上一页</a>' + around().map(function (n) {
      return n === 0 ? '<span>...</span>' : n === at ? '<span class="cur">' + n + '</span>' : '<a class="n"' + href + '>' + n + '</a>'; }).join('') +
      '<a class="next' + (at >= last ? ' disabled' : '') + '"' + href + '>' + ['下一页', '下页', '>', '下一页'][C.button % 4] + '</a><em>共' + last + '页</em>';
    wire('a.n', 'a.prev', 'a.next');
  };
  out.el = function () {
    var at = list.at(), last = list.pages();
    list.pager.innerHTML = '<div class="el-pagination is-background"><span class="el-pagination__total">共 ' + last * C.size + ' 条</span><button type="button" class="btn-prev"' +
      (at === 1 ? ' disabled' : '') + '><i class="el-icon el-icon-arrow-left"></i></button><ul class="el-pager">' + around().map(function (n) {
        return n === 0 ? '<li class="el-icon more btn-quicknext el-icon-more"></li>' : '<li class="number' + (n === at ? ' active' : '') + '">' + n + '</li>'; }).join('') +
      '</ul><button type="button" class="btn-next"' + (at >= last ? ' disabled="disabled"' : '') + '><i class="el-icon el-icon-arrow-right"></i></button></div>';
    wire('li.number', '.btn-prev', '.btn-next');
  };
  out.ant = function () {
    var at = list.at(), last = list.pages();
    list.pager.innerHTML = '<ul class="ant-pagination"><li title="上一页" class="ant-pagination-prev"><button type="button" class="ant-pagination-item-link">‹</button></li>' +
      around().filter(Boolean).map(function (n) { return '<li title="' + n + '" class="ant-pagination-item' + (n === at ? ' ant-pagination-item-active' : '') + '"><a>' + n + '</a></li>'; }).join('') +
      '<li title="下一页" class="ant-pagination-next' + (at >= last ? ' ant-pagination-disabled' : '') + '" aria-disabled="' + (at >= last) + '"><button type="button" class="ant-pagination-item-link"' + (at >= last ? ' disabled' : '') + '><svg width="12" height="12"></svg></button></li></ul>';
    wire('.ant-pagination-item', '.ant-pagination-prev', '.ant-pagination-next');
  };
  out.lay = function () {
    var at = list.at(), last = list.pages();
    list.pager.innerHTML = '<div class="layui-box layui-laypage layui-laypage-default">' + (at > 1 ? '<a href="javascript:;" class="layui-laypage-prev" data-page="' + (at - 1) + '">上一页</a>' : '') +
      around().filter(Boolean).map(function (n) { return n === at ? '<span class="layui-laypage-curr"><em class="layui-laypage-em"></em><em>' + n + '</em></span>' : '<a href="javascript:;" data-page="' + n + '">' + n + '</a>'; }).join('') +
      '<a href="javascript:;" class="layui-laypage-next' + (at >= last ? ' layui-disabled' : '') + '" data-page="' + (at + 1) + '">下一页</a><span class="layui-laypage-skip">到第<input type="text" value="1" class="layui-input">页<button type="button" class="layui-laypage-btn">确定</button></span></div>';
    Array.prototype.forEach.call(list.pager.querySelectorAll('a'), function (e) { click(e, +e.getAttribute('data-page')); });
  };
  out.bootstrap = function () {
    var at = list.at(), last = list.pages();
    list.pager.innerHTML = '<nav><ul class="pagination"><li class="page-item"><a class="page-link p" href="#">«</a></li>' + around().filter(Boolean).map(function (n) {
      return '<li class="page-item' + (n === at ? ' active' : '') + '"><a class="page-link n" href="#">' + n + '</a></li>'; }).join('') +
      '<li class="page-item' + (at >= last ? ' disabled' : '') + '"><a class="page-link x" href="#">»</a></li></ul></nav>';
    wire('.n', '.p', '.x');
  };
  out.next = function () {
    var at = list.at(), last = list.pages();
    list.pager.innerHTML = '<span>第 ' + at + '/' + last + ' 页</span><button class="b1">首页</button><button class="b2">上一页</button><button class="b3"' + (at >= last && C.button % 2 ? ' disabled' : '') + '>下一页</button><button class="b4">尾页</button>';
    click(list.pager.querySelector('.b1'), 1); click(list.pager.querySelector('.b2'), at - 1); click(list.pager.querySelector('.b3'), at + 1); click(list.pager.querySelector('.b4'), last);
  };
  out.hash = function () {
    var at = list.at(), last = list.pages();
    list.pager.innerHTML = around().filter(Boolean).map(function (n) { return n === at ? '<b>' + n + '</b>' : '<a href="#page=' + n + '">' + n + '</a>'; }).join(' ') + (at < last ? '<a href="#page=' + (at + 1) + '">下一页</a>' : '');
  };
  out.first = function () { var m = /page=(\d+)/.exec(location.hash); return C.paging === 'hash' && m ? +m[1] : 1; };
  out.more = function () {
    var word = ['加载更多', '查看更多', '点击加载更多', '更多', '加载更多内容', 'Load more'][C.button], tag = C.button % 3;
    if (list.ended()) { list.pager.innerHTML = C.button % 2 ? '<p class="nomore">没有更多了</p>' : ''; return; }
    list.pager.innerHTML = tag === 0 ? '<div class="load-more">' + word + '</div>' : tag === 1 ? '<a href="javascript:;" class="btn-more">' + word + '</a>' : '<button type="button" class="more">' + word + '</button>';
    list.pager.firstChild.addEventListener('click', function () { list.load(list.at() + 1, true); });
  };
  function below() { if (!list.busy() && !list.ended()) { list.load(list.at() + 1, true); } }
  var watcher = null, pane = document.getElementById(C.box);
  function near() { var d = document.documentElement; if (d.scrollTop + window.innerHeight > d.scrollHeight - 300) { below(); } }
  function nearInside() { if (pane.scrollTop + pane.clientHeight > pane.scrollHeight - 60) { below(); } }
  out.scroll = function () { setTimeout(near, 50); };
  out.observer = function () { watcher.unobserve(list.pager); watcher.observe(list.pager); };
  out.inner = function () { setTimeout(nearInside, 50); };
  out.start = function () {
    if (C.paging === 'hash') { window.addEventListener('hashchange', function () { list.load(out.first(), false); }); }
    if (C.paging === 'scroll') { window.addEventListener('scroll', near); }
    if (C.paging === 'observer') {
      watcher = new IntersectionObserver(function (e) { if (e[0].isIntersecting && list.root().innerHTML) { below(); } });
      watcher.observe(list.pager); list.pager.style.marginTop = '900px';
    }
    if (C.paging === 'inner' || C.paging === 'virtual') { inside(); }
    if (C.paging === 'tabs') { tabs(); }
  };
  function inside() {
    pane.style.height = C.paging === 'virtual' ? '260px' : '180px'; pane.style.overflowY = 'auto';
    if (C.paging === 'inner') { pane.addEventListener('scroll', nearInside); return; }
    function show() {
      var rows = list.rows(), first = Math.max(0, Math.floor(pane.scrollTop / 40) - 2), last = Math.min(rows.length, first + 11);
      list.root().style.paddingTop = first * 40 + 'px'; list.root().style.paddingBottom = (rows.length - last) * 40 + 'px';
      list.root().innerHTML = rows.slice(first, last).map(function (v) { return list.html(C.row, v); }).join('');
      if (last >= rows.length - 3 && rows.length) { below(); }
    }
    list.hooks.push(show);
    pane.addEventListener('scroll', show);
  }
  function tabs() {
    var head = document.getElementById('tabs'), names = ['全部', '政策法规', '规范性文件', '其他'];
    head.innerHTML = names.slice(0, C.tabs).map(function (n, i) { return ['<li class="' + (i ? '' : 'on') + '">' + n + '</li>', '<li role="tab"><a href="javascript:;">' + n + '</a></li>', '<span class="tab-item">' + n + '</span>'][C.button % 3]; }).join('');
    Array.prototype.forEach.call(head.children, function (e, i) { e.addEventListener(C.button === 4 ? 'mouseover' : 'click', function () {
      Array.prototype.forEach.call(head.children, function (o) { o.classList.toggle('on', o === e); }); list.tab(i); list.load(1, false); }); });
  }
  out.tabs = C.button % 2 ? out.numbers : out.more;
  return out;
}
