// Follows what others do: asks every few seconds with the tag of what the page has, and mostly hears that it holds.

import * as hand from "./hand.js";
import { parse, put, state } from "./parts.js";

const EVERY = 4000; // milliseconds between an answer and the next question
const PATIENCE = 10000; // for an answer

const bar = document.querySelector("[data-follows]");
const word = bar.querySelector("[data-state]");
const button = bar.querySelector("button");

let stopped = false;
let timer;

const say = (text) => {
  if (word.textContent !== text) word.textContent = text;
};

const ask = async (isBusy) => {
  const before = state().tag;
  const address = new URL(state().address, location.href);
  address.searchParams.set("part", "all");
  const response = await fetch(address, {
    headers: { "If-None-Match": `W/"${before}"` },
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (response.status === 304) return;
  const text = await response.text();
  if (!response.ok) throw new Error("no answer");
  if (isBusy() || stopped || state().tag !== before) return; // meanwhile the reader did something
  put(parse(text), "hand");
  hand.tell("others");
  await hand.refresh();
};

// `isBusy`: not just now, something is being dragged.
export const follow = (isBusy) => {
  const plan = () => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(go, EVERY);
  };
  const go = () =>
    (isBusy() || document.hidden ? Promise.resolve() : ask(isBusy))
      .then(
        () => stopped || say(word.dataset.now),
        () => stopped || say(word.dataset.lost),
      )
      .finally(plan);
  button.addEventListener("click", () => {
    stopped = !stopped;
    button.textContent = stopped ? button.dataset.go : button.dataset.stop;
    say(stopped ? word.dataset.stopped : word.dataset.now);
    plan();
  });
  bar.hidden = false;
  plan();
};
