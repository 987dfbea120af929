/* The pages over a store work without this: links and a form. Here are keys, the switches, the choice that applies at once, and what a
   cell of the heat map is about. Nothing is stored in the browser. */
(function () {
  "use strict";

  const $ = (selector, root) => (root || document).querySelector(selector);
  const $$ = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const said = JSON.parse(document.body.dataset.say);
  const post = (path, body) => fetch(path, { method: "POST", body: body, headers: { "X-Token": $("meta[name=desk-token]").content } });

  function alarm() {
    const node = document.createElement("p");
    node.textContent = said.offline;
    $("#alert").replaceChildren(node);
  }

  function speak(lang) {
    post("/language", new URLSearchParams({ lang: lang })).then((answer) => (answer.ok ? window.location.reload() : alarm())).catch(alarm);
  }

  /* The next page is another document: the server remembers the choice as long as it runs. */
  function theme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : window.matchMedia("(prefers-color-scheme:dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    post("/stacks/theme/" + root.dataset.theme).catch(alarm);
  }

  /* ---- the heat map: one tab stop, arrows inside */

  const rows = $$(".heat tbody tr").map((row) => $$("td.cell", row).map((cell) => $("a", cell)));
  let at = [0, 0];
  rows.forEach((row, i) => row.forEach((link, j) => { if (link) { link.tabIndex = i + j ? -1 : 0; link.dataset.at = i + "," + j; } }));

  function step(link, down, right) {
    const [i, j] = link.dataset.at.split(",").map(Number);
    for (let y = i + down, x = j + right; rows[y] && x >= 0 && x < rows[y].length; y += down, x += right) {
      if (rows[y][x]) { enter(rows[y][x]); return; }
    }
  }

  function enter(link) {
    const old = rows[at[0]] && rows[at[0]][at[1]];
    if (old) old.tabIndex = -1;
    at = link.dataset.at.split(",").map(Number);
    link.tabIndex = 0;
    link.focus();
    link.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function hint(cell) {
    const node = $("#hint");
    node.hidden = !cell;
    if (!cell) return;
    const heads = $$("thead tr:last-child > *", cell.closest("table"));
    const values = { row: $(".lead", cell.parentNode).textContent, column: heads[cell.cellIndex].textContent.trim(), value: ($(".g", cell) || { getAttribute: () => cell.textContent.trim() }).getAttribute("aria-label") };
    node.textContent = Object.entries(values).reduce((text, [name, value]) => text.replace("{" + name + "}", value), said.hint);
  }

  /* ---- keys */

  const stops = () => $$(".grid tbody tr, .duties li, .findings li").map((row) => $("a", row)).filter(Boolean);

  function move(by) {
    const list = stops(), own = document.activeElement.closest("tr, li");
    const here = list.findIndex((link) => own && own.contains(link));
    const next = list[here < 0 ? 0 : Math.min(list.length - 1, Math.max(0, here + by))];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  }

  function turn(rel) {
    const link = $("a[rel=" + rel + "]");
    if (link) link.click();
  }

  function focus(selector) {
    const node = $(selector);
    if (node) { node.focus(); if (node.select) node.select(); }
  }

  const KEYS = {
    j: () => move(1), k: () => move(-1), n: () => turn("next"), p: () => turn("prev"), f: () => focus(".narrow select, .narrow input"), "/": () => focus("#find"),
    "?": () => $("#help").showModal(),
  };
  const ARROWS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || $("#help[open]")) return;
    if (event.key === "Escape") { target.blur(); return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
    if (ARROWS[event.key] && target.dataset.at) step(target, ...ARROWS[event.key]);
    else if (KEYS[event.key.toLowerCase()]) KEYS[event.key.toLowerCase()]();
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const hit = (selector) => event.target.closest(selector);
    if (hit("#keys")) $("#help").showModal();
    else if (hit("#theme")) theme();
    else if (hit("#language")) speak(hit("#language").dataset.lang);
  });
  document.addEventListener("change", (event) => { if (event.target.matches(".narrow select")) event.target.form.requestSubmit ? event.target.form.requestSubmit() : event.target.form.submit(); });
  for (const name of ["mouseover", "focusin"]) document.addEventListener(name, (event) => hint(event.target.closest && event.target.closest(".heat td.cell")));
  // what is empty says nothing in an address
  document.addEventListener("submit", (event) => $$("input, select", event.target).forEach((node) => { if (!node.value) node.disabled = true; }));
  // a page kept by the browser comes back as it was left: with its fields switched off
  window.addEventListener("pageshow", () => $$(".narrow [disabled]").forEach((node) => { node.disabled = false; }));

  const line = Number(new URLSearchParams(window.location.search).get("line"));
  if (line) $$(".kept .line").filter((node) => Number(node.dataset.l) === line).forEach((node) => node.classList.add("here", "asked"));
  const asked = $(".kept .asked, .duties .asked");
  if (asked) asked.scrollIntoView({ block: "center" });
})();
