// The clerk's page: follows what others do, and sends its forms without leaving the page. Keys and dragging press
// the same buttons that stand there.

import { follow, parse, put } from "./follow.js";

const place = document.querySelector("#floor");
const said = document.querySelector("#floor-said");

let plainly = false; // the browser sends the next form itself, and shows what comes

const rows = () => [...place.querySelectorAll("tr[data-request]")];

const furnish = () => {
  for (const row of rows()) row.draggable = rows().length > 1;
  for (const hint of place.querySelectorAll("[data-keys-hint]")) hint.hidden = rows().length < 2;
  for (const field of document.querySelectorAll("main input[name=revision]")) field.value = place.dataset.revision;
};

const take = (form, page) => {
  const fault = page.querySelector("#floor-fault");
  form.reset(); // what was refused stands in the page that came
  form.closest("details")?.removeAttribute("open");
  put(page);
  furnish();
  document.querySelector("#floor-fault").replaceChildren(...fault.childNodes);
  said.textContent = page.querySelector(".told")?.textContent.trim() ?? "";
  document.querySelector("#floor-fault .faults")?.focus();
};

const send = async (form, submitter) => {
  const address = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  const body = new URLSearchParams(new FormData(form, submitter));
  const page = parse(await (await fetch(address, { method: "POST", body })).text());
  if (!page.querySelector("#floor-fault")) throw new Error("another page");
  take(form, page);
};

// Whether there is a list to ask for the floor on: when that changes, the page has other forms.
const isOpen = (page) => Boolean(page.querySelector("#ask-title"));

place.addEventListener("submit", (event) => {
  if (plainly || event.target.closest("[data-plain]")) return;
  event.preventDefault();
  if (place.ariaBusy === "true") return; // pressed twice, or before the list is as it is now
  place.ariaBusy = "true";
  send(event.target, event.submitter)
    .catch(() => {
      plainly = true;
      event.target.requestSubmit(event.submitter);
    })
    .finally(() => {
      place.ariaBusy = "false";
    });
});

place.addEventListener("keydown", (event) => {
  const row = event.target.closest("tr[data-request]");
  const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  if (!row || !way || !event.altKey) return;
  event.preventDefault();
  document.getElementById(`${way}-${row.dataset.request}`)?.click();
});

let dragged;

const mark = (row) => {
  for (const each of rows()) each.classList.toggle("target", each === row);
};

place.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("tr[data-request]");
  event.dataTransfer.setData("text/plain", dragged?.dataset.request ?? "");
});

place.addEventListener("dragover", (event) => {
  const row = event.target.closest("tr[data-request]");
  if (!dragged || !row) return;
  event.preventDefault();
  mark(row);
});

place.addEventListener("dragend", () => {
  dragged = undefined;
  mark();
});

place.addEventListener("drop", (event) => {
  const row = event.target.closest("tr[data-request]");
  if (!dragged || !row || row === dragged) return;
  event.preventDefault();
  const all = rows();
  const down = all.indexOf(dragged) < all.indexOf(row);
  const before = down ? all[all.indexOf(row) + 1] : row;
  const form = place.querySelector("#order form");
  form.elements.request.value = dragged.dataset.request;
  form.elements.other.value = before?.dataset.request ?? "";
  form.requestSubmit(form.querySelector("[value=move]"));
});

furnish();
follow((before, page) => {
  if (isOpen(page) !== isOpen(document)) return location.assign(place.dataset.address);
  furnish();
  if (before.revision !== place.dataset.revision) said.textContent = place.dataset.changed;
});
