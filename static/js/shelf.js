// What was typed and is not saved yet, kept in this browser. A browser that keeps nothing is told of by `put`.

const PREFIX = "scheduler.typed/";
const LONGEST = 14 * 24 * 3600 * 1000; // milliseconds

const attempt = (act) => {
  try {
    return act();
  } catch {
    return undefined;
  }
};
const names = () => Object.keys(attempt(() => localStorage) ?? {}).filter((name) => name.startsWith(PREFIX));
const read = (name) => attempt(() => JSON.parse(localStorage.getItem(name)));

export const get = (key) => read(PREFIX + key);
export const drop = (key) => attempt(() => localStorage.removeItem(PREFIX + key));

// Whether it is kept.
export const put = (key, kept) =>
  Boolean(
    attempt(() => {
      localStorage.setItem(PREFIX + key, JSON.stringify({ ...kept, at: Date.now() }));
      return true;
    }),
  );

export const dropAll = (isMeant) => {
  for (const name of names()) {
    if (isMeant(name.slice(PREFIX.length), read(name))) drop(name.slice(PREFIX.length));
  }
};

export const isOld = (kept) => !(kept?.at > Date.now() - LONGEST);
