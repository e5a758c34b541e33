// Sends what is done, one after the other, and shows what came of it.

import * as hand from "./hand.js";
import { parse, place, put, state } from "./parts.js";

let last = Promise.resolve();

const post = async (body) => {
  body.set("seen", state().revision);
  const address = new URL(state().address, location.href);
  address.searchParams.set("part", "all");
  const response = await fetch(address, { method: "POST", body: new URLSearchParams(body) });
  put(parse(await response.text()));
  hand.begin();
  return response.ok;
};

const after = (code) => {
  const fault = place.querySelector("#faults");
  if (fault) return fault.focus();
  hand.say(state().done);
  if (code) hand.cardOf(code)?.querySelector("[data-take]").focus({ preventScroll: true });
};

// `body`: a form's data. The page is as it was if it does not get through.
export const send = (body, restore = () => {}) => {
  last = last
    .then(() => post(body))
    .then(() => after(body.get("event")))
    .catch(() => {
      restore();
      hand.tell("lost");
    });
  return last;
};

export const token = () => place.querySelector("input[name=csrf_token]").value;
