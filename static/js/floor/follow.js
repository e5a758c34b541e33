// Follows a list that others change: asks again with the tag of what the page has, and mostly hears that it still
// holds. Whoever reads can stop that.

import { putBack, typed } from "../controls.js";
import * as clock from "./clock.js";

const EVERY = 3000; // milliseconds between an answer and the next question
const PATIENCE = 10000; // for an answer

const place = document.querySelector("#floor");
const address = place.dataset.address || location.pathname;
const bar = document.querySelector("[data-follows]");
const state = bar.querySelector("[data-state]");
const button = bar.querySelector("button");

let timer;
let stopped = false;

const say = (text) => {
  if (state.textContent !== text) state.textContent = text;
};

export const parse = (text) => new DOMParser().parseFromString(text, "text/html");

// What a reader has opened and typed within the list, and where they are; put back into what comes in its place.
const forms = () => [...place.querySelectorAll("form")];

const own = () => ({
  kept: Object.assign({}, ...forms().map(typed)),
  open: [...place.querySelectorAll("details[open]")].map((node) => node.id),
  focus: place.contains(document.activeElement) ? document.activeElement.id : "",
});

const refocus = (id) => {
  const near = `button[id$="-${CSS.escape(id.split("-").pop())}"]`; // another button of the same speaker
  const node = document.getElementById(id) ?? place.querySelector(near) ?? place.querySelector("button");
  node?.focus({ preventScroll: true });
};

// Show the list as another page has it.
export const put = (page) => {
  const fresh = page.querySelector("#floor");
  const { kept, open, focus } = own();
  place.replaceChildren(...fresh.childNodes);
  Object.assign(place.dataset, fresh.dataset);
  for (const form of forms()) putBack(form, kept);
  for (const panel of place.querySelectorAll("details")) panel.open ||= open.includes(panel.id);
  if (focus) refocus(focus);
  clock.set(place);
};

const ask = async (changed) => {
  const before = { ...place.dataset };
  const response = await fetch(address, {
    headers: { "If-None-Match": `W/"${before.tag}"` },
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (response.status === 304) return;
  const page = parse(await response.text());
  if (!response.ok || !page.querySelector("#floor")) throw new Error("no list");
  if (place.dataset.tag !== before.tag || stopped) return; // meanwhile the reader did something
  put(page);
  changed(before, page);
};

export const follow = (changed) => {
  clock.set(place);
  const plan = () => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(go, EVERY);
  };
  const go = () =>
    ask(changed)
      .then(
        () => stopped || say(state.dataset.followsNow),
        () => stopped || say(state.dataset.lost),
      )
      .finally(plan);
  button.addEventListener("click", () => {
    stopped = !stopped;
    button.textContent = stopped ? button.dataset.go : button.dataset.stop;
    say(stopped ? state.dataset.stopped : state.dataset.followsNow);
    plan();
  });
  bar.hidden = false;
  document.querySelector("[data-again]").hidden = true;
  plan();
};
