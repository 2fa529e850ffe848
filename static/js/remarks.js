// Takes the words that a reviewer selects, in what differs or in the preview, into the form for a remark,
// and marks the passages that were remarked on, without a change to the text.
const jump = document.querySelector("[data-remark-jump]");
const quote = document.querySelector("[data-remark-quote]");
const text = document.querySelector("[data-remark-text]");

// What parts words without a letter between them; the site reads a space there.
const PARTS = "br, p, h2, h3, h4, li, dt, dd, td, th, caption, figcaption";

function selectedWords(selection) {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return "";
  return wordsOf(lettersOf(selection.getRangeAt(0).cloneContents())).trim();
}

function isOfText(node) {
  const element = node && (node.nodeType === 1 ? node : node.parentElement);
  return Boolean(element?.closest(".compare-text"));
}

let found = "";

// More than a remark can quote is not taken, and the button says so.
function take(words) {
  const { fits, long } = jump.dataset;
  found = words;
  jump.hidden = !found;
  jump.disabled = found.length > quote.maxLength;
  jump.textContent = jump.disabled ? long : fits;
}

// The words of a place with the node and the place in it of each letter; a row of spaces is one.
// What is struck through does not stand in the new text.
function lettersOf(place) {
  const letters = [];
  const add = (letter, node, at) => {
    if (letter !== " " || letters.at(-1)?.letter !== " ") letters.push({ letter, node, at });
  };
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      for (let at = 0; at < node.data.length; at += 1) add(node.data[at].replace(/\s/, " "), node, at);
      return;
    }
    if (node.matches?.("del, script, style")) return;
    const isPart = node.matches?.(PARTS);
    if (isPart) add(" ", node, 0);
    node.childNodes.forEach(read);
    if (isPart) add(" ", node, node.childNodes.length);
  };
  read(place);
  return letters;
}

const wordsOf = (letters) => letters.map((each) => each.letter).join("");

function passagesIn(place, quotes) {
  const letters = lettersOf(place);
  const words = wordsOf(letters);
  const ranges = [];
  for (const wanted of quotes) {
    const from = words.indexOf(wanted);
    if (from < 0) continue;
    const range = place.ownerDocument.createRange();
    const last = letters[from + wanted.length - 1];
    range.setStart(letters[from].node, letters[from].at);
    range.setEnd(last.node, last.at + 1);
    ranges.push(range);
  }
  return ranges;
}

// In the style of the window that shows them; a browser without highlights shows the list alone.
function mark(view, places) {
  const quotes = [...document.querySelectorAll(".remark-open .remark-quote")].map((each) =>
    each.textContent.replace(/\s+/g, " ").trim(),
  );
  if (!quotes.length || !view?.CSS?.highlights) return;
  const ranges = [...places].flatMap((place) => passagesIn(place, quotes));
  view.CSS.highlights.set("remarks", new view.Highlight(...ranges));
}

const frame = document.querySelector(".preview-frame iframe");
mark(window, document.querySelectorAll(".compare-inline"));
if (frame) {
  const markInside = () => mark(frame.contentWindow, frame.contentDocument.querySelectorAll("main"));
  frame.addEventListener("load", markInside);
  if (frame.contentDocument?.readyState === "complete") markInside();
}

if (jump && quote && text) {
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (selection && isOfText(selection.anchorNode)) take(selectedWords(selection));
  });
  const watch = () => {
    const inside = frame.contentDocument;
    inside?.addEventListener("selectionchange", () => take(selectedWords(inside.getSelection())));
  };
  if (frame) {
    frame.addEventListener("load", watch);
    watch();
  }
  jump.addEventListener("click", () => {
    jump.closest("section").querySelector("details.remark-new").open = true;
    quote.value = found;
    jump.hidden = true;
    text.focus();
    text.scrollIntoView({ block: "center" });
  });
}
