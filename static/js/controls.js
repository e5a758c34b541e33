// The controls of a form that people write in, and which of them say something else than what is saved.

const WRITTEN_IN = "textarea, select, input:not([type=hidden], [type=file], [type=password], [name^=keep_])";
const saved = new WeakMap();

const isTicked = (node) => node.matches("[type=checkbox], [type=radio]");
const controls = (form) => [...form.elements].filter((node) => node.name && node.matches(WRITTEN_IN));
const key = (node) => node.id || `${node.name}=${node.value}`;
const read = (node) => (isTicked(node) ? String(node.checked) : node.value);

// What the page showed when it came.
const shown = (node) => {
  if (isTicked(node)) return String(node.defaultChecked);
  if (!node.matches("select")) return node.defaultValue;
  return ([...node.options].find((option) => option.defaultSelected) ?? node.options[0])?.value ?? "";
};

// By control, what was typed there and is not saved.
export const typed = (form) => {
  const differing = controls(form).filter((node) => read(node) !== (saved.get(node) ?? shown(node)));
  return Object.fromEntries(differing.map((node) => [key(node), read(node)]));
};

export const snapshot = (form) => controls(form).map((node) => [node, read(node)]);

export const isSaved = (snapshot) => {
  for (const [node, value] of snapshot) saved.set(node, value);
};

// The controls that would say something else if this were put back.
export const missing = (form, kept) =>
  controls(form).filter((node) => key(node) in kept && kept[key(node)] !== read(node));

export const putBack = (form, kept) => {
  const changed = missing(form, kept);
  for (const node of changed) {
    if (isTicked(node)) node.checked = kept[key(node)] === "true";
    else node.value = kept[key(node)];
  }
  return changed;
};
