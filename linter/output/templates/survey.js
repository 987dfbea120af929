"use strict";
(() => {
  const say = document.querySelector("main").dataset;
  const step = 100;
  const order = new Intl.Collator("zh-CN", { numeric: true });
  const figure = (text) => {
    const value = parseFloat(text.replace(/[%+,]/g, ""));
    return Number.isNaN(value) ? null : value;
  };
  const make = (name, text, css) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (css) made.className = css;
    return made;
  };
  for (const holder of document.querySelectorAll(".sheet")) {
    const table = holder.querySelector("table");
    const body = table.tBodies[0];
    const rest = holder.querySelector("details");
    const opened = body.rows.length;
    if (rest) {
      body.append(...rest.querySelectorAll("tbody tr"));
      rest.remove();
    }
    const all = [...body.rows];
    let shown = all;
    let from = 0;
    const size = rest ? Math.min(step, opened) : all.length;
    const bar = make("div", "", "tools");
    const place = make("span", "", "muted");
    place.setAttribute("role", "status");
    const back = make("button", say.back);
    const on = make("button", say.on);
    back.type = on.type = "button";
    const draw = () => {
      const on_page = new Set(shown.slice(from, from + size));
      for (const row of all) row.classList.toggle("off", !on_page.has(row));
      place.textContent = shown.length ? `${from + 1}–${Math.min(from + size, shown.length)} / ${shown.length}` : say.none;
      back.disabled = from === 0;
      on.disabled = from + size >= shown.length;
    };
    if (all.length > 12) {
      const label = make("label", say.filter + " ");
      const box = document.createElement("input");
      box.type = "search";
      label.append(box);
      box.addEventListener("input", () => {
        const sought = box.value.trim();
        shown = all.filter((row) => row.textContent.includes(sought));
        from = 0;
        draw();
      });
      bar.append(label, place);
      if (size < all.length) {
        back.addEventListener("click", () => { from = Math.max(0, from - size); draw(); });
        on.addEventListener("click", () => { from += size; draw(); });
        bar.append(back, on);
      }
      holder.prepend(bar);
    }
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    heads.forEach((head, at) => {
      const button = make("button", head.textContent, "sort");
      button.type = "button";
      head.textContent = "";
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") === (head.classList.contains("n") ? "descending" : "ascending")
          ? head.classList.contains("n")
          : !head.classList.contains("n");
        for (const each of heads) each.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const right = head.classList.contains("n");
        const keys = new Map(all.map((row) => {
          const text = row.cells[at].textContent.trim();
          return [row, right ? figure(text) : text || null];
        }));
        all.sort((one, other) => {
          const a = keys.get(one), b = keys.get(other);
          if (a === null || b === null) return (a === null) - (b === null);
          const way = right ? a - b : order.compare(a, b);
          return up ? way : -way;
        });
        body.append(...all);
        shown = all.filter((row) => shown.includes(row));
        from = 0;
        draw();
      });
    });
    draw();
  }
})();
