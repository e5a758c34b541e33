// Stars without a page load. Where anything goes wrong, the button leads to its page, which does the same.

const told = document.getElementById("star-told");
const buttons = new Map();
const tokens = {};

for (const form of document.querySelectorAll("form.star")) {
  const { meeting, entry } = form.dataset;
  buttons.set(`${meeting} ${entry}`, [...(buttons.get(`${meeting} ${entry}`) ?? []), form]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    press(form).catch(() => form.submit());
  });
}

const forms = (meeting, entry) => buttons.get(`${meeting} ${entry}`) ?? [];

const show = (meeting, entry, level) => {
  const pressed = { going: "true", perhaps: "mixed" }[level] ?? "false";
  for (const form of forms(meeting, entry)) {
    form.querySelector("button").setAttribute("aria-pressed", pressed);
  }
};

// How the stars of a meeting stand, and the token that sending one needs.
const load = async (meeting) => {
  const answer = await fetch(`${told.dataset.address}stars.json?meeting=${encodeURIComponent(meeting)}`);
  if (!answer.ok) throw new Error(answer.statusText);
  const { token, levels } = await answer.json();
  tokens[meeting] = token;
  for (const form of document.querySelectorAll("form.star")) {
    if (form.dataset.meeting === meeting) show(meeting, form.dataset.entry, levels[form.dataset.entry]);
  }
};

const press = async (form) => {
  const { meeting, entry, title } = form.dataset;
  if (!tokens[meeting]) await load(meeting);
  const starred = form.querySelector("button").getAttribute("aria-pressed") !== "false";
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": tokens[meeting] },
    body: new URLSearchParams({ level: starred ? "none" : "going" }),
  });
  if (!answer.ok) throw new Error(answer.statusText);
  const { level } = await answer.json();
  show(meeting, entry, level);
  told.textContent = (level ? told.dataset.starred : told.dataset.removed).replace("{title}", title);
};

// Who has no agenda yet is asked nothing.
if (told && /(?:^|; )starred=1/.test(document.cookie)) {
  const meetings = new Set([...document.querySelectorAll("form.star")].map((form) => form.dataset.meeting));
  for (const meeting of meetings) load(meeting).catch(() => {});
}
