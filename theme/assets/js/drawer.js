/* On a small screen the sections lie in a drawer that a label opens: put a button in its
   place, which the keyboard reaches, and keep the closed drawer out of its way. */

export function reachDrawer() {
  const box = document.getElementById("__drawer");
  const drawer = document.querySelector(".md-sidebar--primary");
  const label = document.querySelector(".md-header label[for=__drawer]");
  if (!box || !drawer || !label) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} beacon-drawer-button`;
  button.setAttribute("aria-label", "Sections");
  button.append(...label.childNodes);
  label.replaceWith(button);
  const tell = () => {
    button.setAttribute("aria-expanded", box.checked);
    drawer.inert = !box.checked;
  };
  const toggle = (open) => {
    box.checked = open;
    box.dispatchEvent(new Event("change"));
  };
  box.addEventListener("change", tell);
  button.addEventListener("click", () => {
    toggle(!box.checked);
    if (box.checked) drawer.querySelector("a.md-nav__link")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.checked) return;
    toggle(false);
    button.focus();
  });
  tell();
}
