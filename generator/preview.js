/* Only in the preview: read the page anew after each build, and say how many problems there are. */
const bar = document.createElement("p");
bar.setAttribute("role", "status");
bar.className = "preview-bar";
bar.hidden = true;
document.body.append(bar);

function show(message) {
  bar.hidden = !message;
  bar.replaceChildren();
  if (!message) return;
  const link = document.createElement("a");
  link.href = "/problems/";
  link.textContent = message;
  bar.append(link);
}

const events = new EventSource("/-/events");
events.addEventListener("state", (event) => show(event.data));
events.addEventListener("built", () => location.reload());
