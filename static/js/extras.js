// Comforts that no page needs; what is large comes when a reader asks for it.
const each = (selector, act) => document.querySelectorAll(selector).forEach(act)
const field = document.querySelector("[data-suggest] [type=search]")
const OFF = "khong-dung-phim-tat"
let isOff
try {
  isOff = localStorage[OFF] === "1"
} catch {
  // Nothing may be stored: the box holds on its own page.
}
const turnOff = (off) => {
  isOff = off
  if (field) field.ariaKeyShortcuts = off ? "" : "/"
}

turnOff(isOff)
field?.addEventListener("focus", async () => {
  const { suggest, combobox, label } = field.form.dataset
  const [ask, choose] = await Promise.all([import(suggest), import(combobox)])
  ask.suggest(field, choose.combobox(field, label))
}, { once: true })

if (field) addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, altKey, metaKey, defaultPrevented } = event
  const types = target.closest?.("input, textarea, select, [contenteditable], [role=textbox]")
  if (key !== "/" || ctrlKey || altKey || metaKey || defaultPrevented || types || isOff) return
  event.preventDefault()
  // On narrow screens :target shows it.
  if (!field.offsetParent) location.hash = field.id
  field.focus()
})

each("[data-shortcut]", async (place) => {
  (await import(place.dataset.shortcut)).offer(place, OFF, isOff, turnOff)
})

// The telephone's sheet knows Zalo.
each("[data-share]", (button) => {
  const { title, address } = button.dataset
  button.hidden = !navigator.share
  button.onclick = () => navigator.share({ title, url: address })
})
each("[data-copy-link]", (button) => {
  button.hidden = !navigator.clipboard
  button.onclick = async () => (await import(button.dataset.copyLink)).copy(button)
})
each("[data-gallery]", (list) => list.addEventListener("click", (event) => {
  const link = event.target.closest("a:has(img)")
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  import(list.dataset.gallery).then((it) => it.open(list, link), () => location.assign(link))
}))
