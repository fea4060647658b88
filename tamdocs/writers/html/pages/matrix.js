"use strict";

// The page of the variants matrix: filters, movement in the grids, and the panel that shows a text.
// Text is only ever put in as text nodes; nothing is loaded and nothing is sent.

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const LOOKS = 8;

document.documentElement.classList.add("program");

// Filters

function rowText(row) {
  const own = data.rows[row.id] || [];
  const words = own.flatMap((variant, index) => variant.against[index]).flatMap((line) =>
    data.lines[line].pieces.map((piece) => piece[2]).join(""));
  return [row.querySelector("th").textContent, ...words].join("\n").toLocaleLowerCase();
}

const rows = all("tbody tr").map((row) => ({
  row, text: rowText(row), document: row.closest("section").dataset.document, language: row.dataset.language,
}));

function filter() {
  const wanted = byId("find").value.trim().toLocaleLowerCase();
  const chosen = byId("document").value;
  const language = byId("language").value;
  let shown = 0;
  for (const each of rows) {
    const here = (!wanted || each.text.includes(wanted))
      && (!chosen || each.document === chosen)
      && (!language || each.language === language)
      && (!byId("differing").checked || each.row.classList.contains("differs"))
      && (!byId("unexpected").checked || each.row.classList.contains("unexpected"));
    each.row.hidden = !here;
    shown += here ? 1 : 0;
    const written = document.querySelector(`article[data-row="${each.row.id}"]`);
    if (written) written.hidden = !here;
  }
  for (const group of all("tbody, section.document")) {
    group.hidden = !group.querySelector("tbody tr:not([hidden])");
  }
  byId("nothing").hidden = shown > 0;
  byId("count").textContent = shown === rows.length ? "" : `${shown} of ${rows.length}`;
  all("table").forEach(keepOneTabStop);
}

byId("find").form.addEventListener("submit", (event) => event.preventDefault());
byId("find").form.addEventListener("input", filter);

// Movement: one tab stop in each grid, arrows move it.

const grid = (table) => all("tbody tr", table).filter((row) => !row.hidden).map((row) => all("td button", row));

function keepOneTabStop(table) {
  const cells = grid(table).flat();
  if (!cells.length || cells.some((cell) => cell.tabIndex === 0)) return;
  all("td button", table).forEach((cell) => { cell.tabIndex = -1; });
  cells[0].tabIndex = 0;
}

function focusCell(cell) {
  all("td button", cell.closest("table")).forEach((each) => { each.tabIndex = each === cell ? 0 : -1; });
  cell.focus();
}

function moved(event, cell) {
  const lines = grid(cell.closest("table"));
  const y = lines.findIndex((line) => line.includes(cell));
  const x = lines[y].indexOf(cell);
  const last = { x: lines[y].length - 1, y: lines.length - 1 };
  switch (event.key) {
    case "ArrowRight": return lines[y][Math.min(x + 1, last.x)];
    case "ArrowLeft": return lines[y][Math.max(x - 1, 0)];
    case "ArrowDown": return lines[Math.min(y + 1, last.y)][x];
    case "ArrowUp": return lines[Math.max(y - 1, 0)][x];
    case "PageDown": return lines[Math.min(y + 10, last.y)][x];
    case "PageUp": return lines[Math.max(y - 10, 0)][x];
    case "Home": return lines[event.ctrlKey ? 0 : y][0];
    case "End": return lines[event.ctrlKey ? last.y : y][last.x];
    default: return null;
  }
}

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.("td button");
  if (event.key === "Escape" && byId("panel").open) {
    event.preventDefault();
    close();
  } else if (cell) {
    const next = moved(event, cell);
    if (next) {
      event.preventDefault();
      focusCell(next);
    }
  }
});

// The panel

let opened = null;
/** What to compare with: "most" frequent, "none", or the number of a column of the table. */
let base = "most";
let baseTable = null;

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function chip(letter, index) {
  return element("b", `chip v${index % LOOKS}`, letter);
}

const spoken = (text) => element("span", "spoken", text);

function pieceNode([mark, kind, text]) {
  const words = kind === "text" ? text : element("span", kind, text);
  if (!mark) return words;
  return element(mark, "", spoken(mark === "ins" ? "[inserted: " : "[deleted: "), words, spoken("]"));
}

function lineNode(number) {
  const line = data.lines[number];
  const node = element("p", `${line.role} depth${Math.min(line.depth, 4)}`);
  if (line.marker) node.append(element("span", "marker", line.marker), " ");
  if (line.optional) {
    const badge = element("span", "optional", "in some orders");
    badge.lang = document.documentElement.lang;
    node.append(badge, " ");
  }
  node.append(...line.pieces.map(pieceNode));
  return node;
}

function columnsOf(row) {
  const names = JSON.parse(row.closest("table").dataset.columns);
  return all("td button", row).map((cell, index) => ({
    name: names[index], variant: cell.dataset.variant === undefined ? null : Number(cell.dataset.variant),
  }));
}

function open(cell) {
  opened = cell;
  const table = cell.closest("table");
  if (baseTable !== table && base !== "none") base = "most";
  baseTable = table;
  all("td.open").forEach((each) => each.classList.remove("open"));
  cell.closest("td").classList.add("open");
  show();
  if (!byId("panel").open) byId("panel").show();
  document.documentElement.classList.add("panelled");
  byId("panel").scrollTop = 0;
  byId("panel-title").focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function close() {
  byId("panel").close();
  document.documentElement.classList.remove("panelled");
  all("td.open").forEach((each) => each.classList.remove("open"));
  if (opened) focusCell(opened);
  opened = null;
}

function show() {
  const row = opened.closest("tr");
  const variants = data.rows[row.id];
  const columns = columnsOf(row);
  const column = Number(opened.dataset.column);
  const own = columns[column].variant;
  const heading = row.querySelector(".name");
  byId("panel-where").textContent = `${row.closest("section").querySelector("h2").textContent} · ${columns[column].name}`;
  byId("panel-title").textContent = heading.textContent;
  byId("panel-title").lang = heading.lang;
  showExpectation(row);
  showVariants(variants, own, columns);
  showChoice(columns, column);
  showWords(variants, own, columns, row.dataset.language);
}

function showExpectation(row) {
  const written = document.querySelector(`article[data-row="${row.id}"]`);
  const expected = written?.querySelector(".expected");
  byId("panel-expected").textContent = expected ? expected.textContent : "The same everywhere.";
  byId("panel-problems").replaceChildren(
    ...all(".bad", written || document.createElement("p")).map((each) => element("li", "bad", each.textContent)),
  );
}

function showVariants(variants, own, columns) {
  const items = variants.map((variant, index) => {
    const button = element("button", "", chip(variant.letter, index), " ", variant.where);
    button.type = "button";
    button.setAttribute("aria-pressed", String(index === own));
    button.addEventListener("click", () => {
      const cells = all("td button", opened.closest("tr"));
      open(cells[columns.findIndex((column) => column.variant === index)]);
    });
    return button;
  });
  byId("panel-variants").replaceChildren(...(variants.length > 1 ? items : []));
}

function showChoice(columns, column) {
  const choices = [["most", "the most frequent text (A)"], ["none", "nothing: the plain text"]];
  const options = choices.map(([value, text]) => new Option(text, value));
  const group = element("optgroup");
  group.label = "Column";
  columns.forEach(({ name, variant }, index) => {
    if (index !== column && variant !== null) group.append(new Option(name, String(index)));
  });
  byId("base").replaceChildren(...options, group);
  byId("base").value = base;
  if (byId("base").selectedIndex < 0) byId("base").value = "most";
}

function showWords(variants, own, columns, language) {
  const value = byId("base").value;
  const other = value === "most" ? 0 : value === "none" ? own : columns[Number(value)].variant;
  const note = byId("panel-note");
  const words = byId("panel-words");
  words.lang = language;
  if (own === null) {
    note.textContent = "The document does not have this clause here.";
    words.replaceChildren();
    return;
  }
  if (own === other) {
    note.textContent = value === "none" || variants.length === 1 ? ""
      : value === "most" ? "This is the text that most columns read." : "Word for word the same.";
  } else {
    note.textContent = `Text ${variants[own].letter} against ${variants[other].letter}.`;
  }
  words.replaceChildren(...variants[own].against[other].map(lineNode));
}

document.addEventListener("click", (event) => {
  const cell = event.target.closest("td button");
  if (cell) {
    focusCell(cell);
    open(cell);
  }
});
byId("close").addEventListener("click", close);
byId("base").addEventListener("change", () => {
  base = byId("base").value;
  show();
});

// Written out

byId("write-out").addEventListener("click", () => {
  const shown = document.documentElement.classList.toggle("written");
  byId("write-out").setAttribute("aria-expanded", String(shown));
  byId("write-out").textContent = shown ? "Hide the differences" : "Write out every difference";
  if (shown) byId("written-out").scrollIntoView();
});

filter();
