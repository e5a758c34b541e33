// What the server says of a text while it is typed. Each place is a polite live region; it changes only when
// something else is said.

export const showHints = (told) => {
  for (const place of document.querySelectorAll("[data-hints]")) {
    const list = place.querySelector("ul");
    const said = told[place.dataset.hints] ?? [];
    const before = [...list.children].map((line) => line.textContent);
    if (said.join("\n") === before.join("\n")) continue;
    place.classList.toggle("silent", !said.length);
    list.replaceChildren(
      ...said.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
    );
  }
};
