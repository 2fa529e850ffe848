// Comforts that no page needs: what is large comes over the line when a reader turns to it.
const fields = document.querySelectorAll("form[data-suggest] input[type=search]")
const OFF = "khong-dung-phim-tat"
let isOff = false
try {
  isOff = localStorage.getItem(OFF) === "1"
} catch {
  // Where nothing may be stored, the box below holds on its own page.
}
const tell = () => fields.forEach((field) => field.setAttribute("aria-keyshortcuts", isOff ? "" : "/"))

tell()
for (const field of fields) {
  const turn = async () => {
    const { suggest, combobox, label } = field.form.dataset
    const [asking, choosing] = await Promise.all([import(suggest), import(combobox)])
    asking.suggest(field, choosing.combobox(field, label))
  }
  field.addEventListener("focus", turn, { once: true })
}

addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, altKey, metaKey, defaultPrevented } = event
  const types = target.closest?.("input, textarea, select, [contenteditable], [role=textbox]")
  if (key !== "/" || ctrlKey || altKey || metaKey || defaultPrevented || types || isOff) return
  if (!fields.length) return
  event.preventDefault()
  fields[0].focus()
})

// Whoever speaks to the computer can turn the key off (WCAG 2.1.4); the search page has the box.
for (const place of document.querySelectorAll("[data-shortcut]")) {
  const box = place.querySelector("input")
  place.hidden = false
  box.checked = !isOff
  box.addEventListener("change", () => {
    isOff = !box.checked
    tell()
    localStorage.setItem(OFF, isOff ? "1" : "0")
  })
}

// The telephone's own sheet knows Zalo.
for (const button of document.querySelectorAll("button[data-share]")) {
  const { title, address: url } = button.dataset
  button.hidden = !navigator.share
  button.onclick = () => navigator.share({ title, url })
}
for (const button of document.querySelectorAll("button[data-copy-link]")) {
  button.hidden = !navigator.clipboard
  button.onclick = () => import(button.dataset.copyLink).then((module) => module.copy(button))
}
for (const list of document.querySelectorAll("ul[data-gallery]")) {
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a:has(img)")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    // Where the line fails meanwhile, the picture's own address is the next best.
    import(list.dataset.gallery).then((module) => module.open(list, link), () => location.assign(link.href))
  })
}
