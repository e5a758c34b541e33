// Keys of the desk, on top of pages that work without them. They can be turned off (WCAG 2.1.4).

const OFF = "scheduler.keys";
const GO_WITHIN = 1500; // milliseconds between g and the letter

const areOff = () => {
  try {
    return localStorage.getItem(OFF) === "off";
  } catch {
    return false; // a browser that keeps nothing
  }
};

const isTyping = (target) =>
  target.isContentEditable ||
  target.matches?.("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select, [role=textbox]");

const search = document.querySelector("#desk-search");
const dialog = document.querySelector("#keys");
let wentAt = -Infinity;

const goTo = (key) => dialog?.querySelector(`a[data-key="${CSS.escape(key)}"]`)?.click();

// What one walks through: the first link or button of each row of the page's lists.
const rows = () =>
  [...document.querySelectorAll("main .table tbody tr, main .works > li, main .lines > li")]
    .map((row) => row.querySelector("a[href], button"))
    .filter((link) => link && link.offsetParent);

const step = (by) => {
  const links = rows();
  if (!links.length) return;
  const row = document.activeElement?.closest("tr, li");
  const at = links.findIndex((link) => link.closest("tr, li") === row);
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1);
  links[next].focus();
  links[next].scrollIntoView({ block: "nearest" });
};

const KEYS = {
  "?": () => dialog?.showModal(),
  "/": () => {
    search?.focus();
    search?.select();
  },
  j: () => step(1),
  k: () => step(-1),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target === search) search.blur();
  if (areOff() || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.timeStamp - wentAt < GO_WITHIN) {
    wentAt = -Infinity;
    if (/^[a-z]$/.test(event.key)) {
      event.preventDefault();
      goTo(event.key);
    }
    return;
  }
  if (event.key === "g") wentAt = event.timeStamp;
  else if (Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

// The switch on the help page.
const choice = document.querySelector("#keys-on");
if (choice) {
  choice.closest("[hidden]").hidden = false;
  choice.checked = !areOff();
  choice.addEventListener("change", () => {
    try {
      if (choice.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "off");
    } catch {
      choice.checked = true;
    }
  });
}
