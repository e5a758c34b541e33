// The event in hand: every cell says what it would cost to put it there.

import { parse, place, state } from "./parts.js";

const said = document.querySelector("[data-said]");
let held = null; // { code, title, costs }
let early = null; // { code, tag, answer }
let asked = 0; // answers that come late, for another event, are left aside

export const say = (text) => {
  said.textContent = text;
};
export const tell = (key, values = {}) => say(said.dataset[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? ""));

export const inHand = () => held;
export const cardOf = (code) => place.querySelector(`#card-${CSS.escape(code)}`);
export const costOf = (cell) => held?.costs?.[cell.dataset.cell];
export const panel = () => place.querySelector("#hand");

export const cells = () => [...place.querySelectorAll("[data-cell]")];

const made = (tag, text, className = "") => {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
};

const written = (key, cost) => {
  const isShut = cost.state === "no" || cost.state === "here";
  const node = document.createElement(isShut ? "details" : "button");
  node.className = `put laid ${cost.state} ${cost.met}`;
  if (isShut) {
    node.append(made("summary", cost.short), `${cost.wish}. ${cost.why}`);
    node.firstChild.tabIndex = -1;
    return node;
  }
  node.setAttribute("form", "move");
  node.name = cost.swap ? "swap" : "to";
  node.value = cost.swap || key;
  node.tabIndex = -1; // arrow keys lead to its cell, and there are hundreds
  node.append(made("span", `${cost.where} `, "hidden"), made("span", cost.wish, "cost"), ` ${cost.short}`);
  return node;
};

export const unmark = () => {
  for (const node of place.querySelectorAll(".put")) node.remove();
  for (const node of place.querySelectorAll(".in-hand, .over")) node.classList.remove("in-hand", "over");
};

// Costs in all cells, anew.
export const mark = () => {
  unmark();
  if (!held) return;
  cardOf(held.code)?.classList.add("in-hand");
  if (!held.costs) return;
  for (const cell of cells()) {
    const cost = costOf(cell);
    cell.tabIndex = -1;
    if (cost) cell.append(written(cell.dataset.cell, cost));
  }
};

const adopt = () => {
  const { hand, title, free } = panel().dataset;
  held = hand ? { code: hand, title, free, costs: JSON.parse(panel().querySelector("[data-costs]").textContent) } : null;
  mark();
};

// As a page without scripts has it.
export const begin = () => {
  unmark();
  adopt();
};

const fetched = async (code) => {
  const address = new URL(state().address, location.href);
  address.searchParams.set("hand", code);
  address.searchParams.set("part", "hand");
  const response = await fetch(address, { cache: "no-store" });
  if (!response.ok) throw new Error("no answer");
  return response.text();
};

// Somebody presses a card: by the time that it is dragged or let go, the answer is on its way.
export const expect = (code) => {
  early = { code, tag: state().tag, answer: fetched(code) };
  early.answer.catch(() => {
    early = null;
  });
};

const ask = async (code) => {
  const mine = ++asked;
  const answer = early?.code === code && early.tag === state().tag ? early.answer : fetched(code);
  early = null;
  const fresh = parse(await answer).querySelector("#hand");
  if (!fresh) throw new Error("another page");
  if (mine !== asked || held?.code !== code) return false;
  panel().replaceWith(fresh);
  adopt();
  return Boolean(held);
};

// Take an event in hand; true once the cells say what they would cost.
export const take = async (code) => {
  held = { code, title: cardOf(code)?.querySelector("[data-take]").textContent ?? code };
  mark();
  const came = await ask(code);
  if (came) tell("taken", held);
  return came;
};

// Others changed something: what is in hand stays there, and its costs are asked for anew.
export const refresh = () => {
  mark();
  return held ? ask(held.code) : Promise.resolve();
};

export const letGo = () => {
  const was = held;
  held = null;
  asked++;
  unmark();
  const empty = panel().cloneNode();
  for (const name of Object.keys(empty.dataset)) if (name !== "part") delete empty.dataset[name];
  panel().replaceWith(empty);
  return was;
};
