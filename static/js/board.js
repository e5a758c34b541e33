// The composing board by drag and drop, and by keys. A move fills in the form of the card and sends it: the
// server decides, and says why not.

const said = document.querySelector("[data-said]");
const tell = (key, values) => {
  said.textContent = said.dataset[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
};

const formOf = (card) => card.querySelector("[data-give]");
const nameOf = (card) => card.querySelector(".name").textContent;
const optionsOf = (card) => [...formOf(card).elements.to.options].map((option) => option.value).filter(Boolean);
const placeOf = (value) => document.querySelector(`[data-seat="${CSS.escape(value)}"]`);
const nearest = (target) => target.closest?.("[data-seat]");

// Where a card can go, in the order of the page.
const placesFor = (card) => {
  const places = optionsOf(card).map(placeOf).filter(Boolean);
  const after = Node.DOCUMENT_POSITION_FOLLOWING;
  return places.sort((one, other) => (one.compareDocumentPosition(other) & after ? -1 : 1));
};

const send = (card, value) => {
  const form = formOf(card);
  form.elements.to.value = value;
  form.requestSubmit();
};

// To the list of those without a place: that needs a reason, which is asked for on the card.
const askWhy = (card) => {
  const reasons = card.querySelector(".reasons");
  if (!reasons) return;
  reasons.open = true;
  reasons.querySelector("textarea").focus();
};

const unmark = () => {
  for (const place of document.querySelectorAll("[data-open], [data-here]")) {
    delete place.dataset.open;
    delete place.dataset.here;
  }
};
const mark = (card) => placesFor(card).forEach((place) => (place.dataset.open = ""));

// --- by mouse ---

let dragged = null;

const startDrag = (event) => {
  const card = event.target.closest?.("[data-card]");
  if (!card || event.target !== card) return;
  dragged = card;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.dataset.card);
  mark(card);
};

const isPool = (target) => Boolean(target.closest?.("[data-pool]"));

const drop = (event) => {
  const card = dragged;
  const place = nearest(event.target);
  if (!card) return;
  event.preventDefault();
  unmark();
  dragged = null;
  if (place && optionsOf(card).includes(place.dataset.seat)) send(card, place.dataset.seat);
  else if (isPool(event.target)) askWhy(card);
  else if (place && !place.contains(card)) tell("notHere", { name: nameOf(card) });
};

document.addEventListener("dragstart", startDrag);
document.addEventListener("dragover", (event) => {
  if (dragged && (nearest(event.target) || isPool(event.target))) event.preventDefault();
});
document.addEventListener("drop", drop);
document.addEventListener("dragend", () => {
  dragged = null;
  unmark();
});

// --- by keys ---

let moving = null; // { card, button, places, at }

const show = () => {
  const { places, at } = moving;
  for (const place of places) delete place.dataset.here;
  places[at].dataset.here = "";
  places[at].scrollIntoView({ block: "nearest", inline: "nearest" });
  const place = places[at].querySelector("h3, h4").textContent.trim();
  tell("at", { place, number: at + 1, count: places.length });
};

const begin = (card, button) => {
  const places = placesFor(card);
  moving = { card, button, places, at: -1 };
  button.setAttribute("aria-pressed", "true");
  mark(card);
  tell("moving", { name: nameOf(card), count: places.length });
};

const end = () => {
  moving.button.setAttribute("aria-pressed", "false");
  moving = null;
  unmark();
};

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

const onKey = (event) => {
  if (!moving || event.target !== moving.button) return;
  const { card, places, at } = moving;
  if (event.key in STEPS && places.length) {
    moving.at = at < 0 && STEPS[event.key] < 0 ? places.length - 1 : (at + STEPS[event.key] + places.length) % places.length;
    show();
  } else if (event.key === "Enter" && at >= 0) {
    const value = places[at].dataset.seat;
    end();
    send(card, value);
  } else if (event.key === "Escape") {
    end();
    tell("left", { name: nameOf(card) });
  } else return;
  event.preventDefault();
};

document.addEventListener("keydown", onKey);
document.addEventListener("focusout", (event) => {
  if (moving && event.target === moving.button) end();
});

// --- what is there only with scripts ---

for (const form of document.querySelectorAll("[data-give]")) {
  const card = form.closest("[data-card]");
  card.draggable = true;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.setAttribute("aria-pressed", "false");
  button.append(said.dataset.move);
  const whose = document.createElement("span");
  whose.className = "hidden";
  whose.textContent = ` (${nameOf(card)})`;
  button.append(whose);
  button.addEventListener("click", () => (moving ? end() : begin(card, button)));
  form.append(button);
}
document.querySelector("[data-help]").hidden = false;

// After a move one goes on where the card is now.
const moved = location.hash.startsWith("#card-") && document.querySelector(`#${CSS.escape(location.hash.slice(1))}`);
if (moved) moved.focus();
