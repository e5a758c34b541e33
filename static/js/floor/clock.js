// The clock of who speaks: counts by the server's time, so that all screens show the same.

const SECOND = 1000;

let ahead = 0; // milliseconds from this computer's running time to the server's clock

const written = (milliseconds) => {
  const seconds = Math.floor(Math.abs(milliseconds) / SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

const show = () => {
  for (const clock of document.querySelectorAll("[data-ends]")) {
    const left = Date.parse(clock.dataset.ends) - (performance.now() + ahead);
    const text = (left > 0 ? clock.dataset.left : clock.dataset.over).replace("{time}", written(left));
    if (clock.textContent !== text) clock.textContent = text;
    clock.classList.toggle("over", left <= 0);
  }
};

export const set = (place) => {
  ahead = Date.parse(place.dataset.now) - performance.now();
  show();
};

setInterval(show, SECOND / 4);
