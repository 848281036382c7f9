/* A search box over Pagefind's own interface, as its user interface asks it but without the pause that it takes between
   strokes: search, then load what is shown of the first five. */

(() => {
  const place = document.createElement("form");
  place.innerHTML = `<input type="search" data-box><p data-said></p><ul data-answers></ul>`;
  document.body.prepend(place);
  const input = place.querySelector("input");
  let loading, asked = 0;
  input.addEventListener("input", async () => {
    const mine = ++asked;
    loading ??= import(new URL("/pagefind/pagefind.js", location.href));
    const found = await (await loading).search(input.value);
    const shown = await Promise.all(found.results.slice(0, 5).map((result) => result.data()));
    if (mine !== asked) return;
    place.querySelector("[data-said]").textContent = `${found.results.length} results`;
    place.querySelector("[data-answers]").replaceChildren(...shown.map(({ url, meta, excerpt }) => {
      const item = document.createElement("li");
      item.innerHTML = `<a href="${url}">${meta.title}</a><p>${excerpt}</p>`;
      return item;
    }));
  });
})();
