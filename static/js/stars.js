// Stars without a page load. Where anything goes wrong, the button leads to its page, which does the same.

const { address, name, starred, removed } = document.getElementById("stars").dataset;
const stars = [...document.querySelectorAll("button.star")];
const meetings = new Set(stars.map((star) => star.form.id.slice(2)));
const tokens = {};

const told = document.createElement("p");
told.className = "star-told";
told.setAttribute("role", "status");
document.querySelector("main").append(told);

const meetingOf = (star) => star.form.id.slice(2);
const titleOf = (star) =>
  (star.closest(".entry")?.querySelector("h3 a, h4 a") ?? document.querySelector("h1")).textContent.trim();

const show = (star, level) =>
  star.setAttribute("aria-pressed", { going: "true", perhaps: "mixed" }[level] ?? "false");

// How the stars of a meeting stand, and the token that sending one needs.
const load = async (meeting) => {
  const answer = await fetch(`${address}stars.json?meeting=${encodeURIComponent(meeting)}`);
  if (!answer.ok) throw new Error(answer.statusText);
  const { token, levels } = await answer.json();
  tokens[meeting] = token;
  for (const star of stars) {
    if (meetingOf(star) === meeting) show(star, levels[star.value]);
  }
};

const press = async (star) => {
  const meeting = meetingOf(star);
  if (!tokens[meeting]) await load(meeting);
  const isStarred = star.getAttribute("aria-pressed") !== "false";
  const answer = await fetch(`${star.form.action}${star.value}/`, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": tokens[meeting] },
    body: new URLSearchParams({ level: isStarred ? "none" : "going" }),
  });
  if (!answer.ok) throw new Error(answer.statusText);
  const { level } = await answer.json();
  for (const same of stars) {
    if (same.value === star.value && meetingOf(same) === meeting) show(same, level);
  }
  told.textContent = (level ? starred : removed).replace("{title}", titleOf(star));
};

// One after the other: the first star of somebody begins the agenda in which the next ones stand.
let before = Promise.resolve();

for (const star of stars) {
  star.setAttribute("aria-label", name.replace("{title}", titleOf(star)));
  show(star);
  star.addEventListener("click", (event) => {
    event.preventDefault();
    before = before
      .then(() => press(star))
      .catch(() => location.assign(`${star.form.action}${star.value}/`));
  });
}

// Who has no agenda yet is asked nothing.
if (/(?:^|; )starred=1/.test(document.cookie)) {
  for (const meeting of meetings) load(meeting).catch(() => {});
}
