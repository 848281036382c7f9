/* The end of the form: the name of the file, its text, what was changed, and the ways to propose it. Each way ends with the
   contributor: they copy, download, or open the page of the repository host. */

import { changes } from "./changes.js";
import { editFile, newFile } from "./host.js";
import { button, make } from "./make.js";
import { markdown, schemaOf, yaml } from "./yaml.js";

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The end of the form below `root`. `show(draft)` draws it anew. */
export function sending(root, { kind, form, schema, opened, own, slug, context, changed }) {
  const part = (name) => root.querySelector(`[data-${name}]`);
  const suffix = kind === "city" ? "md" : "yaml";
  const given = make("input", { type: "text", id: "file-name", dir: "ltr", autocomplete: "off", spellcheck: false, "aria-describedby": "file-name-hint file-name-fault" });
  const fault = make("span", { className: "field-fault", id: "file-name-fault", hidden: true });
  const hint = "Made from the title, unless you write another. It becomes the address of the page: lower-case words joined by hyphens.";
  part("name").replaceChildren(make("div", { className: "field" }, make("label", { for: given.id }, "Name of the file"), make("span", { className: "hint", id: "file-name-hint" }, hint), given, fault));
  part("name").hidden = Boolean(opened); // a record keeps its name
  given.addEventListener("input", () => { own.name = given.value.trim() || null; changed(); });
  let taken = [];
  if (!opened) context.list(kind).then((rows) => { taken = rows.map(([id]) => id); changed(); }, () => {});

  let file = "";
  let name = "";
  const told = make("span", { role: "status" });
  const copy = button("Copy the text", async () => {
    told.textContent = await navigator.clipboard.writeText(file).then(() => "Copied.", () => "Not copied: open the text below and copy it from there.");
  });
  const download = button("Download the file", () => {
    const link = make("a", { href: URL.createObjectURL(new Blob([file], { type: "text/plain;charset=utf-8" })), download: `${name || "record"}.${suffix}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    told.textContent = "Downloaded.";
  });
  const buttons = make("p", { className: "buttons" }, ...(navigator.clipboard ? [copy] : []), download, told);
  const ways = make("div", {});
  let way = null; // the link to the host's page
  part("ways").replaceChildren(ways, buttons);
  let drawn = "";

  /** Draw the end for a draft: { record, text, missing, toMend }. */
  function show({ record, text, missing, toMend }) {
    name = opened?.id ?? own.name ?? slug(typeof record.title === "string" ? record.title : "");
    if (document.activeElement !== given) given.value = name;
    const wrong = nameFault();
    fault.textContent = wrong;
    fault.hidden = !wrong;
    if (wrong) given.setAttribute("aria-invalid", "true");
    else given.removeAttribute("aria-invalid");
    let unwritable = "";
    try {
      file = suffix === "md" ? markdown(record, text, schema) : yaml(record, schema, schemaOf(kind, place()));
    } catch (error) {
      file = "";
      unwritable = `There is no file yet: one of the texts holds ${error.message}. Type its words anew instead of pasting them.`;
    }
    part("file").textContent = file;
    part("left").replaceChildren(make("p", {}, unwritable || ready(missing, toMend)));
    const changed = opened ? showChanges(record, text) : true;
    const differs = changed && Boolean(file);
    const pictures = Array.isArray(record.images) ? record.images.length : 0;
    const state = JSON.stringify([file, name, differs]);
    if (state !== drawn) ways.replaceChildren(...(differs ? waysOut(pictures) : changed ? [] : [make("p", {}, "You have changed nothing yet.")]));
    drawn = state;
    buttons.hidden = !differs;
  }

  function nameFault() {
    if (opened || !name) return "";
    if (!ID.test(name)) return "Only lower-case Latin letters, digits, and single hyphens between them.";
    return taken.includes(name) ? "There is a record with this name already. Suggest a change to it on its page, or choose another name." : "";
  }

  function ready(missing, toMend) {
    if (!missing && !toMend) return `All that is needed is there, and nothing is to mend. ${THE_REST}`;
    const parts = [missing ? `${missing} needed ${missing === 1 ? "answer is" : "answers are"} missing` : "", toMend ? `${toMend} ${toMend === 1 ? "thing is" : "things are"} to mend` : ""].filter(Boolean);
    return `Not ready yet: ${parts.join(", and ")}. You may propose it as it is and finish it with a reviewer. ${THE_REST}`;
  }

  /* Where the file lies in the repository. */
  const place = () => opened?.path ?? `${form.folder}/${name || "…"}.${suffix}`;

  /* What every way asks for: an account, and the files of pictures, which no text can hold. */
  function before(host, pictures) {
    const told = [make("p", {}, "Nothing is sent from this page. ", make("b", {}, `${new URL(host.host).host} asks you to sign in first, or to make an account, which is free.`), " Without one, download the file and give it to a person who has an account.")];
    return pictures ? [...told, files(pictures)] : told;
  }

  function files(number) {
    const where = make("code", {}, `content/images/${kind === "city" ? "cities" : "practices"}/${name || "…"}/`);
    return make("p", {}, `${number === 1 ? "The file of your picture is" : "The files of your pictures are"} not in this text. Add ${number === 1 ? "it" : "them"} to the proposal, in the folder `, where, ". Remove first where a photograph was taken: its file can hold that.");
  }

  /* Where the text has to be copied first, the buttons stand in the order of the steps. */
  function behindCopy(link) {
    if (copy.isConnected) copy.after(link);
    else buttons.prepend(link);
  }

  function waysOut(pictures) {
    way?.remove();
    const host = root.dataset.host ? { host: root.dataset.host, branch: root.dataset.branch } : null;
    if (!host || !name) {
      return [make("p", {}, "Copy the text, or download the file, and send it in one of the ", make("a", { href: new URL("../../contribute/", import.meta.url).href }, "ways to contribute"), ". In the repository it is the file ", make("code", {}, place()), "."), ...(pictures ? [files(pictures)] : [])];
    }
    return [...before(host, pictures), ...(opened ? toEdit(host) : toNew(host))];
  }

  function toNew(host) {
    const { href, fits } = newFile({ ...host, folder: form.folder, name: `${name}.${suffix}`, text: file });
    const steps = fits
      ? ["Open the page for a new file. It is filled in already.", "Press the button that proposes the new file, and then the one that opens a pull request."]
      : ["Your record is too long to travel in a link: copy its text.", "Open the page for a new file, paste the text, press the button that proposes it, and then the one that opens a pull request."];
    way = out(href, fits ? "Open the page, filled in" : "Open the page for a new file");
    if (fits) buttons.prepend(way);
    else behindCopy(way);
    return [list(steps), make("p", { className: "range" }, "It becomes the file ", make("code", {}, place()), ".")];
  }

  function toEdit(host) {
    const { href } = editFile({ ...host, path: place() });
    way = out(href, "Open the file");
    behindCopy(way);
    return [list(["Copy the text.", "Open the file at the repository.", "Replace all of it with your text, propose the change, and open a pull request. Say there why, and name the source."]), make("p", { className: "range" }, "It is the file ", make("code", {}, place()), ".")];
  }

  function showChanges(record, text) {
    const found = changes(opened.record, record);
    const before = opened.text.trim();
    if (text !== before) found.push({ path: ["The story"], before, after: text });
    part("changed-panel").hidden = !found.length;
    part("changed").replaceChildren(make("dl", { className: "changes" }, ...found.flatMap(({ path, before: was, after }) => {
      const [old, now] = apart(was === undefined ? null : shown(was), after === undefined ? null : shown(after));
      return [make("dt", {}, named(path)), make("dd", {}, old === null ? null : make("del", {}, old), now === null ? null : make("ins", {}, now))];
    })));
    return found.length > 0;
  }

  /* A path in the words of the form: "Studies › lamp-trial › Design". */
  function named(path) {
    let fields = form.sections.flatMap((section) => section.fields);
    return path.map((step) => {
      const field = typeof step === "string" ? fields.find((each) => each.name === step) : null;
      if (field) fields = field.fields ?? [];
      return field?.title ?? (typeof step === "number" ? `${step + 1}` : String(step));
    }).join(" › ");
  }
  return { show };
}

const THE_REST = "The full check runs on your proposal: it also looks at links between records, at charts and at the files of pictures. Then two readers hold it against its sources.";

const list = (steps) => make("ol", {}, ...steps.map((step) => make("li", {}, step)));
const out = (href, text) => make("a", { href, rel: "noopener", target: "_blank", className: "way-out" }, text, make("span", { className: "unseen" }, " (opens a new page)"));

/* Two long texts without what they begin and end with alike, but for some words around what differs. */
function apart(before, after) {
  if (before === null || after === null || Math.min(before.length, after.length) < 2 * AROUND) return [before, after];
  const [old, now] = [before, after].map((text) => text.split(/(?<=\s)/));
  let head = 0;
  while (head < Math.min(old.length, now.length) && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const [from, to] = [Math.max(0, head - WORDS), Math.max(0, tail - WORDS)];
  return [old, now].map((words) => `${from ? "… " : ""}${words.slice(from, words.length - to).join("").trim()}${to ? " …" : ""}`);
}

const AROUND = 60; // characters of a text that is shown whole
const WORDS = 6;

function shown(value) {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((each) => typeof each !== "object")) return value.join(", ");
  return typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
}
