// The picture: a lane for the source, the head, each worker and the deliveries, and below them what is in the window.

const canvas = document.getElementById('picture');
const context = canvas.getContext('2d');

const GUTTER = 92;
const AXIS = 24;
const SOURCE = 12;
const HEAD = 20;
const JOIN = 70;
const DELIVERIES = 24;
const WINDOW = 110;
const OVERVIEW = 26;
const GAP = 10;
const SHORTEST_VIEW = 500;
/** No number fits into a bar like this. */
const NARROW = 14;

const begin = count === 0 ? 0 : data.submitting[0];
let last = begin;
for (let i = 0; i < count; i++) last = Math.max(last, orEnd(data.delivered[i]));
const whole = { from: begin, to: Math.max(last, begin + SHORTEST_VIEW) };
const margin = (whole.to - whole.from) / 100;
whole.from -= margin;
whole.to += margin;
const view = { ...whole };
let width = 0;
let chosen = -1;
let hovered = -1;
let colors = {};
let y = {};
let asked = false;
let outlines = [];

const x = (time) => GUTTER + ((time - view.from) / (view.to - view.from)) * (width - GUTTER);
const timeAt = (px) => view.from + ((px - GUTTER) / (width - GUTTER)) * (view.to - view.from);
const laneTop = (lane) => y.workers + lane * y.lane;

function resize() {
  width = Math.max(320, canvas.clientWidth);
  const fixed = AXIS + SOURCE + HEAD + JOIN + DELIVERIES + WINDOW + OVERVIEW + 6 * GAP;
  const room = Math.max(160, window.innerHeight - fixed - 60);
  const lane = Math.min(26, Math.max(room, 160) / Math.max(1, data.lanes));
  y = { lane, source: AXIS, head: AXIS + SOURCE + GAP / 2 };
  y.workers = y.head + HEAD + GAP;
  y.workersEnd = y.workers + lane * Math.max(1, data.lanes);
  y.deliveries = y.workersEnd + JOIN;
  y.window = y.deliveries + DELIVERIES + 2 * GAP;
  y.overview = y.window + WINDOW + GAP;
  y.end = y.overview + OVERVIEW + GAP / 2;
  const scale = window.devicePixelRatio || 1;
  canvas.style.height = `${y.end}px`;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(y.end * scale);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const style = getComputedStyle(document.documentElement);
  for (const name of ['back', 'panel', 'text', 'muted', 'line', 'work', 'work-text', 'blocked', 'held', 'out', 'wait',
    'failed', 'chosen']) {
    colors[name] = style.getPropertyValue(`--${name}`).trim();
  }
  outlines = overview();
  draw();
}

/** By height, where the last thin rectangle was: of many in one column of pixels the first is enough, and the failed. */
const thinAt = new Map();

function rectangle(color, from, to, top, height) {
  const left = Math.max(GUTTER, x(from));
  const right = Math.min(width, Math.max(x(to), x(from) + 1));
  if (right <= left) return 0;
  if (right - left <= 1) {
    const column = Math.floor(left);
    if (thinAt.get(top) === column && color !== colors.failed) return 0;
    thinAt.set(top, column);
  }
  context.fillStyle = color;
  context.fillRect(left, top, right - left, height);
  return right - left;
}

function label(text, left, middle, color, align = 'left') {
  context.fillStyle = color;
  context.textAlign = align;
  context.textBaseline = 'middle';
  context.fillText(text, left, middle);
}

/** A number in the middle of a bar, if the bar has room for it. */
function inside(sequence, mark, from, to, middle, color) {
  const left = Math.max(GUTTER, x(from));
  const right = Math.min(width, x(to));
  if (right - left < NARROW) return;
  const text = number(sequence) + mark;
  if (right - left > context.measureText(text).width + 8) label(text, (left + right) / 2, middle, color, 'center');
}

function drawAxis() {
  const target = (view.to - view.from) / Math.max(2, (width - GUTTER) / 120);
  const power = 10 ** Math.floor(Math.log10(target));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= target);
  const [unit, size] = step >= 1e8 ? ['s', 1e9] : step >= 1e5 ? ['ms', 1e6] : ['µs', 1e3];
  const digits = Math.max(0, -Math.floor(Math.log10(step / size) + 1e-9));
  context.font = '12px system-ui, sans-serif';
  for (let tick = Math.ceil(view.from / step) * step; tick <= view.to; tick += step) {
    const at = Math.round(x(tick)) + 0.5;
    if (at < GUTTER) continue;
    context.strokeStyle = colors.line;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(at, AXIS - 5);
    context.lineTo(at, y.overview - GAP);
    context.stroke();
    const value = (tick / size).toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    const room = context.measureText(value).width;
    if (at > GUTTER + room && at < width - room) label(`${value} ${unit}`, at, 10, colors.muted, 'center');
  }
}

function drawNames() {
  context.fillStyle = colors.back;
  context.fillRect(0, 0, GUTTER, y.end);
  const name = (text, middle) => label(text, GUTTER - 8, middle, colors.muted, 'right');
  name('time', 10);
  name('source', y.source + SOURCE / 2);
  name('head', y.head + HEAD / 2);
  const every = Math.ceil(13 / y.lane);
  for (let lane = 0; lane < data.lanes; lane += every) name(`worker ${lane + 1}`, laneTop(lane) + y.lane / 2);
  name('come out', y.deliveries + DELIVERIES / 2);
  name('window', y.window + WINDOW / 2 - 16);
  name(`most ${number(steps.most)}`, y.window + 6);
  name(`of ${number(data.capacity)}`, y.window + WINDOW / 2);
  name('0', y.window + WINDOW - 5);
  name('whole run', y.overview + OVERVIEW / 2);
}

/** The items of which something can be seen: an item in the window is submitted before and comes out after. */
function visible() {
  const from = Math.max(0, after(data.submitting, view.from) - 1);
  let first = from;
  while (first > 0 && orEnd(data.delivered[first - 1]) >= view.from) first--;
  return [first, after(data.submitting, view.to)];
}

function drawJoins(first, behind) {
  const paths = { held: new Path2D(), out: new Path2D() };
  const drawn = new Set();
  for (let i = first; i < behind; i++) {
    if (data.finished[i] === null || data.delivering[i] === null) continue;
    const left = Math.round(x(data.finished[i])) + 0.5;
    const right = Math.round(x(data.delivering[i])) + 0.5;
    if (right < GUTTER || left > width) continue;
    const lane = data.worker[i];
    const held = wasHeld(i);
    // Where one cannot be told from another, one is enough.
    const line = `${left} ${right} ${lane} ${held}`;
    if (drawn.has(line)) continue;
    drawn.add(line);
    const path = held ? paths.held : paths.out;
    path.moveTo(left, laneTop(lane) + y.lane - 2);
    path.lineTo(left, y.workersEnd);
    path.lineTo(right, y.deliveries);
  }
  // Where there are many, each must not hide the others.
  context.globalAlpha = Math.max(0.15, Math.min(0.9, width / (4 * Math.max(1, drawn.size))));
  context.lineWidth = 1;
  for (const [color, path] of Object.entries(paths).reverse()) {
    context.strokeStyle = colors[color];
    context.stroke(path);
  }
  context.globalAlpha = 1;
}

/** The part of a bar during which the item held back others: the more they were, the fuller. */
function drawBlocked(i, from, top, height) {
  if (weight[i] === 0) return;
  const part = Math.max(Math.min(2, height), weight[i] * height);
  const start = Math.max(data.blockedFrom[i], from);
  rectangle(colors.blocked, start, orEnd(data.finished[i]), top + height - part, part);
}

function drawItems(first, behind) {
  const bar = Math.max(1, y.lane - (y.lane > 6 ? 5 : y.lane > 3 ? 1 : 0));
  const thin = Math.max(1, bar / 4);
  context.font = '11px system-ui, sans-serif';
  for (let i = first; i < behind; i++) {
    if (data.submitted[i] !== null) rectangle(colors.wait, data.submitting[i], data.submitted[i], y.source, SOURCE - 2);
    if (data.started[i] === null) continue;
    const finished = orEnd(data.finished[i]);
    const top = laneTop(data.worker[i]) + (y.lane - bar) / 2;
    const seen = rectangle(data.failed[i] ? colors.failed : colors.work, data.started[i], finished, top, bar);
    if (seen > 3 && x(data.started[i]) >= GUTTER) {
      context.fillStyle = colors.back;
      context.fillRect(x(data.started[i]), top, 1, bar);
    }
    if (data.delivering[i] !== null) {
      const color = wasHeld(i) ? colors.held : colors.out;
      rectangle(colors.out, data.delivering[i], orEnd(data.delivered[i]), laneTop(data.deliverer[i]) + y.lane - thin, thin);
      rectangle(color, data.delivering[i], orEnd(data.delivered[i]), y.deliveries, DELIVERIES);
    }
  }
  // Above the others, which are many.
  let free = GUTTER;
  for (let i = first; i < behind; i++) {
    const finished = orEnd(data.finished[i]);
    if (data.headSince[i] !== null && data.headSince[i] < orEnd(data.delivered[i])) {
      const to = orEnd(data.delivered[i]);
      rectangle(i % 2 ? colors.line : colors.wait, data.headSince[i], to, y.head, HEAD);
      drawBlocked(i, data.headSince[i], y.head, HEAD);
      inside(data.first + i, '', data.headSince[i], to, y.head + HEAD / 2, weight[i] > 0.7 ? colors['work-text'] : colors.text);
    }
    if (data.started[i] !== null) {
      const top = laneTop(data.worker[i]) + (y.lane - bar) / 2;
      drawBlocked(i, data.started[i], top, bar);
      if (y.lane >= 12) {
        inside(data.first + i, data.failed[i] ? ' ✕' : '', data.started[i], finished, top + bar / 2, colors['work-text']);
      }
    }
    if (data.delivering[i] !== null && x(data.delivering[i]) >= free && x(data.delivering[i]) <= width) {
      const left = x(data.delivering[i]);
      const text = number(data.first + i);
      const size = context.measureText(text).width;
      if (left + size < width) {
        label(text, left, y.deliveries + DELIVERIES + 8, colors.muted);
      }
      free = left + size + 6;
    }
  }
}

function drawWindow() {
  // For each column of pixels the most that there was.
  const columns = Math.ceil(width - GUTTER);
  const scale = (WINDOW - 2) / steps.most;
  let step = Math.max(0, after(steps.time, view.from) - 1);
  const tops = { all: new Float32Array(columns), working: new Float32Array(columns), held: new Float32Array(columns) };
  for (let column = 0; column < columns; column++) {
    if (timeAt(GUTTER + column) > last) break;
    const until = timeAt(GUTTER + column + 1);
    for (;;) {
      if (steps.time[step] <= until) {
        for (const name in tops) tops[name][column] = Math.max(tops[name][column], steps[name][step]);
      }
      if (step + 1 < steps.time.length && steps.time[step + 1] <= until) step++;
      else break;
    }
  }
  for (const [name, color] of [['all', colors.wait], ['working', colors.work], ['held', colors.held]]) {
    context.fillStyle = color;
    context.beginPath();
    context.moveTo(GUTTER, y.window + WINDOW);
    for (let column = 0; column < columns; column++) {
      const top = y.window + WINDOW - tops[name][column] * scale;
      context.lineTo(GUTTER + column, top);
      context.lineTo(GUTTER + column + 1, top);
    }
    context.lineTo(width, y.window + WINDOW);
    context.fill();
  }
  if (data.capacity <= steps.most * 1.02) {
    context.strokeStyle = colors.blocked;
    context.setLineDash([5, 4]);
    context.beginPath();
    context.moveTo(GUTTER, y.window + 1.5);
    context.lineTo(width, y.window + 1.5);
    context.stroke();
    context.setLineDash([]);
  }
}

/** Where items of before were in the window, what is counted is not all. */
function drawUnknown() {
  if (data.first === 0 || data.known <= view.from) return;
  const right = Math.min(width, x(data.known));
  context.save();
  context.beginPath();
  context.rect(GUTTER, y.head, right - GUTTER, y.overview - GAP - y.head);
  context.clip();
  context.strokeStyle = colors.muted;
  context.globalAlpha = 0.35;
  context.beginPath();
  const height = y.overview - y.head;
  for (let at = GUTTER - height; at < right; at += 9) {
    context.moveTo(at, y.overview);
    context.lineTo(at + height, y.head);
  }
  context.stroke();
  context.restore();
  const text = 'items before these are not shown';
  if (right - GUTTER > context.measureText(text).width + 12) {
    label(text, GUTTER + 6, y.workersEnd + 12, colors.text);
  }
}

function drawMoment(time, text) {
  if (time === null || time < view.from || time > view.to) return;
  context.lineWidth = 1;
  context.strokeStyle = colors.muted;
  context.setLineDash([3, 3]);
  context.beginPath();
  context.moveTo(x(time), y.source);
  context.lineTo(x(time), y.overview - GAP);
  context.stroke();
  context.setLineDash([]);
  const fits = x(time) + 4 + context.measureText(text).width < width;
  label(text, x(time) + (fits ? 4 : -4), y.source + SOURCE / 2, fits ? colors.muted : colors.text, fits ? 'left' : 'right');
}

/** One item everywhere: when it waited, worked, waited for its turn, and came out. */
function drawOne(i, color) {
  if (i < 0 || data.started[i] === null) return;
  const middle = laneTop(data.worker[i]) + y.lane / 2;
  context.save();
  context.beginPath();
  context.rect(GUTTER, 0, width - GUTTER, y.end);
  context.clip();
  context.strokeStyle = color;
  context.lineWidth = 2;
  const finished = x(orEnd(data.finished[i]));
  context.strokeRect(x(data.started[i]), middle - y.lane / 2, Math.max(2, finished - x(data.started[i])), y.lane);
  context.beginPath();
  context.moveTo(x(data.submitting[i]), y.source + SOURCE);
  context.lineTo(x(data.submitting[i]), middle);
  context.lineTo(x(data.started[i]), middle);
  if (data.delivering[i] !== null) {
    context.moveTo(finished, middle + y.lane / 2);
    context.lineTo(finished, y.workersEnd);
    context.lineTo(x(data.delivering[i]), y.deliveries);
    context.lineTo(x(data.delivering[i]), y.deliveries + DELIVERIES);
  }
  context.stroke();
  context.restore();
}

/** The outline of what was in the window in the whole run, as it is drawn at this width. */
function overview() {
  const scale = (width - GUTTER) / (whole.to - whole.from);
  return ['all', 'held'].map((name) => {
    const tops = new Float32Array(Math.ceil(width));
    for (let step = 0; step < steps.time.length; step++) {
      const from = Math.floor(GUTTER + (steps.time[step] - whole.from) * scale);
      const next = step + 1 < steps.time.length ? steps.time[step + 1] : steps.time[step];
      const to = Math.floor(GUTTER + (next - whole.from) * scale);
      for (let at = from; at <= to; at++) tops[at] = Math.max(tops[at], steps[name][step]);
    }
    const path = new Path2D();
    const bottom = y.overview + OVERVIEW;
    path.moveTo(GUTTER, bottom);
    for (let at = GUTTER; at < tops.length; at++) {
      const top = bottom - (tops[at] / steps.most) * OVERVIEW;
      path.lineTo(at, top);
      path.lineTo(at + 1, top);
    }
    path.lineTo(width, bottom);
    return path;
  });
}

function drawOverview() {
  context.fillStyle = colors.panel;
  context.fillRect(GUTTER, y.overview, width - GUTTER, OVERVIEW);
  outlines.forEach((outline, i) => {
    context.fillStyle = [colors.wait, colors.held][i];
    context.fill(outline);
  });
  const scale = (width - GUTTER) / (whole.to - whole.from);
  context.strokeStyle = colors.chosen;
  context.lineWidth = 1.5;
  const left = GUTTER + (view.from - whole.from) * scale;
  context.strokeRect(left, y.overview, Math.max(3, (view.to - view.from) * scale) - 1, OVERVIEW);
}

function paint() {
  context.fillStyle = colors.back;
  context.fillRect(0, 0, width, y.end);
  thinAt.clear();
  drawAxis();
  if (count > 0) {
    const [first, behind] = visible();
    drawJoins(first, behind);
    drawItems(first, behind);
    drawWindow();
    drawUnknown();
    drawMoment(data.exhausted, 'source ended');
    drawOne(hovered, colors.muted);
    drawOne(chosen, colors.chosen);
    drawOverview();
  }
  drawNames();
}

/** Draws with the next frame, once however often it was asked for. */
function draw() {
  if (!asked) requestAnimationFrame(() => {
    asked = false;
    paint();
  });
  asked = true;
}
