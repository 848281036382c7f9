/* A draft kept in this browser and nowhere else. A browser that refuses to keep it is said so, and the form works on. */

const SITE = new URL("../../", import.meta.url).pathname; // two sites on one host keep two drafts

/** The place of one draft: of a new record of a kind, or of a change to the record named. */
export function store(kind, id = "") {
  const key = `beacon-draft ${SITE} ${kind} ${id}`.trim();
  return {
    /** The draft, or null when there is none or it cannot be read. */
    load() {
      try {
        const found = JSON.parse(localStorage.getItem(key));
        return found && typeof found === "object" && typeof found.record === "object" ? found : null;
      } catch {
        return null;
      }
    },
    /** Keep a draft; says whether the browser did. */
    save(draft) {
      try {
        localStorage.setItem(key, JSON.stringify(draft));
        return true;
      } catch {
        return false;
      }
    },
    /** Forget it. */
    clear() {
      try {
        localStorage.removeItem(key);
      } catch {
        // there was none
      }
    },
  };
}
