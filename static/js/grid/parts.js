// The parts of the page that change while one works. What the server sends is put in place of a part only where it
// differs from what the server sent before, so that nothing that one holds or types goes away.

import { putBack, typed } from "../controls.js";

export const place = document.querySelector("#timetable");
const OF_EACH_ANSWER = /name="(csrf_token|seen)" value="[^"]*"/g;
const known = new Map(); // by the part's name, as the server sent it last

const partsOf = (root) => [...root.querySelectorAll("[data-part]")];
const sent = (node) => node.outerHTML.replaceAll(OF_EACH_ANSWER, "");
const formsIn = (node) => [...node.querySelectorAll("form")];

export const parse = (text) => new DOMParser().parseFromString(text, "text/html");
export const state = () => place.querySelector('[data-part="state"]').dataset;

export const remember = (root = place) => {
  for (const node of partsOf(root)) known.set(node.dataset.part, sent(node));
};

// Something of ours stands in this part: the next answer replaces it, whatever it says.
export const spoil = (node) => known.delete(node?.closest("[data-part]")?.dataset.part);

// Where the focus is, in words that hold when parts were replaced.
const focused = () => {
  const node = document.activeElement;
  const card = node.closest?.("[data-card]");
  if (node.id) return `#${CSS.escape(node.id)}`;
  return card && node.matches("[data-take]") ? `#${CSS.escape(card.id)} [data-take]` : "";
};

const replace = (old, fresh) => {
  const kept = Object.assign({}, ...formsIn(old).map(typed));
  if (old.open) fresh.open = true;
  old.replaceWith(fresh);
  for (const form of formsIn(fresh)) putBack(form, kept);
};

const tableOf = (root) => root.querySelector(".plan")?.dataset.rows;

// Show what the page that came says of everything but `but`.
export const put = (page, but = "") => {
  const fresh = page.querySelector("#timetable");
  if (!fresh) throw new Error("another page");
  const at = focused();
  if (tableOf(fresh) !== tableOf(place)) {
    const sheets = fresh.querySelector("#sheets");
    remember(sheets);
    place.querySelector("#sheets").replaceWith(sheets);
  }
  const old = new Map(partsOf(place).map((node) => [node.dataset.part, node]));
  for (const node of partsOf(fresh)) {
    const name = node.dataset.part;
    const text = sent(node);
    if (name === but || !old.has(name) || (name !== "hand" && known.get(name) === text)) continue;
    known.set(name, text);
    replace(old.get(name), node);
  }
  if (at && document.activeElement === document.body) place.querySelector(at)?.focus({ preventScroll: true });
};
