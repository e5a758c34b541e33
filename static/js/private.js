// Pages of somebody who is signed in: what they typed stays in this browser only until it is saved, and never
// after they have signed out.

import { dropAll, isOld } from "./shelf.js";

document.querySelector("form.who")?.addEventListener("submit", () => dropAll(() => true));

const saved = [...document.querySelectorAll("[data-saved]")].map((told) => told.dataset.saved);
const isSaved = (key) => saved.some((step) => key.endsWith(`/${step}`));
dropAll((key, kept) => isOld(kept) || (isSaved(key) && !kept.offered));
