// Passkeys: the browser asks for one, and its answer goes into the form.

const place = document.querySelector("#passkey");

const bytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (char) => char.charCodeAt(0));
};
const text = (buffer) => {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
};
const withBytes = (credential) => ({ ...credential, id: bytes(credential.id) });

// The server's options hold bytes as base64url.
const decoded = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
  ...(options.excludeCredentials && { excludeCredentials: options.excludeCredentials.map(withBytes) }),
  ...(options.allowCredentials && { allowCredentials: options.allowCredentials.map(withBytes) }),
});

const encoded = ({ id, rawId, type, response }) => {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  const transports = response.getTransports?.();
  return JSON.stringify({
    id,
    rawId: text(rawId),
    type,
    response: { ...Object.fromEntries(given), ...(transports && { transports }) },
  });
};

const ask = async () => {
  const form = place.querySelector("form");
  const status = place.querySelector("[role=status]");
  if (!window.PublicKeyCredential) {
    status.textContent = place.dataset.lacking;
    return;
  }
  try {
    const publicKey = decoded(JSON.parse(place.dataset.options));
    const answer = await navigator.credentials[place.dataset.do]({ publicKey });
    form.elements.credential.value = encoded(answer);
    form.submit();
  } catch (error) {
    status.textContent = error.name === "SecurityError" ? place.dataset.refused : place.dataset.failed;
  }
};

if (place) {
  place.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  ask();
}
