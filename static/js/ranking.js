// A list put in order on the page: by its buttons, or by dragging a row. Nothing is kept before "Keep this
// order" is pressed. Without this, each button asks the server.

const form = document.querySelector("[data-ranking]");
const rows = () => [...document.querySelectorAll("tr[data-row]")];
const numberOf = (row) => row.querySelector(".rank input");
const news = document.querySelector("[data-news]");
const marks = rows().map((row) => row.querySelector("[data-reserve]") !== null);
const word = document.querySelector("[data-reserve]");
let dragged = null;

const mark = (row, isReserve) => {
  const found = row.querySelector("[data-reserve]");
  if (found && !isReserve) found.remove();
  if (!found && isReserve && word) row.querySelector("th").append(" ", word.cloneNode(true));
};

const number = (moved) => {
  rows().forEach((row, place) => {
    numberOf(row).value = place + 1;
    mark(row, marks[place]);
    row.classList.toggle("first-reserve", marks[place] && !marks[place - 1]);
  });
  const name = moved.querySelector("th a").textContent;
  news.textContent = `${name}: ${form.dataset.moved} ${numberOf(moved).value}`;
};

const move = (row, down) => {
  const other = down ? row.nextElementSibling : row.previousElementSibling;
  if (!other) return;
  if (down) other.after(row);
  else other.before(row);
  number(row);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest('button[name="up"], button[name="down"]');
  if (!button) return;
  event.preventDefault();
  move(button.closest("tr"), button.name === "down");
  button.focus();
});

for (const row of rows()) {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    dragged = row;
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.effectAllowed = "move";
  });
  row.addEventListener("dragover", (event) => {
    if (dragged) event.preventDefault();
  });
  row.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!dragged || dragged === row) return;
    const isBelow = rows().indexOf(dragged) < rows().indexOf(row);
    if (isBelow) row.after(dragged);
    else row.before(dragged);
    number(dragged);
  });
  row.addEventListener("dragend", () => {
    dragged = null;
  });
}
