"use strict";
const changes = [...document.querySelectorAll(".change")];
const where = document.getElementById("where");
let at = -1;
function show(index) {
  if (!changes.length) return;
  at = (index + changes.length) % changes.length;
  changes[at].focus({ preventScroll: true });
  changes[at].scrollIntoView({ block: "center" });
  where.textContent = `change ${at + 1} of ${changes.length}`;
}
document.getElementById("next").addEventListener("click", () => show(at + 1));
document.getElementById("previous").addEventListener("click", () => show(at < 0 ? -1 : at - 1));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "n" || event.key === "j") show(at + 1);
  if (event.key === "p" || event.key === "k") show(at < 0 ? -1 : at - 1);
});
document.addEventListener("focusin", (event) => {
  const index = changes.indexOf(event.target);
  if (index >= 0) at = index;
});
