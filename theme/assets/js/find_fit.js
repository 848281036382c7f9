/* The part of the finder that asks for a city, and says of each practice how like it the places of its evidence are. In the
   address a city is its id, and a described one `like.country.size.income.homicide`, "-" for what is not known. */

import { fold } from "./languages.js";
import { fit, loadLikeness, nameOf, originOf, placeIds, profileOf } from "./likeness.js";

const DESCRIBED = "like";
const UNKNOWN = "-";

/** Wire the fields in `place`; `choose(code)` is called with a new city, or "" for none. `ready` resolves to what answers
    questions: `of(n)` for a practice, and the order of two. It resolves to null when the data do not come. */
export function fitPanel(place, catalogue, choose) {
  const city = place.querySelector("[data-fit-place]");
  const names = place.querySelector("datalist");
  const said = place.querySelector("[data-fit-said]");
  const fields = Object.fromEntries([...place.querySelectorAll("[data-fit]")].map((field) => [field.dataset.fit, field]));
  let loading;
  let data, byName, code = "";

  function load() {
    loading ??= loadLikeness().then((found) => {
      data = found;
      fill();
      return true;
    }).catch(() => {
      loading = undefined;
      said.textContent = "The figures of places did not load. Try again.";
      return false;
    });
    return loading;
  }

  function title(id) {
    const country = id.slice(0, 3);
    return id === country || id.startsWith("M49") ? nameOf(data, id) : `${nameOf(data, id)}, ${nameOf(data, country)}`;
  }

  function fill() {
    byName = new Map(placeIds(data).filter((id) => !id.startsWith("M49")).map((id) => [title(id), id]));
    names.replaceChildren(...[...byName.keys()].sort((a, b) => a.localeCompare(b)).map((name) => new Option(name)));
    const countries = placeIds(data).filter((id) => id.length === 3).map((id) => [id, nameOf(data, id)]).sort((a, b) => a[1].localeCompare(b[1]));
    offer(fields.country, countries);
    offer(fields.size, data.names.size.map((name, n) => [n, name]));
    offer(fields.income, data.names.income.map((name, n) => [n + 1, `${name} fourth by GDP per person`]));
    offer(fields.homicide, data.names.homicide.map((name, n) => [n, `${name} per 100,000 a year`]));
  }

  function offer(select, values) {
    select.append(...values.map(([value, name]) => new Option(name, value)));
  }

  /* What is known of the city that was chosen or described; null for none. */
  function mine() {
    if (!code) return null;
    if (!code.startsWith(`${DESCRIBED}.`)) return profileOf(data, code);
    const [country, size, income, homicide] = code.split(".").slice(1);
    const around = (country !== UNKNOWN && profileOf(data, country)) || { income: null, country_homicide: null, region: "", subregion: "" };
    const given = (value, otherwise) => (/^\d$/.test(value) ? Number(value) : otherwise);
    return { ...around, place: "", size: given(size, null), income: given(income, around.income), homicide: given(homicide, null) };
  }

  function describe() {
    const parts = ["country", "size", "income", "homicide"].map((name) => fields[name].value || UNKNOWN);
    city.value = "";
    choose(parts.every((part) => part === UNKNOWN) ? "" : [DESCRIBED, ...parts].join("."));
  }

  city.addEventListener("change", async () => {
    if (!city.value.trim()) choose("");
    else if (await load()) named(city.value);
  });

  /* The place of a name, with or without its country; several are offered. */
  function named(given) {
    const wanted = fold(given.trim());
    const all = [...byName].filter(([name]) => fold(name) === wanted || fold(name.split(/,| \(/)[0]) === wanted);
    const exact = all.filter(([name]) => fold(name) === wanted);
    const found = exact.length ? exact : all;
    if (found.length === 1) choose(found[0][1]);
    else if (!found.length) said.textContent = "We hold no figures for a place of that name. Choose from the list, or describe your city.";
    else {
      said.replaceChildren("Several places have that name. Choose one: ", ...found.flatMap(([name, id]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = name;
        button.addEventListener("click", () => choose(id));
        return [button, " "];
      }));
    }
  }
  for (const field of Object.values(fields)) field.addEventListener("change", describe);
  place.addEventListener("toggle", () => { if (place.open) load(); });

  return {
    /** Answers about the city `chosen`: null without one, or when the data did not come. */
    async answers(chosen) {
      const before = code;
      code = chosen;
      if (!code) {
        if (before) for (const field of [city, ...Object.values(fields)]) field.value = "";
        said.textContent = "";
        return null;
      }
      if (code !== before) place.open = true;
      if (!(await load())) return null;
      const own = mine();
      if (!own) {
        said.textContent = "We hold no figures for this place.";
        return null;
      }
      show(own);
      const found = new Map();
      const of = (n) => {
        if (!found.has(n)) {
          const origin = originOf(data, catalogue.rows[n][1]);
          found.set(n, fit(data, origin?.places ?? [], own, origin?.known));
        }
        return found.get(n);
      };
      return { of, level: (n) => data.levels[of(n).level], levels: data.order.map((level) => data.levels[level]), before: (a, b) => data.order.indexOf(of(a).level) - data.order.indexOf(of(b).level) || (of(a).distance ?? 2) - (of(b).distance ?? 2) };
    },
  };

  /* The fields as the address has them, and in words what is known of the city. */
  function show(own) {
    const described = code.startsWith(`${DESCRIBED}.`);
    city.value = described ? "" : title(code);
    place.querySelector("[data-fit-describe]").open = described;
    const given = described ? code.split(".").slice(1) : [];
    ["country", "size", "income", "homicide"].forEach((name, at) => { fields[name].value = given[at] && given[at] !== UNKNOWN ? given[at] : ""; });
    const rate = own.homicide ?? own.country_homicide;
    const known = [
      own.size !== null && data.names.size[own.size],
      own.income && `${data.names.income[own.income - 1]} fourth of countries by GDP per person`,
      rate !== null && rate !== undefined && `homicide ${data.names.homicide[rate]} per 100,000 a year${own.homicide === null ? " in the country" : ""}`,
      own.subregion || own.region,
    ].filter(Boolean);
    said.textContent = known.length ? `What we know of it: ${known.join("; ")}.` : "We know too little of it to compare.";
  }
}
