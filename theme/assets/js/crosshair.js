/* A line that the pointer or the arrow keys move over a trend, with the values of its year as the table below has them. */

/** Let a reader ask the trend of a figure. Picture and table are looked up each time: both may be drawn anew. */
export function crosshair(figure) {
  const picture = figure.querySelector(".picture");
  picture.insertAdjacentHTML("afterend", '<p class="readout" role="status"></p>');
  const readout = picture.nextElementSibling;
  let at = -1, line = -1;

  const rows = () => [...figure.querySelectorAll("tbody tr")];
  const words = (row) => [...row.cells].map(({ textContent }) => textContent);

  /* Where a year lies in the picture, and what turns its pixels into years. */
  function plot() {
    const chart = figure.querySelector(".chart");
    const [left, right, first, last] = chart.dataset.plot.split(" ").map(Number);
    return { chart, x: (year) => left + (year - first) / (last - first) * (right - left) };
  }

  function show(row, column) {
    [at, line] = [row, column];
    readout.textContent = "";
    for (const old of figure.querySelectorAll(".cross")) old.remove();
    for (const old of figure.querySelectorAll(".here")) old.classList.remove("here");
    if (at < 0) return;
    const { chart, x } = plot();
    const [year, ...values] = words(rows()[at]);
    const cross = document.createElementNS(chart.namespaceURI, "path");
    cross.setAttribute("class", "cross");
    cross.setAttribute("d", `M${x(year)} 34V304`);
    chart.append(cross);
    rows()[at].classList.add("here");
    chart.querySelectorAll("path.series")[line]?.classList.add("here");
    const names = words(figure.querySelector("thead tr")).slice(1);
    const said = values.map((value, n) => `${names[n]} ${value}`);
    readout.textContent = `${year}: ${said[line] ?? said.join(", ")}`;
    return cross;
  }

  for (const type of ["pointermove", "pointerdown"]) picture.addEventListener(type, ({ clientX }) => {
    const { chart, x } = plot();
    const box = chart.getBoundingClientRect();
    const away = rows().map((row) => Math.abs(x(words(row)[0]) - (clientX - box.left) / box.width * 680));
    show(away.indexOf(Math.min(...away)), -1);
  });
  picture.addEventListener("keydown", (event) => {
    const last = rows().length - 1, lines = rows()[0].cells.length - 1;
    const next = {
      ArrowLeft: [Math.max(0, at - 1), line], ArrowRight: [Math.min(last, at + 1), line], Home: [0, line], End: [last, line],
      ArrowUp: [Math.max(0, at), (line > 0 ? line : lines) - 1], ArrowDown: [Math.max(0, at), (line + 1) % lines], Escape: [-1, -1],
    }[event.key];
    if (!next) return;
    event.preventDefault();
    show(...next)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  for (const type of ["pointerleave", "blur"]) picture.addEventListener(type, ({ pointerType }) => pointerType === "touch" || show(-1, -1));
}
