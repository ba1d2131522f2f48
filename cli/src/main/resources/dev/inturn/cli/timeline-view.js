// What one can do with the picture: move, zoom, and choose an item, by mouse, touch or keys.

const tip = document.getElementById('tip');
const details = document.getElementById('details');
const blockers = Array.from({ length: count }, (_, i) => i).filter((i) => data.blockedFrom[i] !== null);

function show(from, to) {
  const longest = whole.to - whole.from;
  const length = Math.min(longest, Math.max(SHORTEST_VIEW, to - from));
  view.from = Math.max(whole.from, Math.min(whole.to - length, (from + to - length) / 2));
  view.to = view.from + length;
  draw();
}

const move = (share) => show(view.from + share * (view.to - view.from), view.to + share * (view.to - view.from));

/** Zooms so that a time stays where it is. */
function zoom(factor, time = (view.from + view.to) / 2) {
  const length = Math.min(whole.to - whole.from, Math.max(SHORTEST_VIEW, (view.to - view.from) * factor));
  const from = time - ((time - view.from) / (view.to - view.from)) * length;
  show(from, from + length);
}

function choose(i) {
  chosen = i;
  details.textContent = i < 0 ? 'No item is chosen.' : `${describe(i).join('; ')}.`;
  draw();
}

/** Chooses an item and sees to it that it can be seen. */
function visit(i) {
  if (i < 0 || i >= count) return;
  choose(i);
  const [from, to] = [data.submitting[i], orEnd(data.delivered[i])];
  const life = to - from;
  if (from < view.from || to > view.to || life < (view.to - view.from) / 50) show(from - 2 * life, to + 2 * life);
}

/** Visits the next of some items, or the one before: from the one chosen, or from where one looks. */
function step(items, forward) {
  const here = chosen >= 0 ? chosen : after(data.submitting, view.from) - (forward ? 1 : 0);
  const next = forward ? items.find((i) => i > here) : items.findLast((i) => i < here);
  if (next !== undefined) visit(next);
}

const everyItem = Array.from({ length: count }, (_, i) => i);

/** The item at a point, or -1. */
function itemAt(px, py) {
  const time = timeAt(px);
  const near = timeAt(px + 3) - time;
  if (px < GUTTER || count === 0) return -1;
  if (py >= y.workers && py < y.workersEnd) {
    const lane = lanes[Math.floor((py - y.workers) / y.lane)] ?? [];
    const index = after(lane, time + near, (i) => data.started[i]) - 1;
    return index >= 0 && orEnd(data.finished[lane[index]]) >= time - near ? lane[index] : -1;
  }
  if (py >= y.deliveries && py < y.deliveries + DELIVERIES) {
    const index = after(everyItem, time + near, (i) => data.delivering[i] ?? Infinity) - 1;
    return index >= 0 && orEnd(data.delivered[index]) >= time - near ? index : -1;
  }
  if (py >= y.head && py < y.head + HEAD) {
    const index = after(everyItem, time, (i) => data.headSince[i] ?? Infinity) - 1;
    return index >= 0 && orEnd(data.delivered[index]) >= time ? index : -1;
  }
  return -1;
}

function hover(px, py) {
  const item = itemAt(px, py);
  const inWindow = py >= y.window && py < y.window + WINDOW && px >= GUTTER && count > 0;
  const words = item >= 0 ? describe(item) : inWindow ? describeWindow(timeAt(px)) : [];
  tip.hidden = words.length === 0;
  if (!tip.hidden) {
    tip.textContent = words.join('\n');
    const left = px + 14 + tip.offsetWidth > width ? px - 14 - tip.offsetWidth : px + 14;
    tip.style.left = `${Math.max(4, left)}px`;
    tip.style.top = `${Math.max(4, Math.min(py + 14, y.end - tip.offsetHeight - 4))}px`;
  }
  if (item !== hovered) {
    hovered = item;
    draw();
  }
}

// Two pointers zoom, one moves the picture or, in the strip below, the part of the run that is shown.
const pointers = new Map();
let dragged = 0;
let inOverview = false;

function toOverview(px) {
  const time = whole.from + ((px - GUTTER) / (width - GUTTER)) * (whole.to - whole.from);
  const half = (view.to - view.from) / 2;
  show(time - half, time + half);
}

canvas.addEventListener('pointerdown', (event) => {
  canvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, event.offsetX);
  dragged = 0;
  inOverview = event.offsetY >= y.overview;
  if (inOverview) toOverview(event.offsetX);
  canvas.classList.add('dragging');
});

canvas.addEventListener('pointermove', (event) => {
  const before = pointers.get(event.pointerId);
  if (before === undefined) {
    hover(event.offsetX, event.offsetY);
    return;
  }
  const others = [...pointers].filter(([id]) => id !== event.pointerId);
  pointers.set(event.pointerId, event.offsetX);
  dragged += Math.abs(event.offsetX - before);
  tip.hidden = true;
  if (others.length > 0) {
    const other = others[0][1];
    const [old, now] = [Math.abs(before - other), Math.abs(event.offsetX - other)];
    if (old > 8 && now > 8) zoom(old / now, timeAt(other));
  } else if (inOverview) {
    toOverview(event.offsetX);
  } else {
    move((before - event.offsetX) / (width - GUTTER));
  }
});

function release(event) {
  pointers.delete(event.pointerId);
  if (pointers.size === 0) canvas.classList.remove('dragging');
}

canvas.addEventListener('pointerup', (event) => {
  if (dragged < 4 && !inOverview) choose(itemAt(event.offsetX, event.offsetY));
  release(event);
});
canvas.addEventListener('pointercancel', release);
canvas.addEventListener('pointerleave', () => {
  tip.hidden = true;
  hovered = -1;
  draw();
});

canvas.addEventListener(
  'wheel',
  (event) => {
    event.preventDefault();
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      move((event.deltaX || event.deltaY) / (width - GUTTER));
    } else {
      zoom(1.002 ** Math.max(-400, Math.min(400, event.deltaY)), timeAt(Math.max(GUTTER, event.offsetX)));
    }
  },
  { passive: false },
);

const actions = {
  ArrowLeft: () => move(-0.15),
  ArrowRight: () => move(0.15),
  '+': () => zoom(0.6),
  '=': () => zoom(0.6),
  '-': () => zoom(1 / 0.6),
  Home: () => show(whole.from, whole.to),
  n: () => step(everyItem, true),
  p: () => step(everyItem, false),
  b: () => step(blockers, true),
  Escape: () => choose(-1),
};

canvas.addEventListener('keydown', (event) => {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(actions, key)) return;
  event.preventDefault();
  actions[key]();
});

const buttons = { 'zoom-in': '+', 'zoom-out': '-', whole: 'Home', previous: 'p', next: 'n', 'next-blocker': 'b' };
for (const [id, key] of Object.entries(buttons)) document.getElementById(id).addEventListener('click', actions[key]);
document.getElementById('next-blocker').disabled = blockers.length === 0;
for (const button of document.querySelectorAll('[data-sequence]')) {
  button.addEventListener('click', () => {
    visit(Number(button.dataset.sequence) - data.first);
    canvas.scrollIntoView({ block: 'nearest' });
  });
}

window.addEventListener('resize', resize);
window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', resize);
resize();
