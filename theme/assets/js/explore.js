/* What a trend shows, chosen in a form and kept in the address. generator/charts/trend.py draws the same; a test compares. */

const DASHES = ["", "7 3", "2 3", "9 3 2 3", "12 4", "1 4"];
const SHAPES = ["m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z", "m-3-3h6v6h-6z", "m0-4l4 7h-8z", "m0-4l4 4-4 4-4-4z", "m0 4l4-7h-8z", "m-1-4h2v3h3v2h-3v3h-2v-3h-3v-2h3z"];

/** Bring a section to life: data-explore names its figures, data-places what it shows at first. */
export function explore(section) {
  const form = section.querySelector("form");
  const { elements } = form;
  const selects = [...form.querySelectorAll("select, [type=number]")];
  const usual = { places: section.dataset.places };
  const say = (words) => { form.querySelector("[role=status]").textContent = words; };
  const asked = (name) => new URLSearchParams(location.search).get(name) ?? usual[name];
  let data, coming, places = asked("places").split(",");

  async function load() {
    try {
      coming ??= fetch(section.dataset.explore).then((answer) => answer.json());
      return data = await coming;
    } catch {
      coming = undefined;
      say("The figures did not load. Try again.");
    }
  }

  /* The places to choose from, and those chosen. */
  function list() {
    elements.place.list.replaceChildren(...Object.keys(data.places).map((id) => html("option", { value: data.places[id], label: id })));
    form.querySelector("ul").replaceChildren(...places.map((id, n) => html("li", {}, html("button", { type: "button", class: `series-${n + 1}`, value: id, "aria-label": `Remove ${data.places[id]}` }, `${data.places[id]} ×`))));
  }

  /* Show what the address asks for, and tell what it asks for in vain. */
  async function show() {
    if (!await load()) return;
    const told = [];
    const unknown = (id) => { told.push(`There is no “${id}” here.`); };
    const limit = data.class === "C" ? 1 : 6;
    places = [...new Set(asked("places").split(","))].filter((id) => Object.hasOwn(data.places, id) || unknown(id));
    if (places.length > limit) told.push(`Only ${limit} at once.`);
    places = places.slice(0, limit);
    for (const select of selects) {
      select.value = asked(select.name);
      if (select.selectedIndex >= 0 || (select.type === "number" && select.value === asked(select.name) && select.validity.valid)) continue;
      unknown(asked(select.name));
      select.value = usual[select.name];
    }
    const cut = data.dimensions.map(({ column }) => elements[column]);
    const from = elements.from.value, to = elements.to.value;
    const series = places.map((place) => ({
      name: data.places[place],
      points: data.series.find((one) => one.place === place && cut.every((select, n) => select.value === data.cuts[one.cut][n]))?.points.filter(([year]) => year >= from && (!to || year <= to)) ?? [],
    }));
    const empty = series.filter(({ points }) => !points.length);
    if (empty.length) told.push(`No values: ${empty.map(({ name }) => name).join(", ")}.`);
    const unit = [...cut.filter((select) => select.value !== usual[select.name]).map((select) => select.selectedOptions[0].text), data.unit].join(", ");
    if (empty.length < series.length) draw(section.querySelector(".explore-figure"), data, series, unit, from, to);
    list();
    say(told.join(" "));
  }

  /* Write the choice into the address, only what differs from the first view, and show it. */
  function go(chosen) {
    const query = Object.keys(usual).map((name) => [name, elements[name]?.value ?? chosen.join()]).filter(([name, value]) => value !== usual[name]);
    const url = new URL(location);
    url.search = `${new URLSearchParams(query)}`.replaceAll("%2C", ",");
    history.pushState(null, "", url);
    show();
  }

  const on = (type, act) => form.addEventListener(type, async (event) => {
    if (/submit|reset/.test(type)) event.preventDefault();
    if (await load()) act(event.target);
  });
  form.reset();
  for (const { name, value } of selects) usual[name] = value;
  form.hidden = false;
  on("focusin", () => form.querySelector("li") ?? list());
  on("change", (target) => target === elements.place || go(places));
  on("reset", () => {
    history.pushState(null, "", location.pathname);
    show();
  });
  on("submit", () => {
    const { value } = elements.place;
    const same = (name) => name.toLowerCase() === value.trim().toLowerCase();
    const id = Object.keys(data.places).find((id) => same(id) || same(data.places[id]));
    elements.place.value = "";
    go(!value.trim() ? places : [...data.class === "C" ? [] : places, id ?? value]);
  });
  on("click", ({ type, name, value }) => {
    if (type !== "button") return;
    if (name === "copy") {
      say(location.href);
      navigator.clipboard?.writeText(location.href).then(() => say("Link copied."));
    } else {
      go(places.filter((id) => id !== value));
      elements.place.focus();
    }
  });
  addEventListener("popstate", show);
  if (Object.keys(usual).some((name) => new URLSearchParams(location.search).has(name))) show();
}

function draw(figure, data, series, unit, from, to) {
  const { decimals } = data;
  const number = (value) => new Intl.NumberFormat("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals, roundingMode: "halfEven" }).format(value.toFixed(20));
  const sentence = `${series.filter(({ points }) => points.length).slice(0, 2).map(({ name, points }) => {
    const [begin, end] = [points.findLast((point, n) => !n || !point[2]), points.at(-1)].map(([year, value]) => `${number(value)} in ${year}`);
    return begin === end ? `${name} stood at ${end}` : `${name} went from ${begin} to ${end}`;
  }).join("; ")} (${unit}).`;
  figure.querySelector("figcaption").textContent = sentence;
  figure.querySelector(".chart").replaceWith(picture(data, series, `${data.title}, ${unit}`, sentence, from, to));
  const years = [...new Set(series.flatMap(({ points }) => points.map(([year]) => year)))].sort();
  const head = (words, scope, more) => html("th", { scope, ...more }, words);
  const num = { class: "num" };
  figure.querySelector("table").replaceChildren(
    html("thead", {}, html("tr", {}, head("Year", "col"), ...series.map(({ name }) => head(name, "col", num)))),
    html("tbody", {}, ...years.map((year) => html("tr", {}, head(year, "row"), ...series.map(({ points }) => {
      const point = points.find((point) => point[0] === year);
      return html("td", num, point ? number(point[1]) : "–");
    })))),
  );
}

function picture(data, series, title, sentence, from, to) {
  const all = series.flatMap(({ points }) => points);
  const years = all.map(([year]) => year);
  const values = all.flatMap((point) => [0, point[1], ...ends(point)]);
  const low = Math.min(...values), high = Math.max(...values);
  const { bottom, top, ticks, labels } = data.axes.find(({ bottom, top }) => bottom <= low && high <= top);
  const names = series.map(({ name }) => name.length > 26 ? `${name.slice(0, 25)}…` : name);
  const edge = 680 - Math.max(60, ...names.map((name) => 7 * name.length + 16));
  const first = +from || Math.min(...years), last = +to || Math.max(...years);
  const range = first < last ? [first, last] : [first - 1, last + 1];
  const x = scale(...range, 48, edge), y = scale(bottom, top, 304, 34);
  const at = (year, value) => `${short(x(year))} ${short(y(value))}`;
  const path = (kind, d, more) => svg("path", { class: kind, d, ...more });
  const text = (x, y, words, kind, anchor) => svg("text", { class: kind, x: short(x), y: short(y), ...anchor && { "text-anchor": anchor } }, words);
  const parts = [text(0, 14, data.unit, "unit")];
  ticks.forEach((tick, n) => parts.push(path(tick ? "grid" : "zero", `M48 ${short(y(tick))}H${edge}`), text(40, y(tick) + 4, labels[n], "tick", "end")));
  const step = [1, 2, 5, 10, 20, 50, 100].find((step) => (last - first) / step <= 7);
  for (let year = first; year <= last; year++) if (year % step === 0) parts.push(text(x(year), 324, year, "tick", "middle"));
  series.forEach(({ points }, n) => {
    const kind = `series-${n + 1}`, runs = [];
    points.forEach((point, i) => {
      if (ends(point).length) i && point[2] && ends(points[i - 1]).length ? runs.at(-1).push(point) : runs.push([point]);
    });
    for (const run of runs) parts.push(path(`spread ${kind}`, `M${[...run.map((point) => at(point[0], point[5])), ...run.reverse().map((point) => at(point[0], point[4]))].join("L")}z`));
    parts.push(path(`series ${kind}`, points.map((point, i) => (i && point[2] ? "L" : "M") + at(...point)).join(""), DASHES[n] && { "stroke-dasharray": DASHES[n] }));
    points.forEach((point, i) => {
      const [year, value, joined, status] = point, before = points[i - 1];
      const kinds = data.estimates.includes(status) ? `dot dot-estimated ${kind}` : points.length < 4 || !(i && joined || points[i + 1]?.[2]) ? `dot ${kind}` : "";
      if (kinds) parts.push(path(kinds, `M${at(year, value)}${SHAPES[n]}`));
      if (i && !joined) parts.push(text((x(before[0]) + x(year)) / 2, (y(before[1]) + y(value)) / 2 + 4, "≈", `break ${kind}`, "middle"));
    });
  });
  const lasts = series.flatMap(({ points }, n) => points.slice(-1).map(([year, value]) => [y(value), n, x(year)]));
  let taken = 20;
  lasts.sort((a, b) => a[0] - b[0] || a[1] - b[1]).forEach(([height, n, end], order) => {
    taken = Math.max(Math.min(height, 304 - 15 * (lasts.length - 1 - order)), taken + 15);
    if (Math.abs(taken - height) > 3 || edge - end > 8) parts.push(path(`leader series-${n + 1}`, `M${short(end + 4)} ${short(height)}L${edge + 6} ${short(taken)}`));
    parts.push(text(edge + 9, taken + 4, names[n], `name series-${n + 1}`));
  });
  return svg("svg", { class: "chart chart-trend", role: "img", direction: "ltr", "aria-labelledby": "explore-title explore-desc", viewBox: "0 0 680 340", "data-plot": `48 ${edge} ${range.join(" ")}` },
    svg("title", { id: "explore-title" }, title), svg("desc", { id: "explore-desc" }, sentence), ...parts);
}

const ends = ([, , , , low, high]) => low == null || high == null ? [] : [low, high];
const scale = (low, high, start, end) => (value) => start + (value - low) / ((high - low) || 1) * (end - start);
const short = (value) => Math.floor(value * 10 + 0.5) / 10;
const html = (name, ...rest) => fill(document.createElement(name), ...rest);
const svg = (name, ...rest) => fill(document.createElementNS("http://www.w3.org/2000/svg", name), ...rest);

/* Text goes in as text, so nothing of an address or of a file is ever read as markup. */
function fill(made, attributes, ...inside) {
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  made.append(...inside);
  return made;
}
