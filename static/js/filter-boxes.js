// Django draws the icon before each box that narrows a list as a nameless element with a label, which
// screen readers may pass over: as a picture it is read, and so names the box.
addEventListener("load", () => {
  for (const icon of document.querySelectorAll(".selector-filter .search-label-icon")) icon.setAttribute("role", "img")
})
