/* A button beside each line worth taking along that copies it. Without the right to copy there is no button; the text
   can be selected all the same. */

const SAID = 4000;

export function offerCopies(holders) {
  if (!navigator.clipboard) return;
  for (const holder of holders) holder.append(button(holder, (holder.querySelector("code") ?? holder).textContent.trim()));
}

function button(holder, text) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "copy";
  made.textContent = "Copy";
  made.setAttribute("aria-label", `Copy: ${holder.dataset.copy || text.slice(0, 40)}`);
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  told.className = "copy-told";
  made.addEventListener("click", async () => {
    told.textContent = await navigator.clipboard.writeText(text).then(() => "Copied", () => "Not copied: select the text instead");
    setTimeout(() => (told.textContent = ""), SAID);
  });
  const both = document.createElement("span");
  both.className = "copy-line";
  both.append(made, told);
  return both;
}
