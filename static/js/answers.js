// Answers of co-sponsors as they come. Without this, a reload shows them.

const PAUSE = 15_000;
const list = document.querySelector("#answers");
const news = document.querySelector("#answers-news");

const isInUse = () => list.contains(document.activeElement) || list.querySelector("details[open]") !== null;

const fresh = async () => {
  const answer = await fetch(location.pathname, { headers: { "If-None-Match": `"${list.dataset.tag}"` } });
  if (answer.status !== 200) return null; // nothing new; or signed out, which the next click will tell
  return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#answers");
};

const look = async () => {
  if (document.hidden) return;
  const found = await fresh().catch(() => null); // the line is down: the next time will do
  if (!found || found.dataset.tag === list.dataset.tag) return;
  news.hidden = false;
  news.querySelector("a").hidden = !isInUse();
  if (isInUse()) return; // nobody loses what is being typed: the link shows it
  list.replaceChildren(...found.childNodes);
  list.dataset.tag = found.dataset.tag;
};

setInterval(look, PAUSE);
document.addEventListener("visibilitychange", look);
