// Takes the words that a reviewer selects, in what differs or in the preview, into the form for a remark.
const jump = document.querySelector("[data-remark-jump]");
const quote = document.querySelector("[data-remark-quote]");
const text = document.querySelector("[data-remark-text]");

// What is struck through does not stand in the new text.
function selectedWords(selection) {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return "";
  const piece = selection.getRangeAt(0).cloneContents();
  for (const gone of piece.querySelectorAll("del")) gone.remove();
  const box = document.createElement("div");
  box.append(piece);
  return box.textContent.replace(/\s+/g, " ").trim();
}

function isOfText(node) {
  const element = node && (node.nodeType === 1 ? node : node.parentElement);
  return Boolean(element?.closest(".compare-text"));
}

let found = "";

function take(words) {
  found = words.length <= quote.maxLength ? words : "";
  jump.hidden = !found;
}

if (jump && quote && text) {
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (selection && isOfText(selection.anchorNode)) take(selectedWords(selection));
  });
  const frame = document.querySelector(".preview-frame iframe");
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
