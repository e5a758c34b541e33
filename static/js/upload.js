// Uploading a file: too large a one is told before it goes over the line, and how far it is while it does.

const begin = () => {
  const place = document.querySelector(".upload");
  if (!place) return;
  const form = place.closest("form");
  const file = form.querySelector("[type=file]");
  const bar = place.querySelector("progress");
  const fault = form.querySelector("#upload-fault");
  const button = form.querySelector("button");

  const tell = (text) => {
    fault.textContent = text;
    place.hidden = true;
    button.disabled = false;
  };
  const isTooLarge = () => file.files[0]?.size > Number(place.dataset.largest);

  // The answer is this page, with the new flyer or with what is wrong. Then the file stays chosen.
  const take = ({ status, response }) => {
    const chosen = file.files;
    document.querySelector("main").replaceWith(response.querySelector("main"));
    const anew = document.querySelector("main [type=file]");
    if (anew && status >= 400) anew.files = chosen;
    (document.querySelector("#faults") ?? document.querySelector("main")).focus();
    begin();
  };

  file.addEventListener("change", () => tell(isTooLarge() ? place.dataset.large : ""));
  form.addEventListener("submit", (event) => {
    if (!file.files.length) return; // the server says what is missing
    const goesOn = event.submitter?.value === "next"; // to another page, by the browser itself
    if (goesOn && !isTooLarge()) return;
    event.preventDefault();
    if (isTooLarge()) {
      tell(place.dataset.large);
      file.focus();
      return;
    }
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = loaded / total;
    });
    request.addEventListener("load", () => take(request));
    request.addEventListener("error", () => tell(place.dataset.failed));
    request.open("POST", location.href);
    tell("");
    place.hidden = false;
    button.disabled = true;
    request.send(new FormData(form));
  });
};

begin();
