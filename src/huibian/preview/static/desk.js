// Takes each state of the issue from the server and shows it: contents, messages, pages, what changed.

import { element, Pages } from "./pages.js";

const $ = (id) => document.getElementById(id);
const KINDS = { error: "错误", warning: "警告" };
let state = { revision: -1, pages: [], contents: [], messages: [], more: 0 };
let at = null; // the place that the card shows
let said = ""; // and the line there
let change = -1;
let message = -1;

const pages = new Pages($("pages"), showCard);
window.desk = { get state() { return state; } };

// What the server tells

let fetching = false;
let wanted = -1;

async function update(revision) {
  wanted = revision;
  if (fetching) return;
  fetching = true;
  try {
    while (wanted !== state.revision) {
      const answer = await fetch("state");
      if (!answer.ok) throw new Error(answer.status);
      const fresh = await answer.json();
      if (fresh.revision < wanted) wanted = fresh.revision;
      show(fresh);
      wanted = Math.max(wanted, fresh.revision);
    }
  } catch {
    setTimeout(() => update(wanted), 500);
  } finally {
    fetching = false;
  }
}

const events = new EventSource("events");
events.onmessage = (event) => { $("gone").hidden = true; update(Number(event.data)); };
events.onerror = () => { $("gone").hidden = false; };

function show(fresh) {
  state = fresh;
  change = message = -1;
  document.title = `${state.fault ? "⚠ " : ""}${state.title}`;
  $("title").textContent = state.title;
  pages.show(state);
  showStatus();
  showFault();
  showContents();
  showMessages();
  keepCard();
  const count = changes().length;
  $("next-change").hidden = count === 0;
  $("next-change").textContent = `改动 ${count} 处`;
}

function showStatus() {
  if (state.revision === 0) return;
  const time = new Date().toLocaleTimeString("zh-CN", { hour12: false });
  const seconds = state.seconds.toFixed(2);
  $("status").textContent = state.fault
    ? `${time} 没有排成`
    : `${time} 排好，共 ${state.pages.length} 页，用了 ${seconds} 秒`;
}

function showFault() {
  const box = $("fault");
  box.hidden = !state.fault;
  if (!state.fault) return;
  const number = state.messages.findIndex((each) => each.severity === "error");
  const first = state.messages[number];
  const before = state.pages.length ? "这次没有排成，下面还是上一次的版面。" : "这一期还没有排成。";
  const go = element("button", "", "看这里");
  go.type = "button";
  go.addEventListener("click", () => showMessage(number));
  box.replaceChildren(element("strong", "", before), `${where(first)} ${first.text}`.trim(), go);
}

// Contents

function showContents() {
  const touched = new Set(state.pages.flatMap((page, index) => (page.changed ? [index] : [])));
  const items = state.contents.map((entry, number) => {
    const end = state.contents.slice(number + 1).find((each) => each.page > entry.page)?.page ?? entry.page + 1;
    const item = element("li", `level-${entry.level}`);
    const button = element("button");
    button.type = "button";
    button.dataset.label = entry.label ?? "";
    button.dataset.page = entry.page;
    button.append(element("span", "name", entry.title.trim()));
    if (entry.label) button.setAttribute("aria-label", `${entry.title}，第 ${entry.label} 页`);
    for (let page = entry.page; page < end; page += 1) item.classList.toggle("changed", item.classList.contains("changed") || touched.has(page));
    button.addEventListener("click", () => {
      pages.goTo(entry.page, entry.line);
      closeDrawers();
    });
    item.append(button);
    return item;
  });
  $("contents").querySelector("ol").replaceChildren(...items);
  markCurrent();
}

function markCurrent() {
  const buttons = [...$("contents").querySelectorAll("button")];
  const here = buttons.findLast((button) => Number(button.dataset.page) <= pages.current);
  for (const button of buttons) {
    if (button === here) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

let pending = false;
$("pages").addEventListener("scroll", () => {
  if (pending) return;
  pending = true;
  requestAnimationFrame(() => { pending = false; markCurrent(); });
});

// Messages

function where({ file, line }) {
  if (!file) return "";
  return line ? `${file} 第 ${line} 行` : file;
}

function showMessages() {
  const items = state.messages.map((each, number) => {
    const item = element("li", each.severity);
    const head = element("p");
    head.append(element("span", "kind", KINDS[each.severity]), element("span", "code", each.code));
    item.append(head, element("p", "", each.text));
    if (each.file) {
      const go = element("button", "where", where(each));
      go.type = "button";
      go.addEventListener("click", () => showMessage(number));
      item.append(go);
    }
    if (each.hint) item.append(element("p", "hint", each.hint));
    return item;
  });
  if (state.more) items.push(element("li", "warning", `同样的还有 ${state.more} 处，没有一一列出。`));
  $("messages").querySelector("ol").replaceChildren(...items);
  const total = state.messages.length + state.more;
  $("count").textContent = total;
  const worst = state.messages.some((each) => each.severity === "error") ? "error" : "warning";
  $("count").className = total ? worst : "";
}

function showMessage(number) {
  const told = state.messages[number];
  if (!told) return;
  message = number;
  closeDrawers();
  if (told.page !== null) pages.goTo(told.page, told.at);
  const button = $("pages").querySelector(`#page-${told.page} .line[data-line="${told.at}"]`);
  fillCard(told, state.messages.filter((each) => each === told || (told.page !== null && each.page === told.page && each.at === told.at)), button, told.page === null ? "" : lineAt(told.page, told.at).text);
}

// What changed

function changes() {
  const found = [];
  state.pages.forEach((page, index) => {
    let before = false;
    page.lines.forEach((line, number) => {
      const here = line.changed || line.cut;
      if (here && !before) found.push([index, number]);
      before = line.changed;
    });
  });
  return found;
}

function nextChange() {
  const found = changes();
  if (!found.length) return;
  change = (change + 1) % found.length;
  pages.goTo(...found[change]);
}

// The card: where a line is from

function lineAt(page, number) {
  return state.pages[page]?.lines[number] ?? { text: "", file: null };
}

function showCard(page, number, button) {
  const line = lineAt(page, number);
  const told = state.messages.filter((each) => each.page === page && each.at === number);
  fillCard(line, told, button, line.text);
}

function fillCard(place, told, button, text) {
  at = place.file ? place : null;
  said = text;
  const card = $("card");
  const parts = [element("p", "place", where(place) || "这一行不在文件里")];
  if (text) parts.push(element("p", "text", text));
  for (const each of told) {
    const note = element("div", `note ${each.severity}`);
    note.append(element("span", "kind", KINDS[each.severity]), element("span", "code", each.code), element("p", "told", each.text));
    if (each.hint) note.append(element("p", "hint", each.hint));
    parts.push(note);
  }
  const acts = element("div", "acts");
  if (at) {
    const open = element("button", "open", "在编辑器里打开");
    open.type = "button";
    open.addEventListener("click", openLine);
    acts.append(open);
  }
  const close = element("button", "", "关上");
  close.type = "button";
  close.addEventListener("click", hideCard);
  acts.append(close);
  card.replaceChildren(...parts, acts);
  card.hidden = false;
  const box = (button ?? $("fault")).getBoundingClientRect();
  const top = box.bottom + 8 + card.offsetHeight < window.innerHeight ? box.bottom + 8 : box.top - card.offsetHeight - 8;
  card.style.top = `${Math.max(8, top)}px`;
  card.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - card.offsetWidth - 8))}px`;
}

// After a save the card stays as long as its line is on the pages and its messages hold, and tells where that is now.
function keepCard() {
  if ($("card").hidden) return;
  const texts = new Set(state.messages.map((each) => each.text));
  if ([...$("card").querySelectorAll(".note .told")].some((each) => !texts.has(each.textContent))) {
    hideCard();
    return;
  }
  if (!at || !said) return;
  const line = state.pages.flatMap((page) => page.lines).find((each) => each.text === said && each.file === at.file);
  if (!line) {
    hideCard();
    return;
  }
  at = { ...at, line: line.line, column: line.column };
  $("card").querySelector(".place").textContent = where(at);
}

function hideCard() {
  $("card").hidden = true;
}

async function openLine() {
  if (!at) return;
  const { file, line, column } = at;
  let failed = "";
  try {
    const answer = await fetch("open", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ file, line, column }),
    });
    if (answer.status === 409) {
      const told = await answer.json();
      failed = `${told.text}。${told.hint ?? ""}`;
    } else if (!answer.ok) {
      failed = "打不开这个文件。";
    }
  } catch {
    failed = "和 huibian 断开了。";
  }
  if (!failed) {
    hideCard();
    return;
  }
  const told = element("p", "failed", failed);
  told.setAttribute("role", "alert");
  $("card").querySelector(".failed")?.remove();
  $("card").append(told);
}

// Buttons and keys

const isSmall = () => window.innerWidth <= 760;

function toggle(button, panel, open = panel.hidden) {
  if (open && isSmall()) closeDrawers();
  panel.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
}

function closeDrawers() {
  if (!isSmall()) return;
  toggle($("show-contents"), $("contents"), false);
  toggle($("show-messages"), $("messages"), false);
}

function setFacing() {
  const facing = !pages.facing;
  pages.setFacing(facing);
  $("facing").setAttribute("aria-pressed", String(facing));
}

const acts = {
  "show-contents": () => toggle($("show-contents"), $("contents")),
  "show-messages": () => toggle($("show-messages"), $("messages")),
  "show-help": () => $("help").showModal(),
  "next-change": nextChange,
  larger: () => pages.larger(),
  smaller: () => pages.smaller(),
  fit: () => pages.fit(),
  facing: setFacing,
};
for (const [id, act] of Object.entries(acts)) $(id).addEventListener("click", act);

const keys = {
  ArrowLeft: () => pages.turn(-1),
  ArrowRight: () => pages.turn(1),
  "+": acts.larger, "=": acts.larger, "-": acts.smaller, 0: acts.fit,
  c: nextChange,
  m: () => showMessage((message + 1) % Math.max(1, state.messages.length)),
  t: acts["show-contents"], l: acts["show-messages"],
  s: setFacing,
  o: openFocused,
  "?": acts["show-help"], "？": acts["show-help"],
};

function openFocused() {
  const line = document.activeElement?.closest?.(".line");
  if (line) {
    const place = lineAt(Number(line.closest("figure").dataset.index), Number(line.dataset.line));
    at = place.file ? place : null;
  }
  openLine();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
  if (event.key === "Escape") {
    hideCard();
    closeDrawers();
    return;
  }
  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest("#card, [data-line]")) hideCard();
});

if (window.location.search) window.history.replaceState(null, "", window.location.pathname);
if (window.innerWidth <= 1100) toggle($("show-messages"), $("messages"), false);
if (isSmall()) closeDrawers();
