// The grid by drag and drop, and by keys. The server decides, and says why not.

import { follow } from "./follow.js";
import * as hand from "./hand.js";
import { place, remember, spoil, state } from "./parts.js";
import { send, token } from "./send.js";

const cellAt = (target) => target.closest?.("[data-cell]");
const isTyping = (target) => target.matches?.("input:not([type=checkbox]), textarea, select");

// --- putting it somewhere ---

const bodyOf = (what) => {
  const form = place.querySelector("#move");
  const body = form ? new FormData(form) : new FormData();
  for (const name of ["slot", "room", "to", "swap"]) body.delete(name);
  for (const [name, value] of Object.entries({ csrf_token: token(), event: hand.inHand().code, ...what })) {
    body.set(name, value);
  }
  return body;
};

// Shown at once where it will be; the answer shows what came of it.
const goOn = (card, cell) => {
  const from = card.parentNode;
  const next = card.nextSibling;
  spoil(from);
  spoil(cell);
  card.classList.add("on-its-way");
  cell.prepend(card);
  return () => {
    from.insertBefore(card, next);
    card.classList.remove("on-its-way");
  };
};

const putInto = (cell) => {
  const cost = hand.costOf(cell);
  const card = hand.cardOf(hand.inHand().code);
  if (cost?.state === "here") return letGo();
  if (cost?.state === "no") return hand.tell("no", cost);
  const body = bodyOf(cost?.swap ? { swap: cost.swap } : { to: cell.dataset.cell });
  hand.letGo();
  send(body, goOn(card, cell));
};

const takeOut = () => {
  const body = bodyOf({ do: "out" });
  hand.letGo();
  send(body);
};

const letGo = () => {
  const was = hand.letGo();
  if (!was) return;
  hand.tell("letGo", was);
  hand.cardOf(was.code)?.querySelector("[data-take]").focus();
};

// --- by mouse ---

let dragged = false;
let dropped = false;

const isPool = (target) => Boolean(target.closest?.("[data-pool]"));

document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-card]");
  if (!card) return;
  dragged = true;
  dropped = false;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.dataset.card);
  hand.take(card.dataset.card).catch(() => hand.tell("lost"));
});

document.addEventListener("dragover", (event) => {
  if (!dragged) return;
  const cell = cellAt(event.target);
  for (const over of place.querySelectorAll(".over")) if (over !== cell) over.classList.remove("over");
  if (cell) cell.classList.add("over");
  if (cell || isPool(event.target)) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  if (!dragged || !hand.inHand()) return;
  event.preventDefault();
  const cell = cellAt(event.target);
  dropped = true;
  const isRefused = cell && hand.costOf(cell)?.state === "no";
  if (cell) putInto(cell);
  else if (hand.cardOf(hand.inHand().code).closest("[data-cell]")) takeOut();
  else letGo();
  if (isRefused) hand.letGo();
});

document.addEventListener("dragend", () => {
  dragged = false;
  if (!dropped) letGo();
});

// --- by keys ---

const rows = () =>
  [...place.querySelectorAll(".plan tr")].map((row) => [...row.querySelectorAll("[data-cell]")]).filter((row) => row.length);

const go = (cell) => {
  if (!cell) return;
  cell.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  const { where, wish, why } = hand.costOf(cell) ?? {};
  hand.say([where, wish, why].filter(Boolean).join(". "));
};

const STEPS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

const step = (cell, [down, right]) => {
  const all = rows();
  const row = all.findIndex((one) => one.includes(cell));
  const column = all[row].indexOf(cell);
  const mirrored = document.documentElement.dir === "rtl" ? -right : right;
  go(all[row + down]?.[column + mirrored]);
};

// The cell to begin with: where it stands, else the best one.
const first = () => {
  const best = place.querySelector(".best button")?.value;
  return hand.cardOf(hand.inHand().code)?.closest("[data-cell]") ?? place.querySelector(`[data-cell="${best}"]`) ?? hand.cells()[0];
};

const pick = async (link) => {
  const code = link.closest("[data-card]").dataset.card;
  if (hand.inHand()?.code === code) return letGo();
  if (await hand.take(code)) first()?.focus({ preventScroll: true });
};

const undoOrRedo = (event) => {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return null;
  if (key === "z") return place.querySelector(event.shiftKey ? "#redo" : "#undo");
  return key === "y" && !event.shiftKey ? place.querySelector("#redo") : null;
};

document.addEventListener("keydown", (event) => {
  const button = undoOrRedo(event);
  const cell = event.target.matches?.("[data-cell]") ? event.target : null;
  if (button && !button.disabled) button.click();
  else if (!hand.inHand()) return;
  else if (event.key === "Escape") letGo();
  else if (cell && event.key in STEPS) step(cell, STEPS[event.key]);
  else if (cell && (event.key === "Enter" || event.key === " ")) putInto(cell);
  else return;
  event.preventDefault();
});

// --- links and forms of the page ---

place.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-take], a[data-let-go]");
  if (!link || !state().open || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.matches("[data-let-go]")) letGo();
  else pick(link).catch(() => location.assign(link.href));
});

place.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  event.preventDefault();
  const { submitter } = event;
  const cell = submitter && cellAt(submitter);
  if (cell) return putInto(cell);
  event.target.closest("details.facet")?.removeAttribute("open");
  send(new FormData(event.target, submitter));
});

place.addEventListener("pointerdown", (event) => {
  const card = event.target.closest("[data-card]");
  if (!card || !state().open || event.button !== 0) return;
  card.draggable = true;
  if (!event.target.closest("summary") && hand.inHand()?.code !== card.dataset.card) hand.expect(card.dataset.card);
});

hand.unmark(); // what a page without scripts has in its cells
remember();
if (state().open) hand.begin();
hand.inHand() ? hand.tell("taken", hand.inHand()) : hand.tell("help");
follow(() => dragged);
