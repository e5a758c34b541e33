// A step of an application while somebody types: saved in the background, and kept in this browser until the
// server has said that it is saved.

import { isSaved, missing, putBack, snapshot, typed } from "./controls.js";
import { showHints } from "./hints.js";
import * as shelf from "./shelf.js";

const PAUSE = 2000; // milliseconds after the last key
const LEFT = 200; // after a field was left
const AGAIN = 5000; // after an attempt that failed
const PATIENCE = 30000; // for an answer

const place = document.querySelector("[data-kept-as]");
const form = place.closest("form");
const status = place.querySelector("[role=status]");
const words = place.dataset;

let timer;
let underway; // the attempt that goes on now
let unanswered; // what was sent without an answer. It is sent again as it was: saved twice, it is saved once
let byButton = !words.address; // nothing is saved in the background here, or no longer

let offered; // what is offered back, until it is put back or thrown away

const isDirty = () => Object.keys(typed(form)).length > 0;
const keep = () =>
  shelf.put(words.keptAs, {
    shown: offered?.shown ?? form.elements.shown.value,
    typed: { ...offered?.typed, ...typed(form) },
    offered: Boolean(offered),
  });

// "waits" is for the eyes only: a screen reader hears how an attempt ended, not that each key makes one due.
const say = (state, text) => {
  place.dataset.state = state;
  if (text !== undefined && status.textContent !== text) status.textContent = text;
};

const send = async () => {
  if (!unanswered) {
    const body = new URLSearchParams(new FormData(form));
    body.set("step", words.step);
    unanswered = { body, was: snapshot(form) };
  }
  const signal = AbortSignal.timeout(PATIENCE);
  const response = await fetch(words.address, { method: "POST", body: unanswered.body, signal });
  const isTold = response.headers.get("Content-Type").startsWith("application/json");
  return { ok: response.ok, status: response.status, told: isTold && (await response.json()) };
};

const settle = (told, was) => {
  isSaved(was);
  form.elements.revision.value = told.revision;
  form.elements.shown.value = told.shown;
  for (const [name, value] of Object.entries(told.settled)) form.elements[name].value = value;
  if (isDirty()) {
    keep();
    plan(PAUSE);
  } else {
    if (offered) keep();
    else shelf.drop(words.keptAs);
    say("saved", told.said);
  }
};

const stop = (state, text) => {
  byButton = true;
  say(state, text);
};

// An attempt is answered once its answer was read to the end.
const take = ({ ok, status, told }) => {
  if (status >= 500) return fail(words.fault);
  const { was } = unanswered;
  unanswered = undefined;
  if (!told) return stop("old", words.old);
  showHints(told.hints);
  if (told.wrong) return say("wrong", told.said);
  return ok ? settle(told, was) : stop("differs", told.said);
};

const fail = (why) => {
  say("failed", `${why} ${keep() ? words.kept : words.stay}`);
  plan(AGAIN);
};

const attempt = () => {
  clearTimeout(timer);
  if (byButton || (!unanswered && !isDirty())) return underway;
  underway ??= send()
    .then(take, () => fail(words.offline))
    .finally(() => {
      underway = undefined;
    });
  return underway;
};

const plan = (after) => {
  clearTimeout(timer);
  timer = setTimeout(attempt, after);
};

const changed = (after) => {
  const isKept = keep();
  if (place.dataset.state === "differs" || place.dataset.state === "old") return;
  if (byButton) say("kept", isKept ? words.button : "");
  else {
    if (place.dataset.state !== "failed") say("waits");
    plan(after);
  }
};

// An attempt that goes on, or had no answer, comes first: else the form would contradict its own text.
const submit = async (event) => {
  keep();
  clearTimeout(timer);
  if (byButton || (!unanswered && navigator.onLine)) return;
  event.preventDefault();
  if (navigator.onLine) await attempt();
  else fail(words.offline);
  if (!unanswered && navigator.onLine) form.requestSubmit(event.submitter);
};

// What was typed at an earlier visit and never saved.
const offer = () => {
  const kept = shelf.get(words.keptAs);
  if (!kept || !missing(form, kept.typed).length) return;
  offered = kept;
  const box = document.querySelector("#kept-text");
  const close = (node) => {
    offered = undefined;
    box.hidden = true;
    (node ?? form.querySelector("input:not([type=hidden]), textarea, select")).focus();
  };
  box.hidden = false;
  box.querySelector("time").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
  box.querySelector("[value=back]").addEventListener("click", () => {
    const [first] = putBack(form, kept.typed);
    form.elements.shown.value = kept.shown; // so that what others saved since is seen, and not overwritten
    close(first);
    changed(LEFT);
  });
  box.querySelector("[value=away]").addEventListener("click", () => {
    shelf.drop(words.keptAs);
    close();
  });
};

form.addEventListener("input", () => changed(PAUSE));
form.addEventListener("change", () => changed(LEFT));
form.addEventListener("submit", submit);
window.addEventListener("online", attempt);
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
offer();
