// The pages: spreads as they lie on paper, the lines on them, and keeping the reader's place.

const RESOLUTIONS = [48, 72, 96, 144, 192, 288]; // dots per inch that the server draws
const CSS_PER_POINT = 96 / 72;
const NARROW = 760; // pixels: below it one page after another
const LEAST = 0.2, MOST = 4, STEP = 1.2;

export class Pages {
  constructor(main, onLine) {
    this.main = main;
    this.onLine = onLine;
    this.figures = [];
    this.shape = "";
    this.state = null;
    this.fitted = true;
    this.scale = 1;
    this.facing = true;
    this.near = new Set();
    this.observer = new IntersectionObserver((entries) => this.#seen(entries), { root: main, rootMargin: "75% 0px" });
    new ResizeObserver(() => this.layOut()).observe(main);
    main.addEventListener("click", (event) => this.#clicked(event));
    main.addEventListener("keydown", (event) => this.#moved(event));
  }

  get isFacing() {
    return this.facing && window.innerWidth > NARROW;
  }

  show(state) {
    const anchor = this.#anchor();
    this.state = state;
    this.main.classList.toggle("stale", state.fault);
    this.#build();
    state.pages.forEach((page, index) => this.#fill(this.figures[index], page, index));
    this.#restore(anchor);
  }

  // Makes the elements of spreads and pages where there are other ones than before.
  #build() {
    const pages = this.state.pages;
    const shape = JSON.stringify([this.isFacing, pages.map((page) => [page.side, page.width, page.height])]);
    if (shape === this.shape) return;
    this.shape = shape;
    this.observer.disconnect();
    this.near.clear();
    const old = this.figures;
    this.figures = pages.map((_, index) => old[index] ?? this.#figure(index));
    this.main.replaceChildren(...this.#spreads(pages));
    this.#size();
    this.figures.forEach((figure) => this.observer.observe(figure));
  }

  // An odd page lies on the right and an even one on its left; a page that finds its place taken begins a new spread.
  #spreads(pages) {
    const spreads = [];
    let left = null;
    const put = (one, other) => {
      const spread = element("div", "spread");
      if (this.isFacing) {
        spread.append(this.#slot("left", one, other), this.#slot("right", other, one));
      } else {
        spread.append(this.#slot("alone", one ?? other));
      }
      spreads.push(spread);
    };
    pages.forEach((page, index) => {
      const figure = this.figures[index];
      if (!this.isFacing) {
        put(figure, null);
      } else if (page.side === "left") {
        if (left) put(left, null);
        left = figure;
      } else {
        put(left, figure);
        left = null;
      }
    });
    if (left) put(left, null);
    return spreads;
  }

  #slot(side, figure, other = null) {
    const slot = element("div", `slot ${side}`);
    if (figure) slot.append(figure);
    else slot.dataset.as = other?.dataset.index ?? "";
    return slot;
  }

  #figure(index) {
    const figure = element("figure");
    figure.dataset.index = index;
    figure.id = `page-${index}`;
    const paper = element("div", "paper");
    const picture = new Image();
    picture.draggable = false;
    const lines = element("div", "lines");
    paper.append(picture, lines);
    figure.append(paper, element("figcaption"));
    return figure;
  }

  #fill(figure, page, index) {
    figure.classList.toggle("changed", page.changed);
    figure.querySelector("figcaption").textContent = page.name;
    const words = page.lines.map((line) => line.text).join("").slice(0, 60);
    figure.querySelector("img").alt = `${page.name}的图${words ? `：${words}……` : "，没有文字"}`;
    const notes = this.#notes(index);
    const facts = JSON.stringify([page.lines, notes]);
    if (figure.facts !== facts) {
      figure.facts = facts;
      this.#fillLines(figure, page, index, notes);
    }
    if (this.near.has(figure)) this.#draw(figure, page);
  }

  #notes(index) {
    const notes = {};
    this.state.messages.forEach((message, number) => {
      if (message.page === index) (notes[message.at] ??= []).push([number, message.severity]);
    });
    return notes;
  }

  #fillLines(figure, page, index, notes) {
    const kept = figure.contains(document.activeElement) ? document.activeElement.dataset.line : null;
    const buttons = [];
    page.lines.forEach((line, number) => {
      const severity = severityOf(notes[number]);
      const button = element("button", `line ${severity}`);
      button.type = "button";
      button.dataset.line = number;
      button.tabIndex = number === 0 ? 0 : -1;
      button.classList.toggle("changed", line.changed);
      button.classList.toggle("cut", line.cut);
      const told = [line.text || "图片", line.changed ? "有改动" : "", severity ? "有消息" : ""];
      button.setAttribute("aria-label", told.filter(Boolean).join("，"));
      place(button, line.box);
      buttons.push(button);
      if (severity) {
        const pin = element("button", `pin ${severity}`);
        pin.type = "button";
        pin.dataset.line = number;
        pin.tabIndex = -1;
        pin.textContent = notes[number].length > 1 ? notes[number].length : "!";
        pin.setAttribute("aria-label", `这一行有 ${notes[number].length} 条消息`);
        pin.style.top = percent(line.box[1]);
        buttons.push(pin);
      }
    });
    figure.querySelector(".lines").replaceChildren(...buttons);
    if (kept !== null) figure.querySelector(`.line[data-line="${kept}"]`)?.focus({ preventScroll: true });
  }

  // The old picture stays until the new one is there.
  #draw(figure, page) {
    const wanted = 96 * this.scale * Math.min(window.devicePixelRatio, 3) * 0.97;
    const dpi = RESOLUTIONS.find((each) => each >= wanted) ?? RESOLUTIONS.at(-1);
    const address = `page/${page.look}-${dpi}.png`;
    if (figure.wanted === address) return;
    figure.wanted = address;
    const fresh = new Image();
    fresh.addEventListener("load", () => {
      if (figure.wanted !== address) return;
      figure.querySelector("img").src = address;
      figure.dataset.shown = page.look;
    });
    fresh.addEventListener("error", () => {
      if (figure.wanted === address) figure.wanted = null;
    });
    fresh.src = address;
  }

  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) {
        this.near.delete(target);
        continue;
      }
      this.near.add(target);
      const page = this.state.pages[target.dataset.index];
      if (page) this.#draw(target, page);
    }
  }

  // Sizes

  layOut() {
    if (!this.state) return;
    const anchor = this.#anchor();
    const shape = this.shape;
    this.#build();
    if (shape === this.shape) this.#size();
    this.#restore(anchor);
  }

  #size() {
    const pages = this.state.pages;
    if (!pages.length) return;
    if (this.fitted) {
      const widest = Math.max(...pages.map((page) => page.width)) * (this.isFacing ? 2 : 1);
      const style = getComputedStyle(this.main);
      const room = this.main.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 4;
      this.scale = Math.min(1.6, Math.max(LEAST, room / (widest * CSS_PER_POINT)));
    }
    const pixels = (points) => `${(points * CSS_PER_POINT * this.scale).toFixed(2)}px`;
    pages.forEach((page, index) => {
      const paper = this.figures[index].querySelector(".paper");
      paper.style.width = pixels(page.width);
      paper.style.height = pixels(page.height);
    });
    for (const slot of this.main.querySelectorAll(".slot:not(.alone)")) {
      const index = slot.dataset.as ?? slot.querySelector("figure")?.dataset.index;
      slot.style.width = pixels(pages[index]?.width ?? 0);
    }
    for (const figure of this.near) this.#draw(figure, pages[figure.dataset.index]);
  }

  zoom(factor) {
    this.fitted = false;
    this.scale = Math.min(MOST, Math.max(LEAST, this.scale * factor));
    this.layOut();
  }

  larger() { this.zoom(STEP); }
  smaller() { this.zoom(1 / STEP); }

  fit() {
    this.fitted = true;
    this.layOut();
  }

  setFacing(facing) {
    this.facing = facing;
    this.layOut();
  }

  // The reader's place: the line at the top of the window, and how far below that it stands.

  #anchor() {
    if (!this.state?.pages.length) return null;
    const top = this.main.getBoundingClientRect().top;
    for (const [index, figure] of this.figures.entries()) {
      const box = figure.getBoundingClientRect();
      if (box.bottom <= top) continue;
      const lines = this.state.pages[index].lines;
      const paper = figure.querySelector(".paper").getBoundingClientRect();
      const number = lines.findIndex((line) => paper.top + line.box[1] * paper.height >= top);
      const y = number < 0 ? 0 : lines[number].box[1];
      return { index, text: number < 0 ? "" : lines[number].text, y, from: paper.top + y * paper.height - top,
               share: y * paper.height ? (paper.top - top) / paper.height : 0,
               left: this.main.scrollLeft / Math.max(1, this.main.scrollWidth) };
    }
    return null;
  }

  #restore(anchor) {
    if (!anchor || !this.figures.length) return;
    const there = this.#find(anchor);
    const paper = this.figures[there.index].querySelector(".paper").getBoundingClientRect();
    const now = paper.top + there.y * paper.height - this.main.getBoundingClientRect().top;
    const shift = now - anchor.from;
    if (Math.abs(shift) > 0.5) this.main.scrollTop += shift;
  }

  // Where a line stands now: the nearest of the same text, else where it stood.
  #find({ index, text, y }) {
    const pages = this.state.pages;
    const last = pages.length - 1;
    for (let away = 0; text && away <= last; away += 1) {
      for (const here of new Set([index - away, index + away])) {
        const line = pages[here]?.lines.find((each) => each.text === text);
        if (line) return { index: here, y: line.box[1] };
      }
    }
    return { index: Math.min(index, last), y };
  }

  get current() {
    const middle = this.main.getBoundingClientRect().top + this.main.clientHeight / 3;
    let found = 0;
    this.figures.forEach((figure, index) => {
      if (figure.getBoundingClientRect().top <= middle) found = index;
    });
    return found;
  }

  turn(by) {
    const spreads = [...this.main.children];
    const here = spreads.findIndex((spread) => spread.contains(this.figures[this.current]));
    spreads[Math.min(spreads.length - 1, Math.max(0, here + by))]?.scrollIntoView({ block: "start" });
  }

  goTo(index, number = null) {
    const figure = this.figures[index];
    if (!figure) return;
    const line = number === null ? null : figure.querySelector(`.line[data-line="${number}"]`);
    if (!line) {
      figure.scrollIntoView({ block: "start" });
      return;
    }
    const box = line.getBoundingClientRect();
    const view = this.main.getBoundingClientRect();
    this.main.scrollTop += box.top - view.top - view.height / 3;
    if (box.left < view.left || box.right > view.right) line.scrollIntoView({ block: "nearest", inline: "center" });
    line.classList.remove("flash");
    void line.offsetWidth; // begins the animation again
    line.classList.add("flash");
    line.focus({ preventScroll: true });
  }

  #clicked(event) {
    const button = event.target.closest("[data-line]");
    if (button) this.onLine(Number(button.closest("figure").dataset.index), Number(button.dataset.line), button);
  }

  #moved(event) {
    const line = event.target.closest?.(".line");
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!line || !by) return;
    event.preventDefault();
    const lines = [...this.main.querySelectorAll(".line")];
    lines[lines.indexOf(line) + by]?.focus();
  }
}

function severityOf(notes = []) {
  if (!notes.length) return "";
  return notes.some(([, severity]) => severity === "error") ? "error" : "warning";
}

function percent(share) {
  return `${(share * 100).toFixed(3)}%`;
}

function place(button, [left, top, width, height]) {
  Object.assign(button.style, { left: percent(left), top: percent(top), width: percent(width), height: percent(height) });
}

export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
