// Small helps on top of pages that work without them.

// Open panels close with Escape, and when the reader goes elsewhere.
const panels = () => document.querySelectorAll("details.facet[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const panel of panels()) {
    panel.open = false;
    if (panel.contains(document.activeElement)) panel.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const panel of panels()) {
    if (!panel.contains(event.target)) panel.open = false;
  }
});

// Empty fields stay out of the address.
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) {
      if (value === "") formData.delete(name);
    }
  });
}

// The day or place that is shown stands in view, where the row of them is longer than the screen.
for (const here of document.querySelectorAll(".days [aria-current], .places [aria-current]")) {
  here.scrollIntoView({ block: "nearest", inline: "center" });
}

for (const field of document.querySelectorAll("input.address")) {
  field.addEventListener("focus", () => field.select());
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
    document.getElementById("copied").textContent = button.dataset.done;
  });
}

// The reader's own time beside the venue's, where the clocks differ.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const asShown = (zone, parts) =>
  new Intl.DateTimeFormat(document.documentElement.lang, { hourCycle: "h23", timeZone: zone, ...parts });
const hour = { hour: "2-digit", minute: "2-digit" };

for (const when of document.querySelectorAll("[data-beside]")) {
  const moments = [...when.querySelectorAll("time[datetime*='T']")].map((time) => new Date(time.dateTime));
  const same = (parts) =>
    moments.every((at) => asShown(own, parts).format(at) === asShown(when.dataset.zone, parts).format(at));
  if (!own || same(hour)) continue;
  const parts = same({ weekday: "short" }) ? hour : { weekday: "short", ...hour };
  const time = moments.map((at) => asShown(own, parts).format(at)).join(" – ");
  const city = own.split("/").pop().replaceAll("_", " ");
  const note = document.createElement("span");
  note.className = "hint";
  note.textContent = ` ${when.dataset.beside.replace("{time}", time).replace("{city}", city)}`;
  when.append(note);
}
