// A screen of the list of speakers. Who hears the page is told when the speaker changes, and not each second.

import { follow } from "./follow.js";

const place = document.querySelector("#floor");

follow((before) => {
  if (before.speaker !== place.dataset.speaker) {
    document.querySelector("#floor-said").textContent = place.dataset.said;
  }
});
