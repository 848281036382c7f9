/* The form in the page: built from the description of the fields, checked as one types, kept as a draft in this browser, and
   turned into the text of a file at the end. Nothing is sent anywhere. */

import { owner, section, slug } from "./form_controls.js";
import { finding } from "./form_find.js";
import { leaf } from "./form_leaf.js";
import { showFaults, showProgress } from "./form_side.js";
import { sending } from "./form_send.js";
import { make } from "./make.js";
import { recordCheck } from "./record_check.js";
import { check } from "./schema_check.js";
import { store } from "./draft_store.js";

const BASE = new URL("../../", import.meta.url);
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const PAUSE = 200; // milliseconds without a key until what was typed is looked at
const STORY = { name: "story", title: "The story", help: "What happened, in your own words, with the source of each figure. Begin a part with ## and its heading.", level: "recommended", widget: "text", markdown: true, example: "## How it began" };

const get = async (path) => {
  const answer = await fetch(new URL(path, BASE));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
};

/** Bring the form below `root` to life. */
export async function contribute(root) {
  const kind = root.dataset.contribute;
  const wanted = new URL(location.href).searchParams.get("record") ?? "";
  let form;
  let schema;
  let limits; // of the rules beyond the schema
  let opened = null;
  try {
    const asked = ID.test(wanted) ? get(`${root.dataset.records}${wanted}/record.json`).catch(() => null) : null;
    [form, schema, limits, opened] = await Promise.all([get(`contribute/${kind}/form.json`), get(`schemas/${kind}.schema.json`), get("contribute/check.json"), asked]);
  } catch {
    root.querySelector("[data-failed]").hidden = false;
    return;
  }
  build(root, { kind, form, schema, limits, opened, wanted });
}

function build(root, { kind, form, schema, limits, opened, wanted }) {
  const part = (name) => root.querySelector(`[data-${name}]`);
  const drafts = store(kind, opened?.id);
  const lists = new Map();
  const known = {};
  const context = {
    vocabularies: form.vocabularies,
    changed: () => later(),
    keys: () => sources().map(({ id, title }) => [id, String(title ?? id)]),
    list(name) {
      if (!lists.has(name)) {
        const asked = get(`contribute/lists/${name}.json`);
        asked.then((rows) => { known[name] = rows.map(([id]) => id); }, () => lists.delete(name));
        lists.set(name, asked);
      }
      return lists.get(name);
    },
  };
  const sources = () => (sections.flatMap(({ controls }) => controls.get("citations")?.value() ?? [])).filter((each) => each?.id);
  const parts = opened ? form.sections : form.sections.map((each) => ({ ...each, fields: each.fields.map(asSent) }));
  const sections = parts.map((described) => section(described, context));
  const fields = parts.flatMap((each) => each.fields);
  const asked = parts.filter(({ id }) => id !== "keeping").flatMap((each) => each.fields); // the form fills in the rest itself
  const story = kind === "city" ? leaf({ ...STORY, words: limits.story_words }, context) : null;
  if (story) {
    story.trail = [STORY.title];
    sections.find(({ id }) => id === "story").element.append(story.element);
  }
  const place = part("fields");
  place.append(...sections.map(({ element }) => element));
  part("sections").replaceChildren(...sections.map(({ element, title }) => make("li", {}, make("a", { href: `#${element.id}` }, title))));
  const own = { name: null };
  const beyond = recordCheck(fields, limits);
  let rules = null; // of the rating: a figure is laid beside the values of its row when they are there
  const send = sending(root, { kind, form, schema, opened, own, slug, context, changed: later });

  /* What the form says now */

  const record = () => Object.assign({}, ...sections.map((each) => each.value()));
  const text = () => story?.value() ?? "";
  const at = (path) => {
    if (path[0] === "story") return story;
    for (const each of sections) {
      const found = each.at(path);
      if (found) return found;
    }
    return null;
  };
  const leaves = () => [...sections.flatMap((each) => each.leaves()), ...(story ? [story] : [])];
  function fill({ record: given, text: told }) {
    for (const each of sections) each.set(given);
    story?.set(told || undefined);
  }
  const utc = new Date().toISOString().slice(0, 10); // the check may run where it is still yesterday
  const empty = () => ({ record: { status: "submitted", created: utc, review_by: `${Number(utc.slice(0, 4)) + 2}${utc.slice(4, 8)}01`, review: { submitted: utc } }, text: "" });
  const first = () => (opened ? { record: opened.record, text: opened.text.trim() } : empty());

  /* Looking at it */

  let waiting;
  let everything = Boolean(opened);
  let complaining = new Set();

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(() => { keep(); look(); }, PAUSE);
  }

  function look({ aloud = false } = {}) {
    const now = record();
    const told = text();
    const shape = check(schema, now, known);
    const faults = [...shape, ...beyond(now, { story: told, today: utc, rules, faults: shape })];
    const byControl = new Map();
    const note = (control, fault) => byControl.set(control, [...(byControl.get(control) ?? []), fault]);
    for (const control of leaves()) if (control.fault()) note(control, { path: [], keyword: "own", message: control.fault(), hint: "" });
    for (const fault of faults) {
      const control = at(fault.path);
      if (control && !(byControl.get(control) ?? []).some(({ keyword }) => keyword === "own")) note(control, fault);
    }
    const speaking = new Set();
    for (const [control, found] of byControl) {
      if (!control.touched && !everything) continue;
      control.complain(found.map(sentence));
      speaking.add(control);
    }
    for (const control of complaining) if (!speaking.has(control)) control.complain([]);
    complaining = speaking;
    const missing = [];
    const wrong = [];
    for (const [control, found] of byControl) (found.every(isMissing) ? missing : wrong).push({ control, faults: found });
    const toMend = wrong.filter(({ control }) => speaking.has(control));
    showFaults(root, { toMend, missing, sentence, go, aloud, showAll: () => { everything = true; look({ aloud: true }); } });
    showProgress(root, { given: count(asked, now), missing: missing.length, toMend: toMend.length });
    const rated = rate(now);
    rated.catch(() => {}); // without its rules the panel stays away
    preview(now, told, rated);
    send.show({ record: now, text: told, missing: missing.length, toMend: wrong.length });
  }

  /** Go to a field: open what it is folded in, and put the focus there. */
  function go(control) {
    for (let above = control.element.parentElement; above; above = above.parentElement) if (above.tagName === "DETAILS") above.open = true;
    control.focus();
    control.element.scrollIntoView({ block: "center" });
  }

  place.addEventListener("focusout", (event) => {
    let left = false;
    for (let field = event.target.closest?.(".field, .entry"); field; field = field.parentElement?.closest(".field, .entry")) {
      const to = event.relatedTarget;
      const beside = to?.matches?.(".field-more > summary") && to.closest(".field") === field; // the example stands behind the input
      if (to && field.contains(to) && !beside) break;
      const control = field === story?.element ? story : owner(field);
      if (control) control.touched = left = true;
    }
    if (left) setTimeout(() => look({ aloud: true }), 0);
  });
  place.addEventListener("submit", (event) => event.preventDefault());
  place.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.matches("input")) event.preventDefault(); });

  /* The rating that the draft would earn, and the page it would make: each when its module is there */

  let rating = null;
  const rate = async (now) => {
    if (kind === "city") return null;
    rating ??= import("./form_rating.js").then(({ ratingPanel }) => ratingPanel(root, get, { kind, opened, told: notRated }));
    return (await rating)(now, utc);
  };

  const notRated = ({ path, why }) => `${at(path)?.trail?.join(" › ") ?? path.join(" › ")}: ${sentence({ keyword: "", message: why, hint: "" })}`;

  let previewing = null;
  async function preview(now, told, rated) {
    if (!part("preview").open) return;
    try {
      previewing ??= import("./form_preview.js").then(({ previewPanel }) => previewPanel(root, { kind, form, context, get, limits, today: utc }));
      (await previewing)(now, told, await rated.catch(() => null));
    } catch {
      part("previewed").textContent = "The preview did not load.";
    }
  }
  part("preview").addEventListener("toggle", () => preview(record(), text(), rate(record())));

  /* The draft */

  function keep() {
    const kept = drafts.save({ record: record(), text: text(), name: own.name, mark: opened?.mark ?? "" });
    part("kept").textContent = kept
      ? "What you type is kept in this browser, on this device."
      : "This browser does not keep drafts. The form works, but copy or download your text before you leave.";
    part("kept").classList.toggle("faulty", !kept);
    return kept;
  }

  function begin() {
    const draft = drafts.load();
    own.name = typeof draft?.name === "string" ? draft.name : null;
    fill(draft ? { record: draft.record, text: String(draft.text ?? "") } : first());
    const note = part("opening");
    const told = [];
    if (opened) told.push(make("p", {}, "Everything stands as it is published. Change what is wrong, and give the source. What you change is listed at the end. It is kept in this browser only, and nothing is sent from this page."));
    else if (wanted) told.push(make("p", {}, `There is no published record “${wanted}” to change, so the form is empty.`));
    if (draft) told.push(make("p", {}, opened && draft.mark && draft.mark !== opened.mark ? "Your draft of an earlier visit is here. The record was changed since then: look below at what you would change." : "Your draft of an earlier visit is here."));
    note.replaceChildren(...told, ...(opened ? [finding({ leaves, go })] : []));
    note.hidden = !told.length;
  }

  const sure = part("sure");
  part("afresh").addEventListener("click", () => { sure.hidden = false; part("no").focus(); });
  part("no").addEventListener("click", () => { sure.hidden = true; part("afresh").focus(); });
  part("yes").addEventListener("click", () => {
    clearTimeout(waiting);
    drafts.clear();
    own.name = null;
    everything = Boolean(opened);
    sure.hidden = true;
    fill(first());
    for (const control of leaves()) control.touched = false;
    part("opening").hidden = !opened;
    look({ aloud: true });
    root.querySelector("h1").tabIndex = -1;
    root.querySelector("h1").focus();
  });
  addEventListener("pagehide", () => { if (waiting) { clearTimeout(waiting); keep(); } });

  if (opened) {
    const former = part("title").textContent;
    for (const each of [part("title"), ...document.querySelectorAll(".md-header__topic .md-ellipsis")]) if (each.textContent.trim() === former.trim()) each.textContent = "Suggest a change";
    part("claim").textContent = String(opened.record.title);
    part("intro").hidden = true; // the note below says what holds for a change
    document.title = `Suggest a change: ${opened.record.title}`;
  }
  if (kind !== "city") get("how-we-rate/rules.json").then((found) => { rules = found; look(); }, () => {});
  begin();
  if (!keep()) { // said at once, for the draft stands far below on a phone
    part("opening").prepend(make("p", {}, make("b", {}, part("kept").textContent)));
    part("opening").hidden = false;
  }
  look();
  part("app").hidden = false;
}

/* Whoever sends a record says a word on ties, which the record alone does not ask for. */
const asSent = (field) => (field.name === "conflict_of_interest" ? { ...field, level: "required" } : field);

/* Words */

const isMissing = ({ keyword }) => keyword === "required" || keyword === "minItems";

/** A fault as it stands beside its field, which names it already. */
function sentence(fault) {
  if (fault.keyword === "own") return fault.message;
  if (isMissing(fault)) return "This is needed.";
  const said = fault.message.replace(/^"[^"]*" (is|has|holds) /, "This $1 ");
  return [said, fault.hint].filter(Boolean).map((words) => `${words[0].toUpperCase()}${words.slice(1).replace(/[.?]+$/, "")}${words.endsWith("?") ? "?" : "."}`).join(" ");
}

/* How many of the needed fields are given. */
function count(fields, group) {
  if (group === null || typeof group !== "object") return 0;
  return fields.reduce((sum, field) => {
    const value = group[field.name];
    if (value === undefined || value === null) return sum;
    const within = field.widget !== "group" ? 0 : (field.repeated && Array.isArray(value) ? value : [value]).reduce((inner, each) => inner + count(field.fields, each), 0);
    return sum + within + (field.level === "required" ? 1 : 0);
  }, 0);
}

