/* The panel of the finder: a group of boxes for each facet, with how many practices each would leave, and the chips of
   what is chosen. */

const FEW = 8;
const NUMBERS = new Intl.NumberFormat("en");

/** Build the groups into `place` and the chips into the form; `choose(chosen)` is called with each new choice. */
export function panel(form, place, model, choose) {
  const chips = form.querySelector(".chips");
  const tally = place.querySelector("[data-chosen]");
  const groups = model.facets.filter(({ id }) => id !== "place").map((facet) => group(facet));
  let current = {};
  let removed = null;
  place.querySelector("[data-groups]").replaceChildren(...groups.map(({ element }) => element));

  function group(facet) {
    const element = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = facet.title;
    const all = document.createElement("button");
    all.type = "button";
    all.className = "find-all";
    let open = false;
    const boxes = facet.terms.map((term) => {
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.type = "checkbox";
      input.addEventListener("change", () => {
        const ids = current[facet.id] ?? [];
        toggle(facet.id, input.checked ? [...ids, term.id] : ids.filter((id) => id !== term.id));
      });
      const count = document.createElement("span");
      count.className = "n";
      label.append(input, ` ${term.title} `, count);
      return { term, label, input, count };
    });
    element.append(legend, ...boxes.map(({ label }) => label), all);
    let last;
    all.addEventListener("click", () => { open = !open; draw(current, last); });

    function draw(chosen, counts) {
      last = counts;
      const ids = chosen[facet.id] ?? [];
      const there = boxes.filter(({ term }) => counts.get(term.n) || ids.includes(term.id));
      const shown = new Set(open ? there : [...there].sort((a, b) => ids.includes(b.term.id) - ids.includes(a.term.id) || counts.get(b.term.n) - counts.get(a.term.n)).slice(0, FEW));
      for (const box of boxes) {
        const { term, label, input, count } = box;
        const said = NUMBERS.format(counts.get(term.n));
        label.hidden = !shown.has(box);
        input.checked = ids.includes(term.id);
        say(count, said);
      }
      element.hidden = !there.length;
      all.hidden = there.length <= FEW;
      say(all, open ? "Show fewer" : `Show all ${there.length}`);
      all.setAttribute("aria-label", `${all.textContent}: ${facet.title}`);
    }
    return { element, draw };
  }

  function toggle(facet, ids) {
    const { [facet]: dropped, ...rest } = current;
    choose(ids.length ? { ...rest, [facet]: ids } : rest);
  }

  function chip(facet, term) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = term.title;
    button.setAttribute("aria-label", `Remove ${facet.title}: ${term.title}`);
    button.addEventListener("click", () => {
      removed = [...chips.querySelectorAll("button")].indexOf(button);
      toggle(facet.id, current[facet.id].filter((id) => id !== term.id));
    });
    item.append(button);
    return item;
  }

  return {
    /** Show what is chosen and what each further choice would leave. */
    draw(chosen, counts) {
      current = chosen;
      for (const { draw } of groups) draw(chosen, counts);
      const chosenTerms = model.facets.flatMap((facet) => facet.terms.filter(({ id }) => chosen[facet.id]?.includes(id)).map((term) => [facet, term]));
      chips.replaceChildren(...chosenTerms.map(([facet, term]) => chip(facet, term)));
      chips.hidden = !chosenTerms.length;
      if (removed !== null) (chips.querySelectorAll("button")[removed] ?? form.querySelector("[type=search]")).focus();
      removed = null;
      tally.textContent = chosenTerms.length ? ` (${chosenTerms.length})` : "";
    },
  };
}

/* Put words into an element, unless they stand there: what is written anew is laid out anew. */
function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
