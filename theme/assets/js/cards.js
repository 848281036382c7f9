/* Cards of practices by their number: taken from the pages of the list, which hold them in the same order. */

/* Pages that are held at once, and milliseconds that a card must be looked at before its page is fetched: who types leaves
   most answers sooner. */
const MOST = 8, PATIENCE = 200;

/** `card(n)` for a list on its first page; `plain(n)` makes one to stand in until the page with the whole card has come. */
export function cardsFrom(list, plain) {
  const perPage = Number(list.dataset.perPage);
  const pages = new Map([[0, Promise.resolve(whole(list))]]);
  const held = new Map([[0, whole(list)]]);
  const waiting = new WeakMap();
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      setTimeout(() => { if (target.isConnected) complete(target, waiting.get(target)); }, PATIENCE);
    }
  });

  function page(number) {
    if (!pages.has(number)) {
      const url = new URL(`${number + 1}/`, location.href.split(/[?#]/)[0]);
      const came = fetch(url).then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(url)))).then((text) => read(text, url));
      came.then((cards) => hold(number, cards)).catch(() => pages.delete(number));
      pages.set(number, came);
    }
    return pages.get(number);
  }

  /* The first page stays; of the others the one that came first makes room. */
  function hold(number, cards) {
    held.set(number, cards);
    const oldest = [...held.keys()][1];
    if (held.size > MOST) for (const of of [held, pages]) of.delete(oldest);
  }

  async function complete(item, n) {
    try {
      const cards = await page(Math.floor(n / perPage));
      const came = cards[n % perPage].cloneNode(true);
      came.append(...item.querySelectorAll(".why, .fit"));
      const focused = item.contains(document.activeElement);
      item.replaceWith(came);
      if (focused) came.querySelector("a").focus({ preventScroll: true });
      came.dispatchEvent(new CustomEvent("cards", { bubbles: true }));
    } catch { /* the plain card stays: it holds the claim and leads to the page */ }
  }

  return (n) => {
    const cards = held.get(Math.floor(n / perPage));
    if (cards) return cards[n % perPage].cloneNode(true);
    const item = plain(n);
    waiting.set(item, n);
    seen.observe(item);
    return item;
  };
}

function whole(list) {
  return [...list.children].map((item) => item.cloneNode(true));
}

/* The cards of another page of this site, their links as seen from here. */
function read(text, url) {
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const link of page.querySelectorAll(".find-results a")) link.href = new URL(link.getAttribute("href"), url).href;
  return [...page.querySelector(".find-results").children].map((item) => document.adoptNode(item));
}
