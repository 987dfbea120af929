/* The desk in the browser: what lies where is the server's business (#desk is replaced whole after every action); here are
   dropping files, finding the way between text and cards, and keeping the reader's place over a replacement.
   No storage of any kind is used: a closed page leaves nothing behind. */
(function () {
  "use strict";

  const SLOTS = { report: "/report", previous: "/beside/previous", against: "/beside/against" };
  const FEW = 10;
  const TABS = ["gaps", "issues", "figures", "passed"];
  const fresh = () => ({
    name: "", tab: "gaps", pane: "cards", levels: { error: true, warning: true, info: false }, query: "",
    open: "", current: "", more: {}, folds: {}, side: 0, text: 0, focus: "", compared: true,
  });
  let state = fresh();
  let cards = [];  // elements by their place in the sequence that marks refer to
  let marks = [];  // {node, at: [places]}
  let step = 0;    // which passage of the open card was shown last
  let polling = null;
  let settled = null;  // the #desk that has been put in order
  let cause = "";   // the path of the request that brought the present #desk
  let started = 0; // when a file was let go, for the time until its findings stand there

  const $ = (selector, root) => (root || document).querySelector(selector);
  const $$ = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const desk = () => document.getElementById("desk");
  const say = (key, blanks) => Object.entries(blanks || {}).reduce((text, [name, value]) => text.replace("{" + name + "}", value), JSON.parse(desk().dataset.say)[key]);
  const wide = () => window.matchMedia("(min-width:1000px) and (min-height:480px)").matches;
  const calm = () => window.matchMedia("(prefers-reduced-motion:reduce)").matches;
  const placesOf = (node) => node.dataset.c.split(" ").map(Number);

  /* ---- one message at a time, for the eye and for a screen reader */

  let fading = 0;
  function toast(text) {
    const node = $("#toast");
    node.textContent = text;
    node.classList.add("seen");
    clearTimeout(fading);
    fading = setTimeout(() => node.classList.remove("seen"), 4000);
  }

  function alarm(text) {
    const node = document.createElement("p");
    node.setAttribute("role", "alert");
    node.textContent = text;
    $("#alert").replaceChildren(node);
  }

  /* ---- the place of the reader, kept while #desk is replaced */

  function keep() {
    const old = desk();
    const active = document.activeElement;
    const card = active && active.closest(".card");
    state.revision = old.dataset.revision;
    state.score = old.dataset.score;
    state.focus = card ? "card:" + card.dataset.k : active && active.id ? "#" + active.id : "";
    const side = $("#side"), text = $("#text");
    state.side = wide() && side ? side.scrollTop : window.scrollY;
    state.text = text ? text.scrollTop : 0;
    const compared = $("#compared");
    if (compared) state.compared = compared.open;
    if (card && active.closest(".waive")) goOn(card);
  }

  /* What is waived leaves its place: the reader goes on with the next card. */
  function goOn(card) {
    const list = shown(), at = list.indexOf(card);
    const next = list[at + 1] || list[at - 1];
    state.open = "";
    state.current = next ? next.dataset.k : "";
    state.focus = next ? "card:" + next.dataset.k : "";
  }

  /* Everything that the new #desk needs: called after each replacement and at the start. */
  function settle() {
    const now = settled = desk();
    const same = now.dataset.name && now.dataset.name === state.name;
    const before = state.score, known = state.revision;
    if (!same) state = Object.assign(fresh(), { name: now.dataset.name || "" });
    document.documentElement.lang = now.lang;
    document.title = now.dataset.title;
    $("#alert").textContent = "";
    index();
    if (cards.length) {
      // hints only where little else is to be said: a hundred of them hide what matters
      if (!same) state.levels.info = cards.filter((card) => card.dataset.s === "error" || card.dataset.s === "warning").length < FEW;
      arrange(same);
      if (!same && known !== undefined) toast(say("ready", { after: now.dataset.score || "–" }));
      else if (same && known !== now.dataset.revision) report(before, now.dataset.score);
    } else if (cause === "/clear") toast(say("cleared"));
    if (started) {
      // after the next frame: only then do the findings stand on the screen
      requestAnimationFrame(() => setTimeout(() => { now.dataset.took = String(Math.round(performance.now() - started)); started = 0; }));
    }
    watch();
  }

  function report(before, after) {
    if (cause === "/watch" || cause === "/language") { $("#toast").classList.remove("seen"); return; }
    if (cause.startsWith("/waivers")) return toast(say("waived"));
    if (!before || !after) return;
    toast(before === after ? say("unchanged") : say("rechecked", { before: before, after: after }));
  }

  function index() {
    cards = [];
    $$(".card").forEach((node) => { cards[Number(node.id.slice(1))] = node; });
    marks = $$("[data-c]").map((node) => ({ node: node, at: placesOf(node) }));
  }

  /* Tab, filter, folds, open card, scroll and focus as they were. */
  function arrange(same) {
    $$(".level").forEach((node) => node.setAttribute("aria-pressed", String(state.levels[node.dataset.level])));
    $("#search").value = state.query;
    $$(".shelf").forEach((node) => { if (node.dataset.g in state.folds) node.open = state.folds[node.dataset.g]; });
    const compared = $("#compared");
    if (compared) compared.open = state.compared;
    showPane(state.pane);
    showTab(state.tab);
    const open = byKey(state.open);
    if (open) unfold(open, true);
    if (!same) return;
    if (wide()) $("#side").scrollTop = state.side; else window.scrollTo(0, state.side);
    $("#text").scrollTop = state.text;
    refocus();
    if (cause.startsWith("/beside")) { if (compared) compared.open = true; $("#side").scrollTop = 0; }  // what was asked for comes into view
  }

  function refocus() {
    const key = state.focus;
    const card = key.startsWith("card:") ? byKey(key.slice(5)) : null;
    const target = card ? $(".title", card) : key.startsWith("#") ? document.getElementById(key.slice(1)) : null;
    if (target) target.focus({ preventScroll: true });
  }

  const byKey = (key) => (key && cards.find((node) => node.dataset.k === key)) || null;

  /* ---- what is shown */

  const panelOf = (tab) => document.getElementById("sheet-" + tab);

  function showTab(tab) {
    state.tab = tab;
    desk().dataset.tab = tab;
    TABS.forEach((name) => {
      const button = document.getElementById("tab-" + name);
      button.setAttribute("aria-selected", String(name === tab));
      button.tabIndex = name === tab ? 0 : -1;
      panelOf(name).hidden = name !== tab;
    });
    choices([]);
    sift();
  }

  function showPane(pane) {
    state.pane = pane;
    desk().dataset.pane = pane;
    $$("[data-show]").forEach((node) => node.setAttribute("aria-pressed", String(node.dataset.show === pane)));
  }

  /* Severity, words and folds decide what is seen of the cards; the marks in the text follow. */
  function sift() {
    const query = state.query.trim().toLowerCase();
    const passes = (card) => (!card.dataset.s || state.levels[card.dataset.s]) && (!query || card.textContent.toLowerCase().includes(query));
    cards.forEach((card) => { card.passes = passes(card); });
    TABS.forEach((tab) => siftPanel(panelOf(tab), query));
    const first = shown().find((card) => card.dataset.k === state.current) || shown()[0];
    cards.forEach((card) => { $(".title", card).tabIndex = card === first ? 0 : -1; });
    siftMarks();
  }

  function siftPanel(panel, query) {
    let seen = 0, hidden = 0;
    $$(".shelf", panel).forEach((shelf) => {
      const all = $$(".card", shelf), passing = all.filter((card) => card.passes);
      // the first ten of many claims; a search looks through all of them
      const first = query || state.more[shelf.dataset.g] ? Infinity : Number(shelf.dataset.first) || Infinity;
      all.forEach((card) => { card.hidden = !card.passes || passing.indexOf(card) >= first; });
      shelf.hidden = !passing.length;
      $("summary .n", shelf).textContent = passing.length;
      if (query && passing.length) shelf.open = true;
      const more = $(".more", shelf);
      if (more) {
        more.hidden = passing.length <= first;
        more.textContent = say("more", { count: passing.length - first });
      }
      seen += passing.length;
      hidden += all.length - passing.length;
    });
    $("#tab-" + panel.dataset.tab + " .n").textContent = seen;
    $(".empty", panel).hidden = seen + hidden > 0;
    const note = $(".filtered", panel);
    note.hidden = !hidden;
    $("span", note).textContent = (seen ? "" : say("hidden") + " ") + say("others", { count: hidden });
  }

  /* A mark counts while one of its cards is to be seen; those of the tab in front are drawn strongly, the others faintly. */
  function siftMarks() {
    const tabOf = (at) => cards[at].closest("[role=tabpanel]").dataset.tab;
    const agreed = (at) => Boolean(cards[at].closest("[data-agreed]"));
    const tabs = cards.map((_, at) => (cards[at].passes && !agreed(at) ? tabOf(at) : ""));
    marks.forEach((mark) => {
      if (!mark.node.classList.contains("m")) return;
      const live = mark.at.filter((at) => tabs[at] && (tabs[at] !== "passed" || state.tab === "passed"));
      const front = live.find((at) => tabs[at] === state.tab);
      const at = front === undefined ? live[0] : front;
      mark.node.className = "m " + (at === undefined ? "off" : tabs[at] + (front === undefined ? " dim" : ""));
      // what leads nowhere is no button to those who hear the page
      if (at === undefined) mark.node.removeAttribute("role"); else mark.node.setAttribute("role", "button");
      $$("sup", mark.node).forEach((sup) => sup.classList.toggle("off", tabs[sup.dataset.n] !== state.tab));
    });
    const first = liveMarks()[0];
    marks.forEach((mark) => { if (mark.node.classList.contains("m")) mark.node.tabIndex = first === mark ? 0 : -1; });
  }

  const shown = () => $$(".card", panelOf(state.tab)).filter((card) => !card.hidden);
  const liveMarks = () => marks.filter((mark) => mark.node.classList.contains("m") && !mark.node.classList.contains("off"));

  /* ---- cards */

  function focusCard(card) {
    if (!card) return;
    const shelf = card.closest(".shelf");
    shelf.open = true;
    const old = byKey(state.current);
    if (old) $(".title", old).tabIndex = -1;
    state.current = card.dataset.k;
    const title = $(".title", card);
    title.tabIndex = 0;
    title.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }

  function unfold(card, on) {
    const old = byKey(state.open);
    if (old && old !== card) unfold(old, false);
    card.classList.toggle("open", on);
    $(".title", card).setAttribute("aria-expanded", String(on));
    $(".body", card).hidden = !on;
    if (on) card.closest(".shelf").open = true;
    state.open = on ? card.dataset.k : "";
    lit(on ? card : null);
  }

  function lit(card) {
    const at = card ? Number(card.id.slice(1)) : -1;
    marks.forEach((mark) => mark.node.classList.toggle("now", mark.at.includes(at)));
  }

  function openCard(card) {
    step = -1;
    unfold(card, true);
    focusCard(card);
    if (wide()) jump(card);
  }

  /* The next passage of a card; one that runs through several marks counts once, for its first. */
  function jump(card) {
    const at = Number(card.id.slice(1));
    const own = marks.filter((mark) => mark.at.includes(at));
    const heads = own.filter((mark) => !marks.some((other) => other.at.includes(at) && other.node === mark.node.previousSibling));
    if (!heads.length) return;
    step = (step + 1) % heads.length;
    if (!wide()) showPane("text");
    const head = heads[step].node;
    head.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    for (let node = head; node && node.dataset && own.some((mark) => mark.node === node); node = node.nextSibling) flash(node);
  }

  function flash(node) {
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1600);
  }

  function go(key) {
    const card = byKey(key);
    if (!card) return;
    const tab = card.closest("[role=tabpanel]").dataset.tab;
    if (card.dataset.s) state.levels[card.dataset.s] = true;
    if (card.hidden) { state.query = ""; $("#search").value = ""; state.more[card.closest(".shelf").dataset.g] = true; }
    $$(".level").forEach((node) => node.setAttribute("aria-pressed", String(state.levels[node.dataset.level])));
    showTab(tab);
    showPane("cards");
    step = 0;
    unfold(card, true);
    focusCard(card);
    card.scrollIntoView({ block: "center" });
  }

  /* A report of the store is asked for with the rule or the finding it is about: its words come into view. */
  function arrive() {
    const asked = new URLSearchParams(window.location.search), print = (asked.get("finding") || "").replace(/:/g, "-");
    const own = cards.filter((card) => card.dataset.r === asked.get("rule"));
    const card = byKey(print) || own.find((each) => each.dataset.s) || own[0];
    const line = $('.line[data-l="' + Number(asked.get("line")) + '"]');
    if (!card && line) {
      if (!wide()) showPane("text");
      line.scrollIntoView({ block: "center" });
      line.classList.add("here");
    }
    if (!card) return;
    go(card.dataset.k);
    step = -1;
    jump(card);
  }

  /* From the text to the card; where several speak of the same words, the reader chooses. */
  function fromMark(node) {
    const live = placesOf(node).filter((at) => cards[at].passes && (state.tab === "passed" || !cards[at].closest("#sheet-passed")) && !cards[at].closest("[data-agreed]"));
    if (!live.length && node.classList.contains("m")) return;
    if (node.classList.contains("here")) return here(placesOf(node));
    live.sort((a, b) => Number(!inFront(a)) - Number(!inFront(b)));
    go(cards[live[0]].dataset.k);
    choices(live.length > 1 ? live : []);
  }

  const inFront = (at) => Boolean(cards[at].closest("#sheet-" + state.tab));

  /* What is absent under a heading: the gaps, first of them in front. */
  function here(places) {
    if (!places.some((at) => cards[at].passes)) places.forEach((at) => { if (cards[at].dataset.s) state.levels[cards[at].dataset.s] = true; });
    sift();
    const first = places.find((at) => cards[at].passes);
    if (first !== undefined) go(cards[first].dataset.k);
  }

  function choices(places) {
    const box = $("#chooser");
    box.hidden = !places.length;
    box.textContent = places.length ? say("choose", { count: places.length }) : "";
    places.forEach((at) => {
      const button = document.createElement("button");
      const number = $(".number", cards[at]);
      button.type = "button";
      button.className = "button";
      button.dataset.go = cards[at].dataset.k;
      button.textContent = (number ? number.textContent + " " : "") + $(".name", cards[at]).textContent;
      box.append(button);
    });
  }

  function waive(card) {
    const button = $("[data-act=waive]", card);
    if (!button || $(".waive", card)) return;
    const form = $("#waive-form").content.firstElementChild.cloneNode(true);
    $("[name=fingerprint]", form).value = button.dataset.f;
    $(".body", card).append(form);
    window.htmx.process(form);
    $("[name=reason]", form).focus();
  }

  /* ---- files */

  function send(file, slot) {
    started = performance.now();
    const request = new XMLHttpRequest();  // and not fetch, which tells nothing of how far an upload is
    request.open("PUT", SLOTS[slot]);
    request.setRequestHeader("X-Token", $("meta[name=desk-token]").content);
    request.setRequestHeader("X-Filename", encodeURIComponent(file.name));
    request.upload.onprogress = (event) => { if (event.lengthComputable) $("#busy progress").value = 100 * event.loaded / event.total; };
    request.onload = () => { busy(""); replace(request.responseText, request.status < 400, SLOTS[slot]); };
    request.onerror = () => { busy(""); alarm(say("offline")); };
    busy(say("sending", { name: file.name }));
    if (slot === "report") state.name = "";  // the same name again is a new report all the same
    request.send(file);
  }

  function busy(text) {
    $("#busy span").textContent = text;
    $("#busy progress").value = 0;
    $("#busy").hidden = !text;
  }

  function replace(html, good, path) {
    if (!good) { $("#alert").innerHTML = html; return; }
    keep();
    cause = path;
    desk().outerHTML = html;
    window.htmx.process(desk());
    settle();
  }

  const carries = (event) => !desk().dataset.fixed && event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");

  function dragging(on) {
    document.body.classList.toggle("dragging", on);
    const slots = $("#slots");
    if (slots) slots.hidden = !on;
  }

  function dropped(event) {
    if (!event.dataTransfer) return;
    event.preventDefault();
    if (desk().dataset.fixed) return;
    dragging(false);
    const files = event.dataTransfer.files;
    if (!files.length) return alarm(say("nothing"));
    if (files.length > 1) toast(say("onlyone"));
    const slot = event.target.closest && event.target.closest("[data-slot]");
    send(files[0], slot ? slot.dataset.slot : "report");
  }

  /* ---- a watched file: the server answers when something has changed */

  function watch() {
    if (polling) polling.abort();
    polling = null;
    if (desk().dataset.watched === "1") poll(new AbortController(), 0);
  }

  function poll(control, failures) {
    polling = control;
    fetch("/changes?revision=" + desk().dataset.revision, { signal: control.signal, headers: { "X-Token": $("meta[name=desk-token]").content } })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
      .then((found) => {
        if (control.signal.aborted) return undefined;
        if (String(found.revision) === desk().dataset.revision) return poll(control, 0);
        return fetch("/board", { signal: control.signal }).then((answer) => answer.text()).then((html) => replace(html, true, "/changes"));
      })
      .catch(() => {
        if (control.signal.aborted) return;
        if (failures >= 3) alarm(say("offline"));
        else setTimeout(() => { if (!control.signal.aborted) poll(control, failures + 1); }, 1000);
      });
  }

  /* ---- keys and clicks */

  function move(by) {
    const list = shown();
    const at = list.findIndex((card) => card.dataset.k === state.current && card.contains(document.activeElement));
    focusCard(list[at < 0 ? Math.max(0, list.findIndex((card) => card.dataset.k === state.current)) : Math.min(list.length - 1, Math.max(0, at + by))]);
  }

  function moveMark(node, by) {
    const list = liveMarks();
    const at = list.findIndex((mark) => mark.node === node);
    const next = list[Math.min(list.length - 1, Math.max(0, at + by))];
    if (!next) return;
    node.tabIndex = -1;
    next.node.tabIndex = 0;
    next.node.focus();
  }

  function moveTab(by) {
    showTab(TABS[(TABS.indexOf(state.tab) + by + TABS.length) % TABS.length]);
    document.getElementById("tab-" + state.tab).focus();
  }

  function escape(target) {
    const menu = $(".menu[open]");
    dragging(false);
    const form = $(".waive");
    if (menu) { menu.open = false; $("summary", menu).focus(); return; }
    if (form) { const card = form.closest(".card"); form.remove(); $("[data-act=waive]", card).focus(); return; }
    if (target.id === "search" && state.query) { target.value = state.query = ""; sift(); return; }
    if (!$("#chooser").hidden) { choices([]); return; }
    const open = byKey(state.open);
    if (open) { unfold(open, false); focusCard(open); }
  }

  /* Keys that need no modifier, and nowhere while somebody writes. */
  const KEYS = {
    j: () => move(1), k: () => move(-1), i: () => { const card = byKey(state.open) || byKey(state.current); if (card) { if (card.dataset.k !== state.open) openCard(card); waive(card); } },
    f: () => $(".level").focus(), "/": () => $("#search").focus(), "?": () => help(),
    1: () => showTab(TABS[0]), 2: () => showTab(TABS[1]), 3: () => showTab(TABS[2]), 4: () => showTab(TABS[3]),
  };

  function help() {
    const dialog = $("#help");
    if (dialog.showModal) dialog.showModal(); else dialog.setAttribute("open", "");
  }

  function onKey(event) {
    const target = event.target, key = event.key;
    if (event.ctrlKey || event.metaKey || event.altKey || $("#help[open]")) return;
    if (key === "?" && !writes(target)) { event.preventDefault(); help(); return; }
    if (!cards.length && !$("#sheet-gaps")) return;
    if (key === "Escape") { escape(target); return; }
    const handled = writes(target) ? false : onPlace(target, key) || (KEYS[key.toLowerCase()] && (KEYS[key.toLowerCase()](), true));
    if (handled) event.preventDefault();
  }

  const writes = (node) => /^(INPUT|SELECT|TEXTAREA)$/.test(node.tagName) && node.type !== "file";

  /* What Enter and the arrows do depends on where the focus is. */
  function onPlace(target, key) {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[key];
    if (target.matches("[role=tab]") && (key === "ArrowLeft" || key === "ArrowRight")) { moveTab(by); return true; }
    if (target.matches(".m")) {
      if (by) moveMark(target, by);
      else if (key === "Enter" || key === " ") fromMark(target);
      return Boolean(by) || key === "Enter" || key === " ";
    }
    if (target.matches(".card .title")) {
      const card = target.closest(".card");
      if (key === "ArrowDown" || key === "ArrowUp") { move(by); return true; }
      if (key === "Enter") { if (card.dataset.k === state.open) jump(card); else openCard(card); return true; }
    }
    return false;
  }

  const ACTS = {
    jump: (card) => jump(card),
    waive: (card) => waive(card),
    unwaive: (card) => { $(".waive", card).remove(); $("[data-act=waive]", card).focus(); },
    all: () => { Object.keys(state.levels).forEach((name) => { state.levels[name] = true; }); state.query = ""; arrange(false); },
  };

  function onClick(event) {
    const hit = (selector) => event.target.closest && event.target.closest(selector);
    $$(".menu[open]").forEach((menu) => { if (!menu.contains(event.target) || hit("a")) menu.open = false; });
    let node;
    if ((node = hit("[data-act]"))) ACTS[node.dataset.act](node.closest(".card"));
    else if ((node = hit(".card .title"))) { const card = node.closest(".card"); if (card.dataset.k === state.open) { unfold(card, false); focusCard(card); } else openCard(card); }
    else if ((node = hit("[data-go]"))) go(node.dataset.go);
    else if ((node = hit("[data-c]"))) fromMark(node);
    else if ((node = hit("[role=tab]"))) showTab(node.dataset.tab);
    else if ((node = hit("[data-show]"))) showPane(node.dataset.show);
    else if ((node = hit(".level"))) { state.levels[node.dataset.level] = !state.levels[node.dataset.level]; node.setAttribute("aria-pressed", String(state.levels[node.dataset.level])); sift(); }
    else if ((node = hit("[data-more]"))) { state.more[node.dataset.more] = true; const at = shown().length; sift(); focusCard(shown()[Math.min(at, shown().length - 1)]); }
    else if (hit("#keys")) help();
    else if (hit("#theme")) theme();
    else if ((node = hit("#language"))) speak(node.dataset.lang);
    else if (hit("#alert")) $("#alert").textContent = "";
  }

  /* Not through htmx: the server asks it to load the page anew, which would lose the place. */
  function speak(lang) {
    const token = $("meta[name=desk-token]").content;
    fetch("/language", { method: "POST", body: new URLSearchParams({ lang: lang }), headers: { "X-Token": token } })
      .then((answer) => answer.text().then((html) => (desk().dataset.fixed && answer.ok ? window.location.reload() : replace(html, answer.ok, "/language"))))
      .catch(() => alarm(say("offline")));
  }

  function theme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : window.matchMedia("(prefers-color-scheme:dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("input", (event) => { if (event.target.id === "search") { state.query = event.target.value; sift(); } });
  document.addEventListener("change", (event) => {
    const node = event.target;
    if (node.matches("input[type=file]") && node.files.length) { send(node.files[0], node.dataset.slot); node.value = ""; }
  });
  // toggle does not bubble, but it can be caught on its way down
  document.addEventListener("toggle", (event) => { if (event.target.matches && event.target.matches(".shelf") && !state.query) state.folds[event.target.dataset.g] = event.target.open; }, true);
  document.addEventListener("dragenter", (event) => { if (carries(event)) dragging(true); });
  // dragleave comes for every element passed; only at the edge is the file out of the window
  document.addEventListener("dragleave", (event) => {
    const x = event.clientX, y = event.clientY;
    if (!event.relatedTarget && (x <= 0 || y <= 0 || x >= window.innerWidth || y >= window.innerHeight)) dragging(false);
  });
  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    $$(".slot").forEach((slot) => slot.classList.toggle("over", slot.contains(event.target)));
  });
  document.addEventListener("drop", dropped);
  document.body.addEventListener("htmx:beforeSwap", (event) => { if (event.detail.xhr.status < 400) { keep(); cause = event.detail.pathInfo.requestPath; } });
  // not afterSwap: until it has settled, htmx lends new elements the attributes of old ones with the same id
  document.body.addEventListener("htmx:afterSettle", () => { if (desk() !== settled) settle(); });
  document.body.addEventListener("htmx:sendError", () => alarm(say("offline")));
  settle();
  if (desk().dataset.fixed) arrive();
})();
