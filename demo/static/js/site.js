// Addresses in a script are no links: "/js/templates/never.html", '<a href="/js/never-either.html">'
document.documentElement.className = "js";
