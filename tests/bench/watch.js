/* How long a page takes to answer: from the stroke or the click, by the browser's own clock, until the answer is painted.
   Runs in the page before anything of its own. */

window.bench = {
  /** Begin to wait for the answer to the next event of a `type`; `done` resolves to its milliseconds. */
  arm(type, place) {
    let began;
    addEventListener(type, (event) => { began = event.timeStamp; }, { capture: true, once: true });
    this.done = new Promise((resolve) => {
      const seen = new MutationObserver(() => {
        if (began === undefined) return;
        seen.disconnect();
        painted(() => resolve(performance.now() - began));
      });
      seen.observe(document.querySelector(place), { childList: true, characterData: true, subtree: true });
    });
  },

  /** Begin to wait for the first result; `first` resolves to when it stood there, in seconds since 1970, and to the
      milliseconds from when the field was reached for until it was painted. */
  armFirst(result) {
    let reached;
    for (const type of ["click", "focusin"]) addEventListener(type, () => { reached ??= performance.now(); }, { capture: true, once: true });
    this.first = new Promise((resolve) => {
      const look = () => {
        if (!document.querySelector(result)) return;
        seen.disconnect();
        const when = (performance.timeOrigin + performance.now()) / 1000;
        painted(() => resolve({ when, milliseconds: performance.now() - reached }));
      };
      const seen = new MutationObserver(look);
      seen.observe(document, { childList: true, subtree: true });
    });
  },

  /** What a promise gives, or null when it takes longer than some milliseconds. */
  within(milliseconds, promise) {
    return Promise.race([promise, new Promise((resolve) => { setTimeout(resolve, milliseconds, null); })]);
  },

  /** Resolves when nothing has changed in `place` for some milliseconds. */
  quiet(place, milliseconds) {
    return new Promise((resolve) => {
      let timer = setTimeout(resolve, milliseconds);
      new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(resolve, milliseconds);
      }).observe(document.querySelector(place), { childList: true, characterData: true, subtree: true });
    });
  },
};

/* After the next frame was drawn: a message from within a frame arrives when the frame is done. */
function painted(then) {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  });
}
